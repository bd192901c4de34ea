package app.accord.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/**
 * One PostgreSQL server on a folder of its own, listening on this machine's loopback
 * only, for one user with a password that lies in the folder beside it. It outlives this
 * program when the program is killed; {@link #start(int)} deals with what was left
 * behind.
 */
public final class PostgresServer {

	/** The user that owns the server. */
	public static final String USER = "accord";

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private final Path parent;

	private final Path folder;

	private final Path log;

	private final Path passwordFile;

	private final Path engine;

	private final List<String> settings;

	private volatile int port;

	private volatile long pid;

	private PostgresServer(Path parent, Path engine, List<String> settings) {
		this.parent = parent;
		this.folder = parent.resolve("postgres");
		this.log = parent.resolve("postgres.log");
		this.passwordFile = parent.resolve("postgres.password");
		this.engine = engine;
		this.settings = settings;
	}

	/**
	 * Finds the server of a folder, unpacking its programs and making its files the first
	 * time. It isn't started.
	 * @param parent the folder that gets {@code postgres}, its log and its password
	 * @param engines the folder for the unpacked programs; may be shared
	 * @param settings further settings as {@code name=value} without blanks
	 * @return the server, not started
	 * @throws StartRefused when the files can't be made or are of another version
	 */
	public static PostgresServer in(Path parent, Path engines, List<String> settings) {
		try {
			Path absolute = Files.createDirectories(parent).toRealPath();
			Path engine = Progress.during("Unpacking PostgreSQL", () -> PostgresBinaries.unpacked(engines))
				.toAbsolutePath();
			refuseRootWithoutNamespaces();
			PostgresServer server = new PostgresServer(absolute, engine, List.copyOf(settings));
			if (!Files.exists(server.folder)) {
				Progress.during("Making the database", () -> {
					server.initialize();
					return null;
				});
			}
			server.checkVersion();
			return server;
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new StartRefused(
					"The database in " + parent + " could not be prepared: " + oneLine(ex.getMessage()) + ".", ex);
		}
	}

	/**
	 * The server of a folder that another program keeps running.
	 * @param parent the folder that has {@code postgres} and its password
	 * @return the port it listens on at this moment, or 0 where it isn't running
	 */
	static int runningPort(Path parent) {
		try {
			List<String> lines = Files.readAllLines(parent.resolve("postgres").resolve("postmaster.pid"));
			boolean ready = lines.size() > 7 && lines.get(7).strip().equals("ready");
			return ready ? Integer.parseInt(lines.get(3).strip()) : 0;
		}
		catch (IOException | NumberFormatException ex) {
			return 0;
		}
	}

	static String password(Path parent) {
		try {
			return Files.readString(parent.resolve("postgres.password")).strip();
		}
		catch (IOException ex) {
			throw new StartRefused(
					"The database's password in " + parent.resolve("postgres.password") + " cannot be read.", ex);
		}
	}

	/**
	 * @return a port on this machine's loopback that nobody listens on at this moment
	 */
	public static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Starts the server and waits until it answers. A server that an earlier run left
	 * behind on the folder is stopped first; what a crash left is recovered.
	 * @param wantedPort where to listen on the loopback
	 * @throws StartRefused when it doesn't start, with the last words of its log
	 */
	public synchronized void start(int wantedPort) {
		this.port = wantedPort;
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (true) {
			stopOrphan();
			String answer = tryStart();
			if (answer == null) {
				this.pid = recordedPid();
				return;
			}
			if (System.nanoTime() > deadline) {
				throw new StartRefused("PostgreSQL did not start (" + answer + "); its log is " + this.log + ".");
			}
			pause(500);
		}
	}

	/**
	 * Stops the server, letting it finish its writing. Does nothing if it isn't running.
	 */
	public synchronized void stop() {
		if (!running(recordedPid())) {
			return;
		}
		if (pgCtl("stop", "-m", "fast", "-w", "-t", "30") != 0) {
			pgCtl("stop", "-m", "immediate", "-w", "-t", "20");
		}
	}

	/**
	 * @return whether the server that {@link #start(int)} started is still there
	 */
	public boolean alive() {
		return running(this.pid);
	}

	/**
	 * @return the process id of the started server
	 */
	public long pid() {
		return this.pid;
	}

	/**
	 * @return where it listens, or is to listen, on the loopback
	 */
	public int port() {
		return this.port;
	}

