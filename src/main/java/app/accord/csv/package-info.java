/** Lists as files for spreadsheets, harmless to them. Uses no other module. */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package app.accord.csv;

import org.springframework.modulith.ApplicationModule;
