/**
 * What the pages of all channels share: the one rendering of facts, the frame around
 * pages, the start page and the error pages. May use the kernel only.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN,
		allowedDependencies = { "actor", "fact", "idempotency", "money", "refusal", "security", "time" })
package app.accord.ui;

import org.springframework.modulith.ApplicationModule;
