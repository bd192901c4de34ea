package app.accord.payment;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import app.accord.customer.AccountNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.money.Amounts;

import org.joda.money.Money;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The gateway's captures that we know of, each with its receipt: by its key a capture
 * can't become two.
 */
@Component
class Captures {

	private static final RowMapper<Capture> ROW = (row, number) -> new Capture(row.getString("gateway_reference"),
			row.getObject("attempt_id", UUID.class),
			new AccountNumber(row.getLong("customer_id"), row.getInt("account_no")),
			new ReceiptNumber(row.getLong("customer_id"), row.getInt("payment_no")),
			Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")),
			row.getTimestamp("captured_at").toInstant(), row.getString("surplus"));

	private final JdbcClient jdbc;

	Captures(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Notes a capture. */
	@Transactional(propagation = Propagation.MANDATORY)
	void note(Capture capture, String gateway, Instant now) {
		this.jdbc.sql("""
				insert into card_capture (customer_id, gateway_reference, gateway, attempt_id, account_no, payment_no,
					amount_minor, currency, captured_at, noted_at, surplus)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.param(capture.account().customerId())
			.param(capture.reference())
			.param(gateway)
			.param(capture.attemptId())
			.param(capture.account().no())
			.param(capture.receipt().no())
			.param(Amounts.minor(capture.amount()))
			.param(capture.amount().getCurrencyUnit().getCode())
			.param(Timestamp.from(capture.at()))
			.param(Timestamp.from(now))
			.param(capture.surplus())
			.update();
	}

	/** The capture of that reference at the gateway. */
	@Transactional(readOnly = true)
	Optional<Capture> find(long customerId, String reference) {
		return this.jdbc.sql("select * from card_capture where customer_id = ? and gateway_reference = ?")
			.param(customerId)
			.param(reference)
			.query(ROW)
			.optional();
	}

	/** The same, where only the gateway's reference is known. */
	@Transactional(readOnly = true)
	Optional<Capture> findAnywhere(String reference) {
		return this.jdbc.sql("/* across customers: dispatch */ select * from card_capture where gateway_reference = ?")
			.param(reference)
			.query(ROW)
			.optional();
	}

	/** The capture behind a receipt; empty if it wasn't paid through the gateway. */
	@Transactional(readOnly = true)
	Optional<Capture> of(ReceiptNumber receipt) {
		return this.jdbc.sql("select * from card_capture where customer_id = ? and payment_no = ?")
			.param(receipt.customerId())
			.param(receipt.no())
			.query(ROW)
			.optional();
	}

	/** An account's captures, newest first. */
	@Transactional(readOnly = true)
	List<Capture> newest(AccountNumber account, int count) {
		return this.jdbc.sql("""
				select * from card_capture where customer_id = ? and account_no = ? order by captured_at desc limit ?
				""").param(account.customerId()).param(account.no()).param(count).query(ROW).list();
	}

	/**
	 * A capture at the gateway.
	 *
	 * @param reference the gateway's
	 * @param attemptId the attempt it belongs to
	 * @param account the account it was posted to
	 * @param receipt the receipt it became
	 * @param amount how much
	 * @param at when, UTC
	 * @param surplus why it was given back by itself; null: it was wanted
	 */
	record Capture(String reference, UUID attemptId, AccountNumber account, ReceiptNumber receipt, Money amount,
			Instant at, String surplus) {
	}

}
