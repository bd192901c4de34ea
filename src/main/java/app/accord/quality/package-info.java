/**
 * How good the customers' records are: what is missing, can't be reached, contradicts
 * itself, is old or there twice; counted each night, listed at any time.
 */
@ApplicationModule(allowedDependencies = { "time", "job", "customer" })
package app.accord.quality;

import org.springframework.modulith.ApplicationModule;
