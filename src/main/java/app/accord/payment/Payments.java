package app.accord.payment;

import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.money.Amounts;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The payments received. */
@Component
public class Payments {

	private static final String SELECT = """
			select p.*, exists (select from ledger_entry r where r.customer_id = p.customer_id
			  and r.account_no = p.account_no and r.reverses_seq = p.entry_seq) as reversed
			from payment p
			""";

	private static final RowMapper<Payment> ROW = (row, number) -> new Payment(
			new ReceiptNumber(row.getLong("customer_id"), row.getInt("payment_no")),
			new AccountNumber(row.getLong("customer_id"), row.getInt("account_no")),
			Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")), row.getString("currency"),
			PaymentMethod.valueOf(row.getString("method")), row.getString("reference"),
			row.getTimestamp("received_at").toInstant(), row.getLong("entry_seq"), row.getString("actor_name"),
			Channel.valueOf(row.getString("channel")), row.getBoolean("reversed"));

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	Payments(JdbcClient client, JdbcTemplate jdbc) {
		this.client = client;
		this.jdbc = jdbc;
	}

	/**
	 * A page of an account's payments, newest first.
	 * @param page from 0
	 * @param size payments a page, at most 200
	 */
	@Transactional(readOnly = true)
	public List<Payment> page(AccountNumber account, int page, int size) {
		int limit = Math.clamp(size, 1, 200);
		return this.client.sql(SELECT + """
				where p.customer_id = :customer and p.account_no = :account
				order by p.received_at desc, p.payment_no desc limit :size offset :offset
				""")
			.param("customer", account.customerId())
			.param("account", account.no())
			.param("size", limit)
			.param("offset", (long) page * limit)
			.query(ROW)
			.list();
	}

	/**
	 * The account's last payment, if it came after that position and stands.
	 * @param seq the ledger entry that the position includes last
	 */
	@Transactional(readOnly = true)
	public Optional<Payment> lastSince(AccountNumber account, long seq) {
		return page(account, 0, 1).stream()
			.filter((payment) -> payment.entrySeq() > seq && !payment.reversed())
			.findFirst();
	}

	/** How many payments an account has. */
	@Transactional(readOnly = true)
	public long count(AccountNumber account) {
		return this.client.sql("select count(*) from payment where customer_id = ? and account_no = ?")
			.param(account.customerId())
			.param(account.no())
			.query(Long.class)
			.single();
	}

	/** The payment with that receipt. */
	@Transactional(readOnly = true)
	public Optional<Payment> find(ReceiptNumber receipt) {
		return this.client.sql(SELECT + "where p.customer_id = ? and p.payment_no = ?")
			.param(receipt.customerId())
			.param(receipt.no())
			.query(ROW)
			.optional();
	}

	/** The account's payment of that reference: of a purchase, its number. */
	@Transactional(readOnly = true)
	public Optional<Payment> of(AccountNumber account, String reference) {
		return this.client
			.sql(SELECT
					+ "where p.customer_id = ? and p.account_no = ? and p.reference = ? order by p.payment_no limit 1")
			.param(account.customerId())
			.param(account.no())
			.param(reference)
			.query(ROW)
			.optional();
	}

	/** Stores payments whose entries are in the ledger already, in one batch. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void recordAll(Collection<Payment> payments) {
		this.jdbc.batchUpdate("""
				insert into payment (customer_id, payment_no, account_no, amount_minor, currency, method, reference,
					received_at, entry_seq, actor_name, channel)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", payments, 1000, (statement, payment) -> {
			statement.setLong(1, payment.receipt().customerId());
			statement.setInt(2, payment.receipt().no());
			statement.setInt(3, payment.account().no());
			statement.setLong(4, Amounts.minor(payment.amount()));
			statement.setString(5, payment.currency());
			statement.setString(6, payment.method().name());
			statement.setString(7, payment.reference());
			statement.setTimestamp(8, Timestamp.from(payment.receivedAt()));
			statement.setLong(9, payment.entrySeq());
			statement.setString(10, payment.actorName());
			statement.setString(11, payment.channel().name());
		});
	}

}
