package app.accord;

import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The modules use each other only as their package-info says, and never in a circle. */
class ModuleStructureTest {

	@Test
	void modulesKeepTheirBounds() {
		ApplicationModules.of(Accord.class).verify();
	}

	@Test
	void findsPlantedOffence() {
		assertThatThrownBy(() -> ApplicationModules.of("planted", (ImportOption) (location) -> true).verify())
			.isInstanceOf(Violations.class)
			.hasMessageContaining("gossip")
			.hasMessageContaining("secret");
	}

}
