/**
 * Time as a parameter: one injected clock, and the company's calendar. Uses no other
 * module.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package app.accord.time;

import org.springframework.modulith.ApplicationModule;
