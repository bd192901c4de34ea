/**
 * Named points at which a test lets the program die. Uses no other module.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package app.accord.fault;

import org.springframework.modulith.ApplicationModule;
