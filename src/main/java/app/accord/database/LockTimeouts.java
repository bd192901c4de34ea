package app.accord.database;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Knows PostgreSQL's {@code lock_not_available}: somebody else held the row for longer
 * than {@code lock_timeout}. By itself Spring takes it for an error that nobody knows.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class LockTimeouts {

	private static final String LOCK_NOT_AVAILABLE = "55P03";

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static SQLExceptionTranslator lockTimeoutsKnown() {
		SQLExceptionSubclassTranslator translator = new SQLExceptionSubclassTranslator();
		translator.setCustomTranslator((task, sql, failure) -> LOCK_NOT_AVAILABLE.equals(failure.getSQLState())
				? new CannotAcquireLockException(task + ": " + failure.getMessage(), failure) : null);
		return translator;
	}

}
