/**
 * What can't be done, said in a sentence to the person who asked. Uses no other module.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package app.accord.refusal;

import org.springframework.modulith.ApplicationModule;
