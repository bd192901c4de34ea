/** What employees at a desk see and do. May use every module but the other channels. */
@ApplicationModule
package app.accord.desk;

import org.springframework.modulith.ApplicationModule;
