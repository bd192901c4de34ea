/**
 * Which records are the same person or organisation: a Fellegi-Sunter model with term
 * frequencies that learns from the records themselves. Knows neither customers nor a
 * database.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = "spelling")
package app.accord.matching;

import org.springframework.modulith.ApplicationModule;
