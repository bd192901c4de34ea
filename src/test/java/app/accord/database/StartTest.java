package app.accord.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import app.accord.testing.RunningAccord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person reads when the program cannot start: one sentence, no stack trace. */
class StartTest {

	@TempDir
	private Path folder;

	@Test
	void refusesFolderThatAnotherProgramHas() throws Exception {
		DataFolder taken = new DataFolder(this.folder.resolve("data"));
		assertThat(taken.take()).isTrue();
		try (taken) {
			assertThat(refusal())
				.startsWith("Another Accord (process " + ProcessHandle.current().pid() + ") is running");
		}
	}

	@Test
	void refusesOccupiedPort() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
				RunningAccord accord = new RunningAccord(this.folder.resolve("data"), socket.getLocalPort())) {
			assertThat(accord.runToItsEnd()).isEqualTo(1);
			assertThat(onlySentence(accord)).startsWith("Port " + socket.getLocalPort() + " is in use");
		}
	}

	@Test
	void refusesFolderThatCannotBeWritten() throws Exception {
		// A file where the folder should be cannot be written by root either.
		Files.createFile(this.folder.resolve("data"));
		assertThat(refusal()).startsWith("The data folder " + this.folder.resolve("data") + " cannot be written");
	}

	@Test
	void refusesDatabaseOfAnotherPostgres() throws Exception {
		Path postgres = Files.createDirectories(this.folder.resolve("data").resolve("postgres"));
		Files.writeString(postgres.resolve("PG_VERSION"), "9\n");
		assertThat(refusal()).contains("was made by PostgreSQL 9 and this program brings PostgreSQL 18");
	}

	@Test
	void refusesUnknownCommandAndMissingFile() throws Exception {
		try (RunningAccord accord = new RunningAccord(this.folder.resolve("data"))) {
			assertThat(accord.runToItsEnd("polish")).isEqualTo(2);
			assertThat(accord.output()).startsWith("There is no command “polish”.").contains("Usage:");
			assertThat(accord.runToItsEnd("load", "telco", "nowhere.csv")).isEqualTo(2);
			assertThat(accord.output()).startsWith("There is no readable file").doesNotContain("\tat ");
		}
	}

	private String refusal() throws IOException, InterruptedException {
		try (RunningAccord accord = new RunningAccord(this.folder.resolve("data"))) {
			assertThat(accord.runToItsEnd()).isEqualTo(1);
			return onlySentence(accord);
		}
	}

	private static String onlySentence(RunningAccord accord) throws IOException {
		List<String> lines = accord.output().lines().filter((line) -> !line.isBlank()).toList();
		assertThat(lines).hasSize(2).first().isEqualTo("Starting Accord …");
		return lines.get(1);
	}

}
