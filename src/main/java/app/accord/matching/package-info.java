/**
 * Which records are the same person or organisation: a Fellegi-Sunter model with term
 * frequencies that learns from the records themselves. Knows neither customers nor a
 * database. Uses no other module.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package app.accord.matching;

import org.springframework.modulith.ApplicationModule;
