package app.accord.testing;

import java.sql.SQLException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Begins each test class with an empty database and the right time, and ends each test
 * with the guard's verdict. A program that asked for the sample company keeps it.
 */
class FreshDatabase implements TestExecutionListener, Ordered {

	private static final Set<ApplicationContext> used = Collections.newSetFromMap(new WeakHashMap<>());

	@Override
	public int getOrder() {
		// Before the listeners that run a test's SQL scripts.
		return 1000;
	}

	@Override
	public void beforeTestClass(TestContext test) {
		ApplicationContext context = test.getApplicationContext();
		boolean sample = context.getEnvironment().getProperty("accord.embedded", Boolean.class, false);
		if (!used.add(context) && !sample) {
			context.getBean(TestDatabase.class).renew();
			forgetConnections(context);
		}
		context.getBean(MovableClock.class).reset();
		context.getBean(StatementGuard.class).offences();
	}

	// The old database's connections were cut; the pool would hand them out unseen.
	private static void forgetConnections(ApplicationContext context) {
		try {
			context.getBean("dataSource", DataSource.class)
				.unwrap(HikariDataSource.class)
				.getHikariPoolMXBean()
				.softEvictConnections();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void afterTestMethod(TestContext test) {
		var offences = test.getApplicationContext().getBean(StatementGuard.class).offences();
		if (!offences.isEmpty()) {
			throw new AssertionError(String.join("\n", offences));
		}
	}

}