	/**
	 * @return the password of {@link #USER}
	 */
	public String password() {
		return password(this.parent);
	}

	/**
	 * @param database a database's name
	 * @return its JDBC address, without user and password
	 */
	public String url(String database) {
		return url(this.port, database);
	}

	static String url(int port, String database) {
		return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
	}

	/**
	 * Opens a connection as the server's owner.
	 * @param database a database's name
	 * @return the connection; to be closed
	 */
	public Connection connect(String database) throws SQLException {
		Properties properties = new Properties();
		properties.setProperty("user", USER);
		properties.setProperty("password", password());
		properties.setProperty("connectTimeout", "5");
		return DriverManager.getConnection(url(database), properties);
	}

	/**
	 * Makes a database where it isn't there yet.
	 * @param database its name
	 */
	public void createDatabase(String database) throws SQLException {
		try (Connection connection = connect("postgres"); Statement statement = connection.createStatement()) {
			try (ResultSet found = statement
				.executeQuery("select from pg_database where datname = '" + database + "'")) {
				if (found.next()) {
					return;
				}
			}
			statement.execute("create database " + database);
		}
	}

	private void initialize() throws IOException {
		Path unfinished = this.parent.resolve("postgres.new");
		PostgresBinaries.delete(unfinished);
		byte[] secret = new byte[24];
		new SecureRandom().nextBytes(secret);
		writePrivately(this.passwordFile, HexFormat.of().formatHex(secret));
		List<String> command = asOrdinaryUser(program("initdb"), "-D", unfinished.toString(), "-U", USER, "-E", "UTF8",
				"--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "-A", "scram-sha-256",
				"--pwfile=" + this.passwordFile);
		Path words = this.parent.resolve("postgres.init.log");
		if (run(command, words) != 0) {
			throw new StartRefused("The database in " + this.parent + " could not be made: " + lastWords(words) + ".");
		}
		Files.deleteIfExists(words);
		Files.move(unfinished, this.folder, StandardCopyOption.ATOMIC_MOVE);
	}

	private void checkVersion() throws IOException {
		String made = Files.readString(this.folder.resolve("PG_VERSION")).strip();
		Path words = this.parent.resolve("postgres.version.log");
		run(List.of(program("postgres"), "--version"), words);
		String has = Files.readString(words).replaceAll("(?s)^\\D*(\\d+).*$", "$1");
		Files.deleteIfExists(words);
		if (!made.equals(has)) {
			throw new StartRefused("The database in " + this.folder + " was made by PostgreSQL " + made
					+ " and this program brings PostgreSQL " + has + "; use the program that made it, or pg_upgrade.");
		}
	}

