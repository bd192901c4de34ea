package app.accord.database;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes sure of the database and the port before anything else is started, so that what
 * is wrong is said in one sentence. Sets {@code accord.embedded}, and for the program's
 * own database also {@code accord.database.*} and {@code server.address}.
 */
public final class DatabaseStart implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

	private static final int OLDEST_VERSION = 15;

	private final boolean command;

	/**
	 * @param command whether a command is run, which may share the database of a running
	 * program and needs no port
	 */
	public DatabaseStart(boolean command) {
		this.command = command;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		ConfigurableEnvironment environment = event.getEnvironment();
		String url = environment.getProperty("accord.database.url", "");
		Map<String, Object> found = new HashMap<>();
		if (url.isBlank()) {
			found.put("accord.embedded", "true");
			found.put("server.address", "127.0.0.1");
			useOwn(environment, found);
		}
		else {
			found.put("accord.embedded", "false");
			checkConfigured(url.strip(), environment);
			if (!this.command) {
				checkPort(environment, null);
			}
		}
		environment.getPropertySources().addFirst(new MapPropertySource("accord database", found));
	}

	private void useOwn(ConfigurableEnvironment environment, Map<String, Object> found) {
		Path folder = Path.of(environment.getProperty("accord.data", "data"));
		DataFolder data = new DataFolder(folder);
		boolean ours = data.take();
		if (!ours && !this.command) {
			throw new StartRefused("Another Accord" + data.holder() + " is running on the data folder " + data.path()
					+ "; stop it first, or choose another folder with ACCORD_DATA=FOLDER.");
		}
		found.put("accord.database.user", PostgresServer.USER);
		if (!ours) {
			found.put("accord.database.url", PostgresServer.url(awaitPort(data), EmbeddedDatabase.NAME));
			found.put("accord.database.password", PostgresServer.password(data.path()));
			return;
		}
		if (!this.command) {
			checkPort(environment, "127.0.0.1");
		}
		Path engines = Path.of(environment.getProperty("accord.engines", data.path().toString()));
		EmbeddedDatabase database = EmbeddedDatabase.start(data, engines);
		// After the context is closed: the last requests still need the database.
		SpringApplication.getShutdownHandlers().add(database::stop);
		found.put("accord.database.url", database.url());
		found.put("accord.database.password", database.password());
	}

	private static int awaitPort(DataFolder data) {
		for (int attempt = 0; attempt < 300; attempt++) {
			int port = PostgresServer.runningPort(data.path());
			if (port > 0) {
				return port;
			}
			try {
				Thread.sleep(100);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				break;
			}
		}
		throw new StartRefused("Another Accord" + data.holder() + " has the data folder " + data.path()
				+ ", but its database does not answer; try again when it has started.");
	}

	private static void checkPort(ConfigurableEnvironment environment, String address) {
		int port = environment.getProperty("server.port", Integer.class, 8080);
		if (port <= 0) {
			return;
		}
		String host = (address != null) ? address : environment.getProperty("server.address");
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind((host != null) ? new InetSocketAddress(host, port) : new InetSocketAddress(port));
		}
		catch (IOException ex) {
			throw StartRefusal.portTaken(port, ex);
		}
	}

	private static void checkConfigured(String url, ConfigurableEnvironment environment) {
		if (!url.startsWith("jdbc:postgresql:")) {
			throw new StartRefused("ACCORD_DATABASE_URL must look like jdbc:postgresql://HOST:5432/accord.");
		}
		DriverManager.setLoginTimeout(10);
		String shown = url.replaceAll("\\?.*$", "");
		try (Connection connection = DriverManager.getConnection(url,
				environment.getProperty("accord.database.user", PostgresServer.USER),
				environment.getProperty("accord.database.password", ""))) {
			int version = connection.getMetaData().getDatabaseMajorVersion();
			if (version < OLDEST_VERSION) {
				throw new StartRefused("The database " + shown + " is PostgreSQL " + version + "; Accord needs "
						+ OLDEST_VERSION + " or newer.");
			}
		}
		catch (SQLException ex) {
			throw new StartRefused("The database " + shown + " cannot be used ("
					+ ex.getMessage().strip().replaceAll("\\s+", " ").replaceAll("\\.$", "")
					+ "); check ACCORD_DATABASE_URL, ACCORD_DATABASE_USER and ACCORD_DATABASE_PASSWORD.", ex);
		}
	}

}
