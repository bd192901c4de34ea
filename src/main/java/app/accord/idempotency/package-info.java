/**
 * Writes that can be repeated: a key that came with a write is kept, with the answer, as
 * long as what the write made.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = { "time", "fault", "linked", "refusal" })
package app.accord.idempotency;

import org.springframework.modulith.ApplicationModule;
