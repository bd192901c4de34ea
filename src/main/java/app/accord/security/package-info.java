/**
 * Who may come in by which door: the parts that the filter chains of desk, portal,
 * counter and API share, and the principals they sign in.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = { "actor", "time" })
package app.accord.security;

import org.springframework.modulith.ApplicationModule;
