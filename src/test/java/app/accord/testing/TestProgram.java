package app.accord.testing;

import java.util.Map;

import javax.sql.DataSource;

import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.List;

/**
 * What differs in a program under test.
 */
@TestConfiguration(proxyBeanMethods = false)
@Import(CheapPasswords.class)
class TestProgram {

	@Bean
	@Primary
	MovableClock movableClock() {
		return new MovableClock();
	}

	@Bean
	static StatementGuard statementGuard(TestDatabase database) {
		return new StatementGuard(database);
	}

	@Bean
	static BeanPostProcessor guarding(org.springframework.beans.factory.ObjectProvider<StatementGuard> guard) {
		return new BeanPostProcessor() {
			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				return (bean instanceof DataSource source && name.equals("dataSource"))
						? ProxyDataSourceBuilder.create(source).listener(guard.getObject()).build() : bean;
			}
		};
	}

	/** Gives each program under test a database of its own before anything needs it. */
	static class OwnDatabase implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
			TestDatabase database = TestDatabase.create();
			ConfigurableEnvironment environment = context.getEnvironment();
			boolean embedded = environment.getProperty("accord.embedded", Boolean.class, false);
			environment.getPropertySources()
				.addFirst(new MapPropertySource("test database",
						Map.of("accord.jobs.enabled", "false", "accord.database.url", database.url(),
								"accord.database.user", database.user(), "accord.database.password",
								database.password(), "accord.embedded", Boolean.toString(embedded),
								"accord.sandbox.enabled", "true", "accord.sandbox.port", "0")));
			context.getBeanFactory().registerSingleton("testDatabase", database);
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof OwnDatabase;
		}

		@Override
		public int hashCode() {
			return OwnDatabase.class.hashCode();
		}

	}

	static class OwnDatabaseFactory implements ContextCustomizerFactory {

		@Override
		public ContextCustomizer createContextCustomizer(Class<?> testClass,
				List<ContextConfigurationAttributes> attributes) {
			return new OwnDatabase();
		}

	}

}
