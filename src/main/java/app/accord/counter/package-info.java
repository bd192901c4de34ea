/**
 * What clerks at a shop counter see and do. May use every module but the other channels.
 */
@ApplicationModule
package app.accord.counter;

import org.springframework.modulith.ApplicationModule;
