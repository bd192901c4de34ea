package app.accord.database;

import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Migrates the database as its owner, and says so where it takes long.
 */
@Configuration(proxyBeanMethods = false)
class MigrationProgress {

	@Bean
	FlywayMigrationStrategy migrating() {
		return (flyway) -> {
			try {
				Progress.during("Bringing the database up to date", flyway::migrate);
			}
			catch (RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		};
	}

}
