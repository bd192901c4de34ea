package app.accord.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The program's own database survives what happens to machines. */
@Tag("crash")
class EmbeddedDatabaseTest {

	private static final Path ENGINES = Path.of("target", "test-databases");

	@TempDir
	private Path folder;

	private EmbeddedDatabase database;

	@BeforeEach
	void start() throws SQLException {
		this.database = startOn(this.folder);
		execute("create table if not exists kept (word text)");
	}

	@AfterEach
	void stop() {
		this.database.stop();
	}

	@Test
	void isDurable() throws SQLException {
		assertThat(ask("show fsync")).isEqualTo("on");
		assertThat(ask("show synchronous_commit")).isEqualTo("on");
		assertThat(ask("show full_page_writes")).isEqualTo("on");
	}

	@Test
	void letsNobodyInWithoutPassword() {
		org.assertj.core.api.Assertions
			.assertThatThrownBy(() -> DriverManager.getConnection(this.database.url(), PostgresServer.USER, "guess"))
			.hasMessageContaining("password authentication failed");
	}

	@Test
	void keepsEverythingFromOneStartToTheNext() throws SQLException {
		execute("insert into kept values ('stopped')");
		this.database.stop();
		this.database = startOn(this.folder);
		assertThat(ask("select word from kept")).isEqualTo("stopped");
	}

	@Test
	void startsAgainWhenItsFirstProcessIsKilled() throws Exception {
		execute("insert into kept values ('killed')");
		long before = this.database.pid();
		ProcessHandle.of(before).orElseThrow().destroyForcibly();
		long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (this.database.pid() == before && System.nanoTime() < deadline) {
			Thread.sleep(50);
		}
		assertThat(awaitAnswer("select word from kept")).isEqualTo("killed");
	}

	@Test
	void startsAgainWhenAConnectionsProcessIsKilled() throws Exception {
		execute("insert into kept values ('killed')");
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			ResultSet found = statement.executeQuery("select pg_backend_pid()");
			found.next();
			ProcessHandle.of(found.getLong(1)).orElseThrow().destroyForcibly();
		}
		assertThat(awaitAnswer("select word from kept")).isEqualTo("killed");
	}

	@Test
	void takesOverWhatAKilledProgramLeftRunning() throws Exception {
		execute("insert into kept values ('orphaned')");
		long orphan = this.database.pid();
		this.database.abandon();
		this.database = startOn(this.folder);
		assertThat(ask("select word from kept")).isEqualTo("orphaned");
		assertThat(this.database.pid()).isNotEqualTo(orphan);
	}

	@Test
	void isNotFooledByAnotherProcessWithTheOldNumber() throws Exception {
		execute("insert into kept values ('restarted')");
		this.database.stop();
		Files.writeString(this.folder.resolve("postgres").resolve("postmaster.pid"),
				ProcessHandle.current().pid() + "\n" + this.folder + "\n1\n1\n\n127.0.0.1\n1 1\nready\n");
		this.database = startOn(this.folder);
		assertThat(ask("select word from kept")).isEqualTo("restarted");
	}

	@Test
	void beginsAnewAfterAKillInTheMidstOfMakingIt() throws Exception {
		Path other = Files.createDirectory(this.folder.resolve("other"));
		Files.createDirectories(other.resolve("postgres.new").resolve("base"));
		EmbeddedDatabase second = startOn(other);
		second.stop();
		assertThat(other.resolve("postgres.new")).doesNotExist();
	}

	private static EmbeddedDatabase startOn(Path folder) {
		DataFolder data = new DataFolder(folder);
		assertThat(data.take()).isTrue();
		return EmbeddedDatabase.start(data, ENGINES);
	}

	private Connection connect() throws SQLException {
		return DriverManager.getConnection(this.database.url(), PostgresServer.USER, this.database.password());
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private String ask(String sql) throws SQLException {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet found = statement.executeQuery(sql)) {
			found.next();
			return found.getString(1);
		}
	}

	private String awaitAnswer(String sql) throws Exception {
		long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (true) {
			try {
				return ask(sql);
			}
			catch (SQLException ex) {
				if (!DatabaseOutage.isOutage(ex) || System.nanoTime() > deadline) {
					throw ex;
				}
				Thread.sleep(50);
			}
		}
	}

}
