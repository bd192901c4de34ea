package app.accord.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.accord.Accord;
import app.accord.database.PostgresServer;

/**
 * The real program as a process of its own, with its own PostgreSQL in a folder of its
 * own, that a test may kill. It is to be closed, which stops both.
 */
public final class RunningAccord implements AutoCloseable {

	private final Path data;

	private final Path log;

	private final int port;

	private Process process;

	private List<String> options = List.of();

	private List<String> learned = List.of();

	private String classPath = classPath();

	/**
	 * @param data the data folder; made where it isn't there
	 */
	public RunningAccord(Path data) {
		this(data, PostgresServer.freePort());
	}

	/**
	 * @param data the data folder; made where it isn't there
	 * @param port where to serve
	 */
	public RunningAccord(Path data, int port) {
		this.data = data.toAbsolutePath();
		this.port = port;
		this.log = this.data.resolveSibling(this.data.getFileName() + "-" + port + ".log");
	}

	/**
	 * Starts the program and waits until it says that it is ready.
	 * @throws AssertionError with what it printed, when it ends instead or takes longer
	 * than four minutes
	 */
	public RunningAccord start() throws IOException, InterruptedException {
		Files.deleteIfExists(this.log);
		launch();
		long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
		while (!output().contains("Accord is ready.")) {
			if (!this.process.isAlive() || System.nanoTime() > deadline) {
				throw new AssertionError("The program did not start:\n" + output());
			}
			Thread.sleep(50);
		}
		return this;
	}

	/**
	 * Starts it with these options from now on.
	 * @param systemProperties as {@code name=value}
	 */
	public RunningAccord with(String... systemProperties) {
		this.options = Arrays.stream(systemProperties).map((option) -> "-D" + option).toList();
		return this;
	}

