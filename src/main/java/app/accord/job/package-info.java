/**
 * Work that the program does by itself again and again: daily, every few minutes, or on
 * every node at once. Uses the time module only.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = "time")
package app.accord.job;

import org.springframework.modulith.ApplicationModule;
