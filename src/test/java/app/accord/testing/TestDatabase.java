package app.accord.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import app.accord.database.PostgresServer;
import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A database of a test's own, cloned in a moment from one that was migrated once. All of
 * a run's databases are in one PostgreSQL: in a container where a Docker engine answers,
 * otherwise the one that the program brings, made fast by not being durable.
 *
 * @param url its JDBC address
 * @param user its owner, who may do everything
 * @param password the owner's password
 * @param name its name in the server
 */
public record TestDatabase(String url, String user, String password, String name) {

	private static final String TEMPLATE = "accord_template";

	private static final AtomicInteger numbers = new AtomicInteger();

	private static final Map<String, Integer> advances = new ConcurrentHashMap<>();

	/**
	 * @return a migrated, empty database
	 */
	public static TestDatabase create() {
		TestDatabase database = Server.ONE.database("test_" + numbers.incrementAndGet());
		database.renew();
		return database;
	}

	/**
	 * Makes it as new: migrated and empty. Connections to it are cut, so that a program
	 * which runs on it finds itself with the new one.
	 */
	public void renew() {
		synchronized (TestDatabase.class) {
			Server.ONE.execute("drop database if exists " + this.name + " with (force)");
			Server.ONE.execute("create database " + this.name + " template " + TEMPLATE);
		}
		advanceBlockSequences();
	}

	/**
	 * Copies this database in its present state. Nothing may be connected to it.
	 * @return a copy of this database
	 */
	public TestDatabase copy() {
		TestDatabase copy = Server.ONE.database("test_" + numbers.incrementAndGet());
		synchronized (TestDatabase.class) {
			Server.ONE.execute("create database " + copy.name + " template " + this.name);
		}
		return copy;
	}

	/** Removes it, cutting what is connected. */
	public void drop() {
		Server.ONE.execute("drop database if exists " + this.name + " with (force)");
	}

	/**
	 * @return a connection as the owner, who may do everything; to be closed
	 */
	public Connection connect() throws SQLException {
		return DriverManager.getConnection(this.url, this.user, this.password);
	}

	/**
	 * @return a connection as the role the program runs under; to be closed
	 */
	public Connection connectAsProgram() throws SQLException {
		Connection connection = connect();
		try (Statement statement = connection.createStatement()) {
			statement.execute("set role accord_app");
		}
		return connection;
	}

	/** Changes rows, as the owner. */
	public void update(String sql) {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			statement.executeUpdate(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql + ": " + ex.getMessage(), ex);
		}
	}

	/** The first column of what a question finds, as the owner. */
	public List<String> strings(String sql) {
		List<String> found = new ArrayList<>();
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			while (rows.next()) {
				found.add(rows.getString(1));
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql + ": " + ex.getMessage(), ex);
		}
		return found;
	}

	/** The one number that a question finds, as the owner. */
	public long number(String sql) {
		return Long.parseLong(strings(sql).getFirst());
	}

	/**
	 * A program that lives on while its database is renewed has taken blocks of numbers
	 * from the old one; the new one must not give them out again.
	 */
	private void advanceBlockSequences() {
		int times = advances.merge(this.name, 1, Integer::sum);
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			List<String> names = new ArrayList<>();
			try (ResultSet found = statement.executeQuery(
					"select sequencename from pg_sequences where schemaname = 'public' and increment_by > 1")) {
				while (found.next()) {
					names.add(found.getString(1));
				}
			}
			for (String sequence : names) {
				statement.execute("select setval('" + sequence + "', 1 + 1000000 * " + (times - 1) + ", false)");
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private enum Server {

		ONE;

		private final String address;

		private final String user;

		private final String password;

		Server() {
			PostgreSQLContainer container = container();
			if (container != null) {
				this.address = "jdbc:postgresql://" + container.getHost() + ":" + container.getMappedPort(5432) + "/";
				this.user = container.getUsername();
				this.password = container.getPassword();
			}
			else {
				PostgresServer server = embedded();
				this.address = server.url("");
				this.user = PostgresServer.USER;
				this.password = server.password();
			}
			execute("create database " + TEMPLATE);
			Flyway.configure()
				.dataSource(this.address + TEMPLATE, this.user, this.password)
				.locations("classpath:db/migration")
				.load()
				.migrate();
		}

		TestDatabase database(String name) {
			return new TestDatabase(this.address + name, this.user, this.password, name);
		}

		void execute(String sql) {
			try (Connection connection = DriverManager.getConnection(this.address + "postgres", this.user,
					this.password); Statement statement = connection.createStatement()) {
				statement.execute(sql);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(sql + ": " + ex.getMessage(), ex);
			}
		}

		private static PostgreSQLContainer container() {
			boolean engine = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
			if (!engine || !DockerClientFactory.instance().isDockerAvailable()) {
				return null;
			}
			try {
				PostgreSQLContainer container = new PostgreSQLContainer("postgres:18").withDatabaseName("postgres");
				container.setCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
				container.start();
				return container;
			}
			catch (RuntimeException ex) {
				System.out.println("Docker answers but cannot run postgres:18 (" + ex.getMessage()
						+ "); the tests use the PostgreSQL that the program brings.");
				return null;
			}
		}

		private static PostgresServer embedded() {
			Path all = Path.of("target", "test-databases");
			List<String> fast = List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off",
					"max_connections=300", "autovacuum=off");
			try {
				removeThoseOfDeadRuns(all);
				Path folder = Files.createDirectories(all.resolve(Long.toString(ProcessHandle.current().pid())));
				PostgresServer server = PostgresServer.in(folder, all, fast);
				server.start(PostgresServer.freePort());
				Runtime.getRuntime().addShutdownHook(new Thread(() -> {
					server.stop();
					delete(folder);
				}));
				return server;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static void removeThoseOfDeadRuns(Path all) throws IOException {
			if (!Files.isDirectory(all)) {
				return;
			}
			try (Stream<Path> folders = Files.list(all)) {
				for (Path folder : folders.filter((path) -> path.getFileName().toString().matches("[0-9]+")).toList()) {
					if (ProcessHandle.of(Long.parseLong(folder.getFileName().toString())).isEmpty()) {
						if (Files.exists(folder.resolve("postgres").resolve("postmaster.pid"))) {
							PostgresServer.in(folder, all, List.of()).stop();
						}
						delete(folder);
					}
				}
			}
		}

		private static void delete(Path folder) {
			try {
				FileSystemUtils.deleteRecursively(folder);
			}
			catch (IOException ex) {
				System.err.println("The test databases in " + folder + " could not be removed: " + ex.getMessage());
			}
		}

	}

}
