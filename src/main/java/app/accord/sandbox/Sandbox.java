package app.accord.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import app.accord.money.Amounts;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The sandbox's own dashboard: what its staff could see and do there. */
public class Sandbox {

	private final SandboxBooks books;

	private final SandboxReports reports;

	private final SandboxServer server;

	private final SandboxSocket socket;

	private final Misbehaviour misbehaviour;

	private final JdbcClient jdbc;

	Sandbox(SandboxBooks books, SandboxReports reports, SandboxServer server, SandboxSocket socket,
			Misbehaviour misbehaviour, JdbcClient jdbc) {
		this.books = books;
		this.reports = reports;
		this.server = server;
		this.socket = socket;
		this.misbehaviour = misbehaviour;
		this.jdbc = jdbc;
	}

	/** Where it is reached, without a slash at the end. */
	public String url() {
		return this.socket.url().toString();
	}

	/** How it misbehaves. */
	public Misbehaviour misbehaviour() {
		return this.misbehaviour;
	}

	/** Pays a capture back, wholly or in part, without its user's asking. */
	public void refund(String capture, Money amount) {
		this.books.refund(null, capture, Amounts.minor(amount));
		this.reports.wake();
	}

	/**
	 * The customer's bank takes a capture back.
	 * @return the dispute's reference
	 */
	public String dispute(String capture, String reason) {
		String reference = this.books.dispute(capture, reason);
		this.reports.wake();
		return reference;
	}

	/** The bank decides a dispute. */
	public void decide(String dispute, boolean won) {
		this.books.decide(dispute, won);
		this.reports.wake();
	}

	/** Its card terminals, each with whether it is switched on. */
	public List<SandboxTerminal> terminals() {
		return this.books.terminals()
			.stream()
			.map((one) -> new SandboxTerminal(one.id(), one.name(), one.online()))
			.toList();
	}

	/** Takes the amount of a paid intent once more, by a mistake of its own. */
	public void captureAgain(java.util.UUID intent) {
		this.books.captureAgain(intent);
	}

	/** Refuses connections, or takes them again. */
	public void refuseConnections(boolean refuse) {
		try {
			if (refuse) {
				this.server.hangUp();
			}
			else {
				this.server.listen();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Whether it takes connections. */
	public boolean listening() {
		return this.server.listening();
	}

	/** Sends the reports that are due, and waits until they are sent. */
	public int sendReports() {
		return this.reports.sendDue();
	}

	/** The newest captures. */
	public List<Captured> captures(int count) {
		return this.books.newestCaptures(count)
			.stream()
			.map((capture) -> new Captured(capture.reference(), capture.intentId().toString(), capture.amount(),
					capture.at()))
			.toList();
	}

	/** The newest disputes, as they stand in the books. */
	public List<Map<String, Object>> disputes() {
		return this.books.disputes();
	}

	/** All that was captured, less what was paid back, in minor units by currency. */
	public Map<String, Long> captured() {
		Map<String, Long> sums = new java.util.TreeMap<>();
		this.jdbc.sql("""
				select currency, sum(amount) from (
				  select currency, amount_minor as amount from sandbox.capture union all
				  select currency, -amount_minor from sandbox.refund where state = 'SUCCEEDED') as moved
				group by currency
				""").query((row) -> {
			sums.put(row.getString(1), row.getLong(2));
		});
		return sums;
	}

	/** The intents that were captured more than once. */
	public List<String> capturedTwice() {
		return this.jdbc.sql("select intent_id::text from sandbox.capture group by intent_id having count(*) > 1")
			.query(String.class)
			.list();
	}

	/** The ids of all intents that something was captured for. */
	public List<String> capturedIntents() {
		return this.jdbc.sql("select distinct intent_id::text from sandbox.capture").query(String.class).list();
	}

	/**
	 * A capture.
	 *
	 * @param reference its reference
	 * @param intent its user's id of what it is for
	 * @param amount how much
	 * @param at when, UTC
	 */
	public record Captured(String reference, String intent, Money amount, java.time.Instant at) {
	}

}
