package app.accord.payment;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import app.accord.money.Amounts;
import app.accord.payment.FromBooks.Finding;
import app.accord.payment.Gateway.BookLine;
import app.accord.payment.Gateway.LineKind;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares the gateway's books with ours, line by line, both ways, and mends what can be
 * mended: a capture that we don't have is posted, one too many is given back, a refund or
 * dispute made there is posted here. What it can't mend is left for a person.
 */
@Component
public class Reconciling {

	/** How far back the first time. */
	private static final Duration FIRST = Duration.ofDays(30);

	/** How far each time reaches back into the time before. */
	private static final Duration OVERLAP = Duration.ofDays(2);

	/** What is younger may be under way between the books. */
	private static final Duration SETTLED = Duration.ofMinutes(10);

	private final Gateway gateway;

	private final FromBooks fromBooks;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	Reconciling(Gateway gateway, FromBooks fromBooks, JdbcClient jdbc, TransactionTemplate transaction,
			BusinessCalendar calendar) {
		this.gateway = gateway;
		this.fromBooks = fromBooks;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.calendar = calendar;
	}

	/**
	 * Compares the books since the last time. Not to be called in a transaction.
	 * @return the report's number
	 */
	public long run() {
		Instant until = this.calendar.now();
		Instant since = lastUntil().map((last) -> (last.isBefore(until) ? last : until).minus(OVERLAP))
			.orElse(until.minus(FIRST));
		List<BookLine> lines = this.gateway.booksSince(since);
		List<Finding> findings = new ArrayList<>();
		for (BookLine line : lines) {
			Finding finding = this.fromBooks.note(line);
			if (finding.mended() || finding.open()) {
				findings.add(finding);
			}
		}
		findings.addAll(missingThere(lines, since, until));
		return this.transaction.execute((status) -> keep(since, until, lines, findings));
	}

	/** Captures of ours that the gateway's books don't have. */
	private List<Finding> missingThere(List<BookLine> lines, Instant since, Instant until) {
		Set<String> there = new HashSet<>();
		lines.stream().filter((line) -> line.kind() == LineKind.CAPTURE).forEach((line) -> there.add(line.reference()));
		return this.jdbc.sql("""
				/* across customers: reports */
				select * from card_capture where gateway = ? and captured_at > ? and captured_at < ?
				order by captured_at
				""")
			.param(this.gateway.name())
			.param(Timestamp.from(since.plus(SETTLED)))
			.param(Timestamp.from(until.minus(SETTLED)))
			.query((row, n) -> new BookLine(LineKind.CAPTURE, row.getString("gateway_reference"), null,
					new app.accord.customer.AccountNumber(row.getLong("customer_id"), row.getInt("account_no"))
						.toString(),
					null, Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")),
					row.getTimestamp("captured_at").toInstant(), null, null, null))
			.list()
			.stream()
			.filter((line) -> !there.contains(line.reference()))
			.map((line) -> new Finding(line, app.accord.customer.AccountNumber.parse(line.account()), false, true,
					"We have a receipt for it, the gateway’s books don’t have the capture"))
			.toList();
	}

	private Optional<Instant> lastUntil() {
		return this.jdbc.sql("select max(until) from reconciliation where gateway = ?")
			.param(this.gateway.name())
			.query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
			.single();
	}

	private long keep(Instant since, Instant until, List<BookLine> lines, List<Finding> findings) {
		long id = this.jdbc
			.sql("""
					insert into reconciliation (gateway, since, until, ran_at, captures, refunds, disputes, mended, left_open)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning reconciliation_id
					""")
			.param(this.gateway.name())
			.param(Timestamp.from(since))
			.param(Timestamp.from(until))
			.param(Timestamp.from(this.calendar.now()))
			.param(count(lines, LineKind.CAPTURE))
			.param(count(lines, LineKind.REFUND))
			.param(count(lines, LineKind.DISPUTE))
			.param((int) findings.stream().filter(Finding::mended).count())
			.param((int) findings.stream().filter(Finding::open).count())
			.query(Long.class)
			.single();
		int no = 0;
		for (Finding finding : findings) {
			BookLine line = finding.line();
			this.jdbc.sql("""
					insert into reconciliation_finding (reconciliation_id, finding_no, kind, reference, subject,
						amount_minor, currency, mended, told)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?)
					""")
				.param(id)
				.param(++no)
				.param(line.kind().name())
				.param(line.reference())
				.param((finding.account() != null) ? finding.account().toString() : null)
				.param(Amounts.minor(line.amount()))
				.param(line.amount().getCurrencyUnit().getCode())
				.param(finding.mended())
				.param(finding.told())
				.update();
		}
		return id;
	}

	private static int count(List<BookLine> lines, LineKind kind) {
		return (int) lines.stream().filter((line) -> line.kind() == kind).count();
	}

	/** The latest reports, newest first. */
	@Transactional(readOnly = true)
	public List<Report> newest(int most) {
		return this.jdbc.sql("select * from reconciliation order by reconciliation_id desc limit ?")
			.param(most)
			.query((row, n) -> new Report(row.getLong("reconciliation_id"), row.getString("gateway"),
					row.getTimestamp("since").toInstant(), row.getTimestamp("until").toInstant(),
					row.getTimestamp("ran_at").toInstant(), row.getInt("captures"), row.getInt("refunds"),
					row.getInt("disputes"), row.getInt("mended"), row.getInt("left_open")))
			.list();
	}

	/** What a report found that was not the same in both books. */
	@Transactional(readOnly = true)
	public List<Difference> differences(long report) {
		return this.jdbc.sql("""
				select * from reconciliation_finding where reconciliation_id = ? order by mended, finding_no
				""")
			.param(report)
			.query((row, n) -> new Difference(row.getString("kind").toLowerCase(Locale.ROOT),
					row.getString("reference"), row.getString("subject"),
					Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")), row.getBoolean("mended"),
					row.getString("told")))
			.list();
	}

	/**
	 * How one comparison went.
	 *
	 * @param id its number
	 * @param gateway with which gateway
	 * @param since from when on, UTC
	 * @param until up to when, UTC
	 * @param ranAt when it was done, UTC
	 * @param captures lines of the gateway's books that are captures
	 * @param refunds refunds
	 * @param disputes disputes
	 * @param mended differences put right
	 * @param leftOpen differences that a person must look at
	 */
	public record Report(long id, String gateway, Instant since, Instant until, Instant ranAt, int captures,
			int refunds, int disputes, int mended, int leftOpen) {
	}

	/**
	 * A difference between the books.
	 *
	 * @param kind capture, refund or dispute
	 * @param reference the gateway's
	 * @param account our account's number, or null
	 * @param amount how much
	 * @param mended whether it was put right
	 * @param told what was done, or is to be done
	 */
	public record Difference(String kind, String reference, String account, Money amount, boolean mended, String told) {
	}

}
