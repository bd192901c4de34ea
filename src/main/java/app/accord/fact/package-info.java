/**
 * A fact that a customer can be told, in the one form that every channel shows and the
 * API returns.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = { "money" })
package app.accord.fact;

import org.springframework.modulith.ApplicationModule;
