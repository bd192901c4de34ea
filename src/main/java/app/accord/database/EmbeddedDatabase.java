package app.accord.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program's own PostgreSQL under its data folder: durable, started with the program,
 * watched and started again when it dies, stopped after everything else.
 */
final class EmbeddedDatabase {

	static final String NAME = "accord";

	private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

	private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

	private final DataFolder data;

	private final PostgresServer server;

	private volatile boolean stopping;

	private EmbeddedDatabase(DataFolder data, PostgresServer server) {
		this.data = data;
		this.server = server;
	}

	/**
	 * Starts the server of a folder that the caller has taken.
	 * @param data the taken folder
	 * @param engines where to unpack PostgreSQL's programs
	 * @return the running database
	 * @throws StartRefused when it can't be started or isn't durable
	 */
	static EmbeddedDatabase start(DataFolder data, Path engines) {
		List<String> settings = DURABLE.stream().map((name) -> name + "=on").toList();
		PostgresServer server = PostgresServer.in(data.path(), engines, settings);
		EmbeddedDatabase database = new EmbeddedDatabase(data, server);
		server.start(PostgresServer.freePort());
		try {
			server.createDatabase(NAME);
			database.refuseUnlessDurable();
		}
		catch (SQLException ex) {
			server.stop();
			throw new StartRefused("The database in " + data.path() + " does not let the program in: "
					+ ex.getMessage().replaceAll("\\s+", " ") + ".", ex);
		}
		Thread.ofPlatform().daemon().name("postgres-watch").start(database::watch);
		return database;
	}

	String url() {
		return this.server.url(NAME);
	}

	String password() {
		return this.server.password();
	}

	long pid() {
		return this.server.pid();
	}

	/** Stops the server and gives the folder back. */
	void stop() {
		this.stopping = true;
		this.server.stop();
		abandon();
	}

	/** Gives the folder back and leaves the server running, as a killed program does. */
	void abandon() {
		this.stopping = true;
		try {
			this.data.close();
		}
		catch (IOException ex) {
			log.debug("The lock could not be given back; it goes with the process.", ex);
		}
	}

	private void refuseUnlessDurable() throws SQLException {
		try (Connection connection = this.server.connect(NAME); Statement statement = connection.createStatement()) {
			for (String setting : DURABLE) {
				try (ResultSet shown = statement.executeQuery("show " + setting)) {
					shown.next();
					if (!shown.getString(1).equals("on")) {
						this.server.stop();
						throw new StartRefused("PostgreSQL's setting " + setting + " is " + shown.getString(1)
								+ ", so a crash could lose payments; set it to on.");
					}
				}
			}
		}
	}

	private void watch() {
		while (!this.stopping) {
			try {
				Thread.sleep(200);
				if (!this.stopping && !this.server.alive()) {
					log.warn("PostgreSQL has stopped unexpectedly; starting it again.");
					this.server.start(this.server.port());
					log.warn("PostgreSQL is running again.");
				}
			}
			catch (InterruptedException ex) {
				return;
			}
			catch (RuntimeException ex) {
				log.error("PostgreSQL could not be started again; trying on. {}", ex.getMessage());
			}
		}
	}

}
