package app.accord.database;

import java.io.PrintStream;
import java.util.List;

/**
 * Work that is started by a word on the command line instead of the server, as in
 * {@code java -jar accord.jar load telco FILE.csv}. A bean of this type is called with
 * the database migrated and reachable, whether a server is running on it or not; no web
 * server is started, and beans are only made when they are needed.
 */
public interface Command {

	/**
	 * @return the word that starts it
	 */
	String name();

	/**
	 * Does the work.
	 * @param arguments what followed the word, options that begin with {@code --}
	 * excepted
	 * @param out where to report; ended by a line end
	 * @return the exit code; 0 when all went well
	 */
	int run(List<String> arguments, PrintStream out);

}
