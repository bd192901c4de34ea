/**
 * Amounts of money: exact, in minor units in the database and as Joda-Money in code.
 * Rounding and reading of typed amounts happen here and nowhere else. Uses no other
 * module.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package app.accord.money;

import org.springframework.modulith.ApplicationModule;
