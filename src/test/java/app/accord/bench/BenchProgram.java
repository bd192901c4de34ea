package app.accord.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import app.accord.Accord;
import app.accord.database.PostgresServer;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The whole program on a database of its own under {@code target/bench}, which keeps what
 * it is told (fsync on): for benchmarks.
 */
public final class BenchProgram {

	private BenchProgram() {
	}

	/**
	 * Starts it, has the work done and removes it again.
	 * @param name of the benchmark and its folder
	 */
	public static void run(String name, Work work) throws Exception {
		run(name, List.of(), List.of(), work);
	}

	/**
	 * The same with more.
	 * @param settings further settings of the database as {@code name=value}
	 * @param parts configuration classes that join the program
	 */
	public static void run(String name, List<String> settings, List<Class<?>> parts, Work work) throws Exception {
		Path folder = Path.of("target", "bench", name);
		FileSystemUtils.deleteRecursively(folder);
		PostgresServer server = PostgresServer.in(Files.createDirectories(folder), Path.of("target", "test-databases"),
				Stream.concat(Stream.of("fsync=on", "synchronous_commit=on", "full_page_writes=on"), settings.stream())
					.toList());
		server.start(PostgresServer.freePort());
		try {
			server.createDatabase("bench");
			SpringApplication application = new SpringApplication(
					Stream.concat(Stream.of(Accord.class), parts.stream()).toArray(Class<?>[]::new));
			try (ConfigurableApplicationContext program = application.run(
					"--accord.database.url=" + server.url("bench"), "--accord.database.user=" + PostgresServer.USER,
					"--accord.database.password=" + server.password(), "--accord.embedded=false",
					"--accord.jobs.enabled=false", "--server.port=0", "--accord.sandbox.port=0")) {
				work.on(program, server);
			}
		}
		finally {
			server.stop();
			FileSystemUtils.deleteRecursively(folder);
		}
	}

	/** Forgets the heap's peak, before what is to be measured. */
	public static void forgetPeakHeap() {
		ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
	}

	/** The heap at its peak, in bytes. */
	public static long peakHeap() {
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.mapToLong((pool) -> pool.getPeakUsage().getUsed())
			.sum();
	}

	/** Prints a line. */
	public static void say(String line, Object... values) {
		System.out.printf(Locale.US, line + "%n", values);
	}

	/** What is measured. */
	@FunctionalInterface
	public interface Work {

		/**
		 * Does it.
		 * @param program with an empty database, no jobs and no sample company
		 * @param server its database's
		 */
		void on(ConfigurableApplicationContext program, PostgresServer server) throws Exception;

	}

}
