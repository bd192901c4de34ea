package app.accord.banking;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.banking.CsvStatement.Guess;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes statement files in, matches their lines, and posts what is certain. A file is
 * kept as it came; whoever finds it undone, after a crash too, goes on from its
 * beginning: lines that are known stay as they are, and each line is decided once.
 */
@Component
public class StatementImport {

	private static final Logger log = LoggerFactory.getLogger(StatementImport.class);

	/** The largest file, in bytes. */
	public static final int LARGEST = 50_000_000;

	private static final int CHUNK = 500;

	private static final int MATCHED_TOGETHER = 100;

	/** In whose name lines are posted that nobody had to look at. */
	private static final Actor PROGRAM = new Actor(ActorKind.SYSTEM, "bank-statements", "Bank statements",
			Channel.SYSTEM);

	private final BankFiles files;

	private final BankLines lines;

	private final CsvFormats formats;

	private final Matching matching;

	private final Deciding deciding;

	private final Returning returning;

	private final TransactionTemplate transaction;

	private final String currency;

	StatementImport(BankFiles files, BankLines lines, CsvFormats formats, Matching matching, Deciding deciding,
			Returning returning, TransactionTemplate transaction, @Value("${accord.currency:USD}") String currency) {
		this.files = files;
		this.lines = lines;
		this.formats = formats;
		this.matching = matching;
		this.deciding = deciding;
		this.returning = returning;
		this.transaction = transaction;
		this.currency = currency;
	}

	/**
	 * What became of a file that was handed in.
	 *
	 * @param id its number
	 * @param repeated whether the same file was there already
	 * @param asks whether a person has to look at its columns first
	 */
	public record Received(long id, boolean repeated, boolean asks) {
	}

	/**
	 * Takes a file in and begins to work on it, in the background.
	 * @param name as it is called
	 * @param content at most {@link #LARGEST} bytes
	 * @return its number; the first one's if the same file is there already
	 * @throws Refusal with a sentence if it is no statement
	 */
	public Received receive(String name, byte[] content, Actor actor) {
		Received received = keep(name, content, actor);
		if (!received.repeated() && !received.asks()) {
			start(received.id());
		}
		return received;
	}

	/** The same, done when this returns. */
	public Received receiveNow(String name, byte[] content, Actor actor) {
		Received received = keep(name, content, actor);
		if (!received.asks()) {
			work(received.id());
		}
		return received;
	}

	private Received keep(String name, byte[] content, Actor actor) {
		if (content.length == 0) {
			throw new Refusal("file", "The file is empty.");
		}
		if (content.length > LARGEST) {
			throw new Refusal("file", "The file is larger than 50 MB; ask the bank for smaller ones.");
		}
		String sha256 = sha256(content);
		Optional<Long> known = this.files.byContent(sha256);
		if (known.isPresent()) {
			BankFile.State state = this.files.content(known.get()).state();
			return new Received(known.get(), true, state == BankFile.State.MAPPING);
		}
		String called = Optional.ofNullable(NewLine.cut(name, 200)).orElse("statement");
		BankFile.Format format = BankFile.Format.CSV;
		BankFile.State state = BankFile.State.READING;
		String mapping = null;
		if (Camt053.looksLikeXml(content)) {
			format = BankFile.Format.CAMT053;
			Camt053.requireStatement(content);
		}
		else {
			Guess guess = CsvStatement.of(content).guess(this.currency);
			Optional<CsvMapping> remembered = this.formats.of(guess.header());
			mapping = this.formats.text(remembered.map((one) -> at(one, guess)).orElse(guess.mapping()));
			state = (remembered.isPresent() || guess.doubts().isEmpty()) ? BankFile.State.READING
					: BankFile.State.MAPPING;
		}
		BankFile.Format as = format;
		BankFile.State in = state;
		String by = mapping;
		Optional<Long> id = this.transaction
			.execute((status) -> this.files.add(sha256, called, as, by, content, in, actor));
		if (id.isEmpty()) {
			return new Received(this.files.byContent(sha256).orElseThrow(), true, state == BankFile.State.MAPPING);
		}
		return new Received(id.get(), false, state == BankFile.State.MAPPING);
	}

