/**
 * Who is acting, and from which channel: named on every change. Uses no other module.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package app.accord.actor;

import org.springframework.modulith.ApplicationModule;
