package app.accord.signup;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

import app.accord.message.DirectMail;
import app.accord.message.Written;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands over the mails of those who asked without being signed in. They wait in a table
 * with {@code state}, {@code tries} and {@code next_try_at}: each is taken and written in
 * one transaction, handed over outside of it, and tried again after a pause.
 */
@Component
class AskedMails {

	private static final Duration PAUSE = Duration.ofMinutes(5);

	private static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);

	private static final int MOST_TRIES = 12;

	private static final int BATCH = 50;

	private final JdbcClient jdbc;

	private final DirectMail mail;

	private final BusinessCalendar calendar;

	private final TransactionTemplate transaction;

	AskedMails(JdbcClient jdbc, DirectMail mail, BusinessCalendar calendar, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.mail = mail;
		this.calendar = calendar;
		this.transaction = transaction;
	}

	/**
	 * Sends what is due.
	 * @param table where it waits, by {@code <table>_id}
	 * @param write writes one, in a transaction; empty: there is none to send, and its
	 * state says so
	 */
	void sendDue(String table, LongFunction<Optional<Mail>> write) {
		List<Long> due = this.jdbc
			.sql("select %1$s_id from %1$s where state = 'ASKED' and next_try_at <= ? order by next_try_at limit ?"
				.formatted(table))
			.param(Timestamp.from(this.calendar.now()))
			.param(BATCH)
			.query(Long.class)
			.list();
		for (long id : due) {
			Optional<Taken> taken = this.transaction.execute((status) -> take(table, id, write));
			taken.ifPresent((one) -> handOver(table, id, one));
		}
	}

	private Optional<Taken> take(String table, long id, LongFunction<Optional<Mail>> write) {
		Instant now = this.calendar.now();
		return this.jdbc.sql("""
				update %1$s set tries = tries + 1, next_try_at = ?
				where %1$s_id = ? and state = 'ASKED' and next_try_at <= ? returning tries
				""".formatted(table))
			.param(Timestamp.from(now.plus(PAUSE)))
			.param(id)
			.param(Timestamp.from(now))
			.query(Integer.class)
			.optional()
			.flatMap((tries) -> write.apply(id).map((mail) -> new Taken(mail, tries)));
	}

	private void handOver(String table, long id, Taken one) {
		Mail letter = one.mail();
		String state = switch (this.mail.send(letter.email(), letter.name(), id, letter.letter())) {
			case SENT -> letter.state();
			case LATER -> (one.tries() < MOST_TRIES) ? "ASKED" : "FAILED";
			case NEVER -> "FAILED";
		};
		this.transaction.executeWithoutResult((status) -> {
			int moved = this.jdbc
				.sql("update %1$s set state = ? where %1$s_id = ? and state = 'ASKED'".formatted(table))
				.param(state)
				.param(id)
				.update();
			if (moved > 0 && !state.equals("ASKED")) {
				letter.settled().accept(state);
			}
		});
	}

	/** Forgets who asked, a week later. */
	void forget(String table) {
		this.jdbc.sql("delete from " + table + " where asked_at < ?")
			.param(Timestamp.from(this.calendar.now().minus(FORGOTTEN_AFTER)))
			.update();
	}

	/**
	 * A mail that is ready.
	 *
	 * @param email where it goes
	 * @param name the recipient's; null: nobody's
	 * @param letter its words
	 * @param state the state once it is sent
	 * @param settled told the state that it came to, in the same transaction
	 */
	record Mail(String email, String name, Written.Letter letter, String state, Consumer<String> settled) {
	}

	private record Taken(Mail mail, int tries) {
	}

}