	private String tryStart() {
		StringBuilder options = new StringBuilder("-p " + this.port);
		List<String> all = new ArrayList<>(List.of("listen_addresses=127.0.0.1", "unix_socket_directories=",
				"log_error_verbosity=terse", "log_min_error_statement=panic"));
		all.addAll(this.settings);
		all.forEach((setting) -> options.append(" -c ").append(setting));
		try {
			if (Files.exists(this.log) && Files.size(this.log) > 10_000_000) {
				Files.move(this.log, this.parent.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
			}
			int code = Progress.during("Starting PostgreSQL",
					() -> pgCtl("start", "-w", "-t", "600", "-s", "-l", this.log.toString(), "-o", options.toString()));
			return (code == 0) ? null : lastWords(this.log);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			return oneLine(ex.getMessage());
		}
	}

	/**
	 * A killed program leaves its server running, a killed server its file
	 * {@code postmaster.pid} and for a moment its helpers. We hold the folder's lock, so
	 * whatever works on the folder now is nobody's.
	 */
	private void stopOrphan() {
		long left = recordedPid();
		if (running(left)) {
			pgCtl("stop", "-m", "fast", "-w", "-t", "30");
			if (running(left)) {
				pgCtl("stop", "-m", "immediate", "-w", "-t", "20");
			}
			if (running(left)) {
				ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
			}
		}
		long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		while (!helpers().isEmpty()) {
			if (System.nanoTime() > deadline) {
				helpers().forEach(ProcessHandle::destroyForcibly);
			}
			pause(50);
		}
		if (!running(recordedPid())) {
			// Its number may by now be another process's, for which PostgreSQL would
			// wait.
			try {
				Files.deleteIfExists(this.folder.resolve("postmaster.pid"));
			}
			catch (IOException ex) {
				throw new StartRefused("The file postmaster.pid in " + this.folder + " cannot be removed.", ex);
			}
		}
	}

	private long recordedPid() {
		try {
			return Long.parseLong(Files.readAllLines(this.folder.resolve("postmaster.pid")).getFirst().strip());
		}
		catch (IOException | RuntimeException ex) {
			return 0;
		}
	}

	private boolean running(long process) {
		return process > 0 && ProcessHandle.of(process).filter(this::worksHere).isPresent();
	}

	private List<ProcessHandle> helpers() {
		return Files.isDirectory(Path.of("/proc/self")) ? ProcessHandle.allProcesses().filter(this::worksHere).toList()
				: List.of();
	}

	/** A server and its helpers have their data folder as working folder. */
	private boolean worksHere(ProcessHandle process) {
		Path proc = Path.of("/proc", Long.toString(process.pid()));
		if (!Files.isDirectory(Path.of("/proc/self"))) {
			return process.isAlive() && process.info().command().orElse("postgres").contains("postgres");
		}
		try {
			// A process that has ended and waits to be collected has no working folder.
			return Files.readSymbolicLink(proc.resolve("cwd")).equals(this.folder);
		}
		catch (IOException ex) {
			return false;
		}
	}

	private int pgCtl(String action, String... rest) {
		List<String> arguments = new ArrayList<>(List.of(program("pg_ctl"), "-D", this.folder.toString(), action));
		arguments.addAll(List.of(rest));
		try {
			return run(asOrdinaryUser(arguments.toArray(String[]::new)), this.log);
		}
		catch (IOException ex) {
			throw new StartRefused("PostgreSQL's program pg_ctl cannot be run: " + oneLine(ex.getMessage()) + ".", ex);
		}
	}

	private String program(String name) {
		boolean windows = File.separatorChar == '\\';
		return this.engine.resolve("bin").resolve(windows ? name + ".exe" : name).toString();
	}

	/**
	 * PostgreSQL refuses to run as root. Where we are root, a user namespace of its own
	 * makes it an ordinary user that still owns its files.
	 */
	private static List<String> asOrdinaryUser(String... command) {
		List<String> whole = new ArrayList<>();
		if (System.getProperty("user.name").equals("root") && Files.isDirectory(Path.of("/proc/self"))) {
			whole.addAll(List.of("unshare", "-U"));
		}
		whole.addAll(List.of(command));
		return whole;
	}

	private static void refuseRootWithoutNamespaces() throws IOException {
		List<String> trial = asOrdinaryUser("true");
		if (trial.size() == 1) {
			return;
		}
		Path words = Files.createTempFile("accord", ".log");
		try {
			if (run(trial, words) == 0) {
				return;
			}
		}
		catch (IOException ex) {
			// No program unshare: the same sentence.
		}
		finally {
			Files.deleteIfExists(words);
		}
		throw new StartRefused(
				"PostgreSQL does not run as root, and this machine lets nobody change that (unshare -U); "
						+ "start Accord as an ordinary user, or set ACCORD_DATABASE_URL to a PostgreSQL of your own.");
	}

	private static int run(List<String> command, Path output) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectInput(ProcessBuilder.Redirect.from(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null")))
			.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
		builder.environment().keySet().removeIf((name) -> name.startsWith("PG"));
		builder.environment().put("LC_ALL", "C");
		builder.environment().put("TZ", "UTC");
		try {
			return builder.start().waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", ex);
		}
	}

	private static void writePrivately(Path file, String text) throws IOException {
		Files.deleteIfExists(file);
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		}
		Files.writeString(file, text);
	}

	private static String lastWords(Path file) {
		try {
			List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
			List<String> telling = lines.stream()
				.filter((line) -> line.contains("FATAL") || line.contains("PANIC") || line.contains("error"))
				.toList();
			List<String> chosen = telling.isEmpty() ? lines : telling;
			return chosen.isEmpty() ? "it said nothing" : oneLine(chosen.getLast());
		}
		catch (IOException ex) {
			return "it said nothing";
		}
	}

	private static String oneLine(String text) {
		return (text != null) ? text.strip().replaceAll("\\s+", " ").replaceAll("\\.$", "") : "no reason given";
	}

	private static void pause(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StartRefused("The start was interrupted.", ex);
		}
	}

}
