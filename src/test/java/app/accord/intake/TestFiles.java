package app.accord.intake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where public data lies beside the project, if it does. */
final class TestFiles {

	static final Path FOLDER = Stream.of("../shared/data", "../../shared/data")
		.map(Path::of)
		.filter(Files::isDirectory)
		.findFirst()
		.orElse(Path.of("../shared/data"));

	private TestFiles() {
	}

}
