package app.accord.payment;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import app.accord.fault.FailPoint;
import app.accord.payment.Gateway.BookLine;
import app.accord.payment.Gateway.GatewayRefused;
import app.accord.payment.Gateway.GatewayUnclear;
import app.accord.payment.Gateway.Report;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the gateway reports at our door. Each event is kept once by its id; from it only
 * the object is taken that it is about, whose present state is then asked. So neither
 * order, repetition nor content of reports matters.
 */
@Component
class GatewayEvents {

	private final JdbcClient jdbc;

	private final Gateway gateway;

	private final PaymentAttempts attempts;

	private final Settling settling;

	private final FromBooks fromBooks;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	GatewayEvents(JdbcClient jdbc, Gateway gateway, PaymentAttempts attempts, Settling settling, FromBooks fromBooks,
			TransactionTemplate transaction, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.gateway = gateway;
		this.attempts = attempts;
		this.settling = settling;
		this.fromBooks = fromBooks;
		this.transaction = transaction;
		this.calendar = calendar;
	}

	/**
	 * Takes a report in.
	 * @throws Gateway.ForgedReport if the gateway did not sign it
	 */
	void take(String body, String signature) {
		Report report = this.gateway.read(body, signature);
		String subject = (report.attemptId() != null) ? report.attemptId().toString() : report.subject();
		int kept = this.transaction.execute((status) -> this.jdbc.sql("""
				insert into gateway_event (event_id, gateway, type, subject, received_at) values (?, ?, ?, ?, ?)
				on conflict (event_id) do nothing
				""")
			.param(report.eventId())
			.param(this.gateway.name())
			.param(report.type())
			.param(subject)
			.param(Timestamp.from(this.calendar.now()))
			.update());
		if (kept == 1) {
			FailPoint.PAYMENT_REPORT_KEPT.reach();
			handle(report);
			FailPoint.PAYMENT_REPORT_HANDLED.reach();
		}
	}

	/** Handles again what could not be handled when it came in. */
	void handleWaiting() {
		Instant now = this.calendar.now();
		this.jdbc.sql("""
				select event_id, type, subject from gateway_event
				where handled_at is null and received_at > ? and received_at < ? order by received_at limit 200
				""")
			.param(Timestamp.from(now.minusSeconds(4 * 86_400)))
			.param(Timestamp.from(now.minusSeconds(30)))
			.query((row, n) -> report(row.getString(1), row.getString(2), row.getString(3)))
			.list()
			.forEach(this::handle);
	}

	private static Report report(String eventId, String type, String subject) {
		try {
			return new Report(eventId, type, java.util.UUID.fromString(subject), null);
		}
		catch (IllegalArgumentException | NullPointerException ex) {
			return new Report(eventId, type, null, subject);
		}
	}

	private void handle(Report report) {
		try {
			String result = (report.attemptId() != null) ? attempt(report) : books(report);
			note(report, result, this.calendar.now());
		}
		catch (GatewayUnclear | GatewayRefused ex) {
			note(report, "The gateway does not answer; asked again", null);
		}
	}

	private String attempt(Report report) {
		Optional<PaymentAttempt> found = this.attempts.findAnywhere(report.attemptId());
		if (found.isEmpty()) {
			return "We know of no such payment";
		}
		PaymentAttempt attempt = found.get();
		this.gateway.ask(attempt).ifPresent((outcome) -> this.settling.conclude(attempt, outcome));
		return "Asked: " + this.attempts.get(attempt.account().customerId(), attempt.attemptId()).state();
	}

	private String books(Report report) {
		if (report.subject() == null) {
			return "Nothing to ask about";
		}
		Optional<BookLine> line = this.gateway.bookLine(report.subject());
		return line.map((found) -> this.fromBooks.note(found).told()).orElse("The gateway has no such object");
	}

	private void note(Report report, String result, Instant handledAt) {
		this.transaction.executeWithoutResult((status) -> this.jdbc
			.sql("update gateway_event set handled_at = ?, result = ?, tries = tries + 1 where event_id = ?")
			.param(PaymentAttempts.timestamp(handledAt))
			.param(result)
			.param(report.eventId())
			.update());
	}

	/** The latest events, newest first, for people. */
	List<Taken> newest(int most) {
		return this.jdbc.sql("""
				select event_id, type, subject, received_at, tries, handled_at, result from gateway_event
				order by received_at desc limit ?
				""").param(most).query(Taken.class).list();
	}

	/** An event that came in. */
	record Taken(String eventId, String type, String subject, Instant receivedAt, int tries, Instant handledAt,
			String result) {
	}

}
