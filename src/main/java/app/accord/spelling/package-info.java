/**
 * How names are written, heard and mistyped: folding, other scripts in Latin letters,
 * nicknames, legal forms, keys that a slip of the finger keeps. Knows neither customers
 * nor a database.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package app.accord.spelling;

import org.springframework.modulith.ApplicationModule;
