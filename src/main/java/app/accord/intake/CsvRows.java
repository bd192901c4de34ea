package app.accord.intake;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a CSV file by RFC 4180. A quote that is never closed costs its own line only:
 * the row is given with the problem, and reading goes on with the next line. That, and
 * rows of many megabytes, is why no library does it.
 */
final class CsvRows implements Rows {

	/** What stands between two quotes is no longer than this. */
	static final int LONGEST_FIELD = 100_000;

	static final int MOST_FIELDS = 2000;

	/** A row is no longer than this. */
	static final int LONGEST_ROW = 1_000_000;

	/** What is kept of a row that is too long. */
	private static final int SHOWN_OF_LONG = 20;

	private static final String OPEN = "A quote is opened in the row and not closed.";

	private static final String LONG = "The row has a text of more than %,d characters, or a quote that is not closed."
		.formatted(LONGEST_FIELD);

	private final Reader reader;

	private final char separator;

	private final char[] buffer = new char[LONGEST_FIELD * 2];

	private int from;

	private int to;

	private boolean ended;

	private int line = 1;

	private String problem;

	CsvRows(Reader reader, char separator) {
		this.reader = reader;
		this.separator = separator;
	}

	@Override
	public Row next() throws IOException {
		int began = this.line;
		if (peek(0) < 0) {
			return null;
		}
		List<String> fields = new ArrayList<>();
		long length = 0;
		while (true) {
			this.problem = OPEN;
			String field = quoteAhead() ? quoted() : plain();
			if (field == null) {
				String rest = restOfLine();
				fields.add(rest);
				return new Row(began, fields, this.problem);
			}
			fields.add(field);
			length += field.length();
			if (fields.size() > MOST_FIELDS || length > LONGEST_ROW) {
				restOfLine();
				return new Row(began, fields.subList(0, Math.min(fields.size(), SHOWN_OF_LONG)),
						(length > LONGEST_ROW) ? "The row is longer than %,d characters.".formatted(LONGEST_ROW)
								: "The row has more than %,d fields.".formatted(MOST_FIELDS));
			}
			int end = peek(0);
			if (end == this.separator) {
				this.from++;
				continue;
			}
			endOfLine();
			return new Row(began, fields, null);
		}
	}

	/**
	 * Whether a quote opens the field, after blanks at most, which are passed over then.
	 */
	private boolean quoteAhead() throws IOException {
		int blanks = 0;
		while (peek(blanks) == ' ' && blanks < 100) {
			blanks++;
		}
		if (peek(blanks) != '"') {
			return false;
		}
		this.from += blanks;
		return true;
	}

	/** A field without quotes around it; a quote inside it is a character. */
	private String plain() throws IOException {
		int length = 0;
		for (int c; (c = peek(length)) >= 0 && c != this.separator && c != '\n' && c != '\r'; length++) {
			if (length >= LONGEST_FIELD) {
				this.problem = LONG;
				return null;
			}
		}
		return taken(length);
	}

	/** A field in quotes, or null if they are not closed; nothing is used up then. */
	private String quoted() throws IOException {
		StringBuilder text = new StringBuilder();
		int length = 1;
		int lines = 0;
		while (true) {
			int c = peek(length);
			if (c < 0 || length >= LONGEST_FIELD) {
				this.problem = (c < 0) ? OPEN : LONG;
				return null;
			}
			length++;
			if (c != '"') {
				lines += (c == '\n') ? 1 : 0;
				text.append((char) c);
				continue;
			}
			if (peek(length) == '"') {
				length++;
				text.append('"');
				continue;
			}
			// What stands behind the closing quote belongs to the field; where the field
			// goes over
			// more than one line, the quote was never meant to close it.
			for (int rest; (rest = peek(length)) >= 0 && rest != this.separator && rest != '\n'
					&& rest != '\r'; length++) {
				boolean blank = rest == ' ' || rest == '\t';
				if (length >= LONGEST_FIELD || (!blank && lines > 0)) {
					return null;
				}
				if (!blank) {
					text.append((char) rest);
				}
			}
			this.from += length;
			this.line += lines;
			return text.toString();
		}
	}

	private String restOfLine() throws IOException {
		StringBuilder rest = new StringBuilder();
		for (int c; (c = peek(0)) >= 0 && c != '\n' && c != '\r'; this.from++) {
			if (rest.length() < 1000) {
				rest.append((char) c);
			}
		}
		endOfLine();
		return rest.toString();
	}

	private void endOfLine() throws IOException {
		int c = peek(0);
		if (c < 0) {
			return;
		}
		this.from++;
		if (c == '\r' && peek(0) == '\n') {
			this.from++;
		}
		this.line++;
	}

	private String taken(int length) {
		String text = new String(this.buffer, this.from, length);
		this.from += length;
		return text;
	}

	private int peek(int ahead) throws IOException {
		while (this.from + ahead >= this.to) {
			if (this.ended) {
				return -1;
			}
			if (this.from > 0) {
				System.arraycopy(this.buffer, this.from, this.buffer, 0, this.to - this.from);
				this.to -= this.from;
				this.from = 0;
			}
			int read = this.reader.read(this.buffer, this.to, this.buffer.length - this.to);
			if (read < 0) {
				this.ended = true;
			}
			else {
				this.to += read;
			}
		}
		return this.buffer[this.from + ahead];
	}

	@Override
	public void close() throws IOException {
		this.reader.close();
	}

}