	/**
	 * Starts and stops the program once, from which the JVM learns to start it in half
	 * the time from now on. For a test that starts it often; does nothing where the JVM
	 * can't learn (before 25).
	 */
	public RunningAccord rehearse() throws IOException, InterruptedException {
		if (Runtime.version().feature() < 25) {
			return this;
		}
		Path folder = Files.createDirectories(this.data.resolveSibling("rehearsed"));
		// What was learned holds for a class path of jars alone.
		Path jar = Files.createFile(folder.resolve("accord.jar"));
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
			for (Path classes : entries().map(Path::of).filter(Files::isDirectory).toList()) {
				add(classes, out);
			}
		}
		this.classPath = Stream
			.concat(Stream.of(jar.toString()), entries().filter((entry) -> Files.isRegularFile(Path.of(entry))))
			.collect(Collectors.joining(File.pathSeparator));
		Path cache = folder.resolve("accord.aot");
		this.learned = List.of("-XX:AOTCacheOutput=" + cache);
		start();
		this.process.destroy();
		this.process.waitFor();
		this.learned = Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
		return this;
	}

	private static void add(Path classes, JarOutputStream out) throws IOException {
		try (Stream<Path> files = Files.walk(classes)) {
			for (Path file : files.filter((path) -> !path.equals(classes)).toList()) {
				String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
				// Folders too: that is how Spring finds what is in them.
				out.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
				if (Files.isRegularFile(file)) {
					Files.copy(file, out);
				}
			}
		}
	}

	/**
	 * @return whether the program runs
	 */
	public boolean alive() {
		return this.process != null && this.process.isAlive();
	}

	/**
	 * Waits for the program to end by itself.
	 * @return whether it has
	 */
	public boolean ended(Duration atMost) throws InterruptedException {
		return this.process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * @return the exit code of the program, which has ended
	 */
	public int exitCode() {
		return this.process.exitValue();
	}

	/**
	 * Starts the program and kills it a moment later, wherever it is then.
	 */
	public void startAndKill(Duration after) throws IOException, InterruptedException {
		Files.deleteIfExists(this.log);
		launch();
		this.process.waitFor(after.toMillis(), TimeUnit.MILLISECONDS);
		kill();
	}

	/**
	 * @return a connection to its database, as the owner; to be closed
	 */
	public Connection connect() throws SQLException, IOException {
		String port = Files.readAllLines(this.data.resolve("postgres").resolve("postmaster.pid")).get(3).strip();
		return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/accord", PostgresServer.USER,
				Files.readString(this.data.resolve("postgres.password")).strip());
	}

	/**
	 * Runs the program to its end.
	 * @param arguments the command and its arguments, or nothing
	 * @return the exit code
	 */
	public int runToItsEnd(String... arguments) throws IOException, InterruptedException {
		Files.deleteIfExists(this.log);
		launch(arguments);
		if (!this.process.waitFor(4, TimeUnit.MINUTES)) {
			throw new AssertionError("The program did not end:\n" + output());
		}
		return this.process.exitValue();
	}

	/**
	 * @return what it has printed since it was started last
	 */
	public String output() throws IOException {
		return Files.exists(this.log) ? Files.readString(this.log) : "";
	}

	/**
	 * @return the address it serves, without a slash at the end
	 */
	public String address() {
		return "http://localhost:" + this.port;
	}

	/** Kills the program as a power cut would, and leaves its PostgreSQL running. */
	public void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	/** Kills the first process of its PostgreSQL. */
	public void killPostgres() {
		ProcessHandle.of(postmaster()).ifPresent(ProcessHandle::destroyForcibly);
	}

	/**
	 * Kills one of the processes that serve connections.
	 * @param choice which, counted round
	 */
	public void killBackend(int choice) {
		List<ProcessHandle> backends = ProcessHandle.of(postmaster())
			.map((postmaster) -> postmaster.children().collect(Collectors.toList()))
			.orElse(List.of());
		if (!backends.isEmpty()) {
			// The newest ones serve connections, the oldest are PostgreSQL's own helpers.
			List<ProcessHandle> newest = backends.subList(backends.size() / 2, backends.size());
			newest.get(Math.floorMod(choice, newest.size())).destroyForcibly();
		}
	}

	/**
	 * @return the process id of its PostgreSQL, or 0 when it isn't running
	 */
	public long postmaster() {
		Path file = this.data.resolve("postgres").resolve("postmaster.pid");
		try {
			return Long.parseLong(Files.readAllLines(file).getFirst().strip());
		}
		catch (IOException | NoSuchElementException | NumberFormatException ex) {
			return 0;
		}
	}

	/** Stops the program politely, and its PostgreSQL however that is needed. */
	@Override
	public void close() {
		if (this.process != null && this.process.isAlive()) {
			this.process.destroy();
			try {
				if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
					this.process.destroyForcibly().waitFor();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		long left = postmaster();
		if (left > 0) {
			ProcessHandle.of(left)
				.filter((handle) -> handle.info().command().orElse("").contains("postgres"))
				.ifPresent(ProcessHandle::destroyForcibly);
		}
	}

	private void launch(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx400m",
						"-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
		command.addAll(this.learned);
		command.addAll(this.options);
		command.addAll(List.of("-cp", this.classPath, Accord.class.getName()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect
				.appendTo(Files.createDirectories(this.log.getParent()).resolve(this.log.getFileName()).toFile()));
		Map<String, String> environment = builder.environment();
		environment.keySet().removeIf((name) -> name.startsWith("ACCORD_") || name.startsWith("SPRING_"));
		environment.put("ACCORD_DATA", this.data.toString());
		environment.put("ACCORD_ENGINES", Path.of("target", "test-databases").toAbsolutePath().toString());
		environment.put("SERVER_PORT", Integer.toString(this.port));
		this.process = builder.start();
	}

	/** The program's own, without what the tests would change in it. */
	private static String classPath() {
		return entries().collect(Collectors.joining(File.pathSeparator));
	}

	private static Stream<String> entries() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.endsWith("test-classes"));
	}

}