	/** A remembered mapping for a file whose header may stand on another line. */
	private static CsvMapping at(CsvMapping one, Guess guess) {
		return new CsvMapping(guess.mapping().separator(), one.booked(), one.amount(), one.moneyIn(), one.moneyOut(),
				one.side(), one.currency(), one.name(), one.account(), one.text(), one.reference(), one.code(),
				one.dates(), one.decimal(), one.fixedCurrency(), guess.mapping().headerLine());
	}

	/**
	 * How a CSV file would be read.
	 *
	 * @param mapping column by column
	 * @param columns the header
	 * @param rows the first rows as they are
	 * @param read what becomes of each of them, or why nothing
	 * @param doubts what to look at
	 */
	public record Look(CsvMapping mapping, List<String> columns, List<List<String>> rows, List<Read> read,
			List<String> doubts) {

		/**
		 * A row as it would be read.
		 *
		 * @param day the booking day, or null if it is refused
		 * @param amount with its sign and currency
		 * @param name the other side
		 * @param text what was written
		 * @param problem why it is refused, or null
		 */
		public record Read(String day, String amount, String name, String text, String problem) {
		}

	}

	/**
	 * Shows how a file whose columns are in doubt would be read.
	 * @param mapping another way to read it, or null for what was recognised
	 */
	@Transactional(readOnly = true)
	public Look look(long id, CsvMapping mapping) {
		BankFiles.Content content = this.files.content(id);
		if (content.format() != BankFile.Format.CSV) {
			throw new NotFound("This file has no columns.");
		}
		CsvStatement csv = CsvStatement.of(content.bytes());
		Guess guess = csv.guess(this.currency);
		CsvMapping by = (mapping != null) ? mapping : this.formats.mapping(content.mapping());
		List<List<String>> rows = csv.sample(by, 6);
		return new Look(by, csv.columns(by), rows, rows.stream().map((row) -> read(by, row)).toList(), guess.doubts());
	}

	private static Look.Read read(CsvMapping mapping, List<String> row) {
		try {
			NewLine line = CsvStatement.preview(mapping, row);
			return new Look.Read(line.bookedOn().toString(),
					Amounts.plain(Amounts.ofMinor(line.currency(), line.amountMinor())) + " " + line.currency(),
					line.payerName(), line.text(), null);
		}
		catch (BadLine | ArithmeticException ex) {
			return new Look.Read(null, null, null, null, ex.getMessage());
		}
	}

	/**
	 * Says how a CSV file is to be read, remembers it for the next one of its source, and
	 * begins.
	 * @param source what people call the source, or null
	 */
	public void map(long id, CsvMapping mapping, String source, Actor actor) {
		BankFiles.Content content = this.files.content(id);
		CsvStatement csv = CsvStatement.of(content.bytes());
		mapping.require(csv.columns(mapping).size());
		String name = Optional.ofNullable(NewLine.cut(source, 80)).orElse("Bank");
		this.formats.remember(name, csv.guess(this.currency).header(), mapping, actor);
		if (!this.files.map(id, this.formats.text(mapping))) {
			throw new Refusal("This file is being read already.");
		}
		start(id);
	}

	/** Goes on with files that nobody is working on: a job. */
	public void goOn() {
		this.files.abandoned().forEach(this::work);
	}

	private void start(long id) {
		Thread.ofVirtual().name("bank-statement").start(() -> work(id));
	}

	/** Works on a file to its end, unless somebody else does. */
	void work(long id) {
		if (!this.files.claim(id)) {
			return;
		}
		try {
			BankFiles.Content content = this.files.content(id);
			if (content.state() == BankFile.State.READING) {
				read(id, content);
				this.files.move(id, BankFile.State.MATCHING, null);
			}
			match(id);
			this.files.move(id, BankFile.State.DONE, null);
		}
		catch (Refusal ex) {
			// What was read before the file broke off is matched all the same.
			match(id);
			this.files.move(id, BankFile.State.FAILED, ex.getMessage());
		}
		catch (RuntimeException ex) {
			log.warn("A statement file was left undone; it is taken up again.", ex);
		}
	}

