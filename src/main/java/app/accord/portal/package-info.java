/** What customers see and do themselves. May use every module but the other channels. */
@ApplicationModule
package app.accord.portal;

import org.springframework.modulith.ApplicationModule;
