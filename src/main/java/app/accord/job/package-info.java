/**
 * Work that the program does by itself again and again: daily, every few minutes, or on
 * every node at once. Uses no other module.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package app.accord.job;

import org.springframework.modulith.ApplicationModule;
