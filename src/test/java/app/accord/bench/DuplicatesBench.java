package app.accord.bench;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;

import app.accord.database.PostgresServer;
import app.accord.job.Jobs;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * How long the program takes to find who may be the same among many customers: the first
 * night all, the second night a thousand who have changed. Run by
 * {@code bench/duplicates}.
 */
public final class DuplicatesBench {

	private static final int CHANGED = 1000;

	private DuplicatesBench() {
	}

	/**
	 * @param arguments how many customers, 100,000 if not said
	 */
	public static void main(String[] arguments) throws Exception {
		int customers = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 100_000;
		BenchProgram.run("duplicates", List.of("shared_buffers=1GB", "max_wal_size=8GB", "work_mem=16MB"), List.of(),
				(program, server) -> run(program, server, customers));
	}

	private static void run(ConfigurableApplicationContext program, PostgresServer server, int customers)
			throws Exception {
		try (Connection owner = server.connect("bench"); Statement statement = owner.createStatement()) {
			ManyCustomers.make(owner, customers);
			program.getBean(Jobs.class).run("Renew what customers are found by");
			statement.execute("analyze");
			night(program, "all");
			statement.execute("update customer set version = version + 1 where customer_id %% %d = 0"
				.formatted(Math.max(1, customers / CHANGED)));
			night(program, "those who have changed");
		}
	}

	private static void night(ConfigurableApplicationContext program, String whom) {
		BenchProgram.forgetPeakHeap();
		long began = System.nanoTime();
		program.getBean(Jobs.class).run("Find duplicates");
		BenchProgram.say("%s compared in %.1f s, heap at its peak %d MiB", whom, (System.nanoTime() - began) / 1e9,
				BenchProgram.peakHeap() >> 20);
	}

}
