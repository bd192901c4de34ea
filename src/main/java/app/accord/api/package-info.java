/** What other programs read and write. May use every module but the other channels. */
@ApplicationModule
package app.accord.api;

import org.springframework.modulith.ApplicationModule;