	private void read(long id, BankFiles.Content content) {
		Sink sink = new Sink(id);
		if (content.format() == BankFile.Format.CAMT053) {
			this.files.total(id, Camt053.count(content.bytes()));
			try {
				Camt053.read(content.bytes(), sink);
			}
			finally {
				sink.flush();
			}
		}
		else {
			CsvStatement csv = CsvStatement.of(content.bytes());
			this.files.total(id, csv.count());
			try {
				csv.read(this.formats.mapping(content.mapping()), sink);
			}
			finally {
				sink.flush();
			}
		}
	}

	/** Money in first, so that what bounces finds what it takes back. */
	private void match(long id) {
		for (List<BankLine> in; !(in = this.lines.fresh(id, true, MATCHED_TOGETHER)).isEmpty();) {
			Map<Long, List<Suggestion>> suggestions = this.matching.suggest(in);
			in.forEach((line) -> decideIn(line, suggestions.get(line.id())));
			this.files.alive(id);
		}
		for (List<BankLine> out; !(out = this.lines.fresh(id, false, MATCHED_TOGETHER)).isEmpty();) {
			out.forEach(this::decideOut);
			this.files.alive(id);
		}
	}

	private void decideIn(BankLine line, List<Suggestion> suggestions) {
		Suggestion best = suggestions.isEmpty() ? null : suggestions.getFirst();
		if (Matching.certain(suggestions)) {
			try {
				this.deciding.postCertain(line.id(), best, PROGRAM);
				return;
			}
			catch (Refusal ex) {
				this.deciding.leave(line.id(), best, "Could not be posted by itself: " + ex.getMessage(), PROGRAM);
				return;
			}
			catch (ConcurrencyFailureException ex) {
				log.debug("An account was busy; its line is tried again.", ex);
				this.deciding.leave(line.id(), best, "The account was busy just then.", PROGRAM);
				return;
			}
		}
		this.deciding.leave(line.id(), best, (best == null) ? "Nobody it could be for was found."
				: (best.confidence() >= 50_000) ? "Likely, but not certain." : "More than one account could be meant.",
				PROGRAM);
	}

	private void decideOut(BankLine line) {
		List<Returning.Candidate> candidates = this.returning.candidates(line);
		boolean called = Returning.calledReturn(line);
		if (!called && candidates.stream().noneMatch(Returning.Candidate::sure)) {
			this.deciding.setAside(line.id(), "Money going out; no return of a customer’s transfer.", PROGRAM);
			return;
		}
		if (Returning.certain(line, candidates)) {
			try {
				long paid = candidates.stream().filter(Returning.Candidate::sure).findFirst().orElseThrow().paid().id();
				if (this.deciding.returnCertain(line.id(), paid, PROGRAM)) {
					return;
				}
			}
			catch (Refusal | ConcurrencyFailureException ex) {
				log.debug("A return is left to a person.", ex);
			}
		}
		this.deciding.leave(line.id(), null, candidates.isEmpty() ? "A return, but of no transfer that is known."
				: "It may take back an earlier transfer.", PROGRAM);
	}

	/** Stores what was read, some hundred lines a transaction. */
	private final class Sink implements LineSink {

		private final long file;

		private final List<NewLine> waiting = new ArrayList<>();

		private final List<BankFiles.Remark> refused = new ArrayList<>();

		private int records;

		Sink(long file) {
			this.file = file;
		}

		@Override
		public void line(NewLine line) {
			this.waiting.add(line);
			this.records++;
			if (this.waiting.size() >= CHUNK) {
				flush();
			}
		}

		@Override
		public void refused(int rowNo, String reason, String row) {
			this.refused.add(new BankFiles.Remark(rowNo, reason, row));
			this.records++;
			if (this.refused.size() >= CHUNK) {
				flush();
			}
		}

		void flush() {
			StatementImport.this.transaction.executeWithoutResult((status) -> {
				StatementImport.this.lines.add(this.file, this.waiting);
				StatementImport.this.files.read(this.file, this.records, this.refused);
			});
			this.waiting.clear();
			this.refused.clear();
		}

	}

	private static String sha256(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
