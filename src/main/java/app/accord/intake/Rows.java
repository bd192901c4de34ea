package app.accord.intake;

import java.io.IOException;

/** Rows of a file, one after the other, never all at once. */
interface Rows extends AutoCloseable {

	/** The next one, or null behind the last. */
	Row next() throws IOException;

	@Override
	void close() throws IOException;

}
