package app.accord.signup;

import java.sql.Timestamp;
import java.time.Duration;

import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How often somebody may ask who isn't signed in. Only what comes from one connection is
 * answered with a refusal: that tells nothing of who is a customer.
 */
@Component
class AskingLimits {

	/** In this time … */
	static final Duration COUNTED = Duration.ofHours(1);

	/** … so many are taken from one network address, and … */
	private static final int FROM_ONE_ADDRESS = 10;

	/** … so many mails go to one mailbox. */
	static final int TO_ONE = 3;

	private final JdbcClient jdbc;

	private final BusinessCalendar calendar;

	AskingLimits(JdbcClient jdbc, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.calendar = calendar;
	}

	/** Refuses what comes from a network address too often. */
	void refuseFlood(String table, String address) {
		if (count(table, "address", address) >= FROM_ONE_ADDRESS) {
			throw new Refusal("Too many have asked from this connection just now. Please try again in an hour.");
		}
	}

	/** Whether the same was asked for so often that no mail goes any more. */
	boolean often(String table, String column, String value) {
		return count(table, column, value) >= TO_ONE;
	}

	private int count(String table, String column, String value) {
		return this.jdbc.sql("select count(*) from " + table + " where " + column + " = ? and asked_at > ?")
			.param(value)
			.param(Timestamp.from(this.calendar.now().minus(COUNTED)))
			.query(Integer.class)
			.single();
	}

}
