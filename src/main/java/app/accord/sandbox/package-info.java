/**
 * A payment gateway without real cards: a stateful stranger with a port, books and a
 * payment page of its own, which misbehaves on demand. Payments talk to it over HTTP;
 * nothing but configuration and tests knows that it runs in this program.
 */
@ApplicationModule(allowedDependencies = { "money", "time", "fault", "refusal" })
package app.accord.sandbox;

import org.springframework.modulith.ApplicationModule;
