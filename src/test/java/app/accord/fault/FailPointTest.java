package app.accord.fault;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A small program is started that passes points. */
class FailPointTest {

	@TempDir
	private Path folder;

	@Test
	void isPassedWhereNobodyAskedToDie() throws Exception {
		Ended ended = run("-Dnothing=asked");
		assertThat(ended.output()).isEqualTo("before 1 before 2 before 3 closed ");
		assertThat(ended.exitCode()).isZero();
	}

	@Test
	void isWhereTheProgramDies() throws Exception {
		Ended ended = run("-Daccord.halt-at=message.written");
		assertThat(ended.output()).isEqualTo("before 1 Halting at message.written\n");
		assertThat(ended.exitCode()).isEqualTo(FailPoint.EXIT_CODE);
	}

	@Test
	void canBePassedSomeTimesFirst() throws Exception {
		assertThat(run("-Daccord.halt-at=message.written:3").output())
			.isEqualTo("before 1 before 2 before 3 Halting at message.written\n");
	}

	@Test
	void isNotMistakenForAnotherOne() throws Exception {
		assertThat(run("-Daccord.halt-at=message.writ").exitCode()).isZero();
	}

	@Test
	void isReadFromAFileAsSoonAsItStandsThere() throws Exception {
		Path file = this.folder.resolve("halt-at");
		assertThat(run("-Daccord.halt-at=@" + file).exitCode()).isZero();
		Files.writeString(file, "message.written:2\n");
		assertThat(run("-Daccord.halt-at=@" + file).output())
			.isEqualTo("before 1 before 2 Halting at message.written\n");
	}

	private static Ended run(String option) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xshare:auto", "-XX:TieredStopAtLevel=1", option, "-cp", System.getProperty("java.class.path"),
				Passing.class.getName())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Ended(output.replace(System.lineSeparator(), "\n"), process.waitFor());
	}

	private record Ended(String output, int exitCode) {
	}

	/** Passes a point three times. */
	static final class Passing {

		private Passing() {
		}

		public static void main(String[] arguments) {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.print("closed ")));
			for (int i = 1; i <= 3; i++) {
				System.out.print("before " + i + " ");
				System.out.flush();
				FailPoint.MESSAGE_WRITTEN.reach();
			}
		}

	}

}
