package app.accord.database;

/**
 * The program cannot start for a reason that a person can mend. The message is one
 * sentence for that person: what is wrong and what to do. It is printed alone, without a
 * stack trace, and the program ends with exit code 1.
 */
public class StartRefused extends RuntimeException {

	/**
	 * @param sentence what is wrong and what to do, for the person at the console
	 */
	public StartRefused(String sentence) {
		super(sentence);
	}

	/**
	 * @param sentence what is wrong and what to do, for the person at the console
	 * @param cause what brought it about, for a debugger; may be null
	 */
	public StartRefused(String sentence, Throwable cause) {
		super(sentence, cause);
	}

}
