package app.accord.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import app.accord.actor.Actor;
import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.security.Digests;
import app.accord.linked.ErasedCustomers;
import app.accord.time.BusinessCalendar;
import app.accord.time.Instants;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links by which an account is paid without signing in. Who has one may see what the
 * account owes and pay it. The token in a link is signed with a key of ours (property
 * {@code accord.pay-links.key}, else one that the database was made with) and kept as a
 * SHA-256 only; it works for {@link #VALID} and can be withdrawn. That of a bill is not
 * kept: its signature and the bill's due date say whether it works.
 */
@Component
public class PayLinks {

	/** How long a link works. */
	public static final Duration VALID = Duration.ofDays(45);

	private static final int TOKEN_BYTES = 18;

	private static final Pattern TOKEN = Pattern.compile("(\\d{1,18})-(\\d{1,9})-(b?)(\\d{1,9})-([A-Za-z0-9_-]{24})");

	private static final RowMapper<PayLink> ROW = (row, number) -> new PayLink(
			new AccountNumber(row.getLong("customer_id"), row.getInt("account_no")), row.getInt("link_no"),
			row.getTimestamp("created_at").toInstant(), row.getTimestamp("expires_at").toInstant(),
			Instants.of(row.getTimestamp("opened_at")), Instants.of(row.getTimestamp("revoked_at")),
			row.getString("actor_name"));

	private final JdbcClient jdbc;

	private final Invoices invoices;

	private final ErasedCustomers erased;

	private final BusinessCalendar calendar;

	private final String configuredKey;

	private final String address;

	private volatile byte[] key;

	PayLinks(JdbcClient jdbc, Invoices invoices, ErasedCustomers erased, BusinessCalendar calendar,
			@Value("${accord.pay-links.key:}") String configuredKey,
			@Value("${accord.address:http://localhost:8080}") String address) {
		this.jdbc = jdbc;
		this.invoices = invoices;
		this.erased = erased;
		this.calendar = calendar;
		this.configuredKey = configuredKey;
		this.address = address.replaceAll("/+$", "");
	}

	/**
	 * Makes a link to an account that this transaction has locked, or gives the one made
	 * before for the same purpose while it works.
	 * @param purpose what it is for, such as {@code bill INV-10428-17-2}
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public PayLink make(AccountNumber account, String purpose, Actor actor) {
		Instant now = this.calendar.now();
		Optional<PayLink> made = this.jdbc
			.sql("select * from pay_link where customer_id = ? and account_no = ? and purpose = ?")
			.param(account.customerId())
			.param(account.no())
			.param(purpose)
			.query(ROW)
			.optional();
		if (made.isPresent()) {
			return made.get().worksAt(now.plus(Duration.ofDays(1))) ? made.get()
					: make(account, purpose + " again " + now.toEpochMilli(), actor);
		}
		int no = this.jdbc
			.sql("select coalesce(max(link_no), 0) + 1 from pay_link where customer_id = ? and account_no = ?")
			.param(account.customerId())
			.param(account.no())
			.query(Integer.class)
			.single();
		this.jdbc.sql("""
				insert into pay_link (customer_id, account_no, link_no, purpose, token_hash, created_at, expires_at,
					actor_kind, actor_id, actor_name, channel)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.param(account.customerId())
			.param(account.no())
			.param(no)
			.param(purpose)
			.param(Digests.sha256(token(account, Integer.toString(no))))
			.param(Timestamp.from(now))
			.param(Timestamp.from(now.plus(VALID)))
			.param(actor.kind().name())
			.param(actor.id())
			.param(actor.name())
			.param(actor.channel().name())
			.update();
		return find(account, no).orElseThrow();
	}

	/** A link of an account. */
	@Transactional(readOnly = true)
	public Optional<PayLink> find(AccountNumber account, int no) {
		return this.jdbc.sql("select * from pay_link where customer_id = ? and account_no = ? and link_no = ?")
			.param(account.customerId())
			.param(account.no())
			.param(no)
			.query(ROW)
			.optional();
	}

	/** The links of an account, newest first. */
	@Transactional(readOnly = true)
	public List<PayLink> of(AccountNumber account, int most) {
		return this.jdbc.sql("""
				select * from pay_link where customer_id = ? and account_no = ? order by link_no desc limit ?
				""").param(account.customerId()).param(account.no()).param(most).query(ROW).list();
	}

	/**
	 * The link of that token, if it works now; notes that it was looked at.
	 * @param token as it came in the address
	 */
	@Transactional
	public Optional<PayLink> open(String token) {
		Matcher parts = TOKEN.matcher(token);
		if (!parts.matches()) {
			return Optional.empty();
		}
		AccountNumber account = new AccountNumber(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2)));
		int no = Integer.parseInt(parts.group(4));
		byte[] wanted = token(account, parts.group(3) + no).getBytes(StandardCharsets.US_ASCII);
		if (!MessageDigest.isEqual(wanted, token.getBytes(StandardCharsets.US_ASCII))) {
			return Optional.empty();
		}
		if (this.erased.contains(account.customerId())) {
			return Optional.empty();
		}
		Instant now = this.calendar.now();
		if (!parts.group(3).isEmpty()) {
			return this.invoices.find(InvoiceNumber.of(account.customerId(), no))
				.filter((bill) -> bill.account().equals(account))
				.map(this::ofBill)
				.filter((link) -> link.worksAt(now));
		}
		Optional<PayLink> found = this.jdbc.sql("""
				select * from pay_link where customer_id = ? and account_no = ? and link_no = ? and token_hash = ?
				""")
			.param(account.customerId())
			.param(account.no())
			.param(no)
			.param(Digests.sha256(token))
			.query(ROW)
			.optional()
			.filter((link) -> link.worksAt(now));
		found.filter((link) -> link.openedAt() == null).ifPresent((link) -> this.jdbc.sql("""
				update pay_link set opened_at = ?
				where customer_id = ? and account_no = ? and link_no = ? and opened_at is null
				""").param(Timestamp.from(now)).param(account.customerId()).param(account.no()).param(no).update());
		return found;
	}

	/**
	 * Where the account of a bill can be paid without signing in, for the bill's own
	 * paper and mail; empty once that is over. It is signed for the bill's number and
	 * kept nowhere: however often a bill is shown, it is the same, and it works for
	 * {@link #VALID} after the bill's due date.
	 */
	public Optional<String> address(Invoice bill) {
		return Optional.of(bill)
			.map(this::ofBill)
			.filter((link) -> link.worksAt(this.calendar.now()))
			.map((link) -> this.address + "/pay/" + token(link.account(), "b" + link.no()));
	}

	private PayLink ofBill(Invoice bill) {
		return new PayLink(bill.account(), bill.number().no(), this.calendar.startOf(bill.issuedOn()),
				this.calendar.startOf(bill.dueOn()).plus(VALID), null, null, "Bill " + bill.number());
	}

	/** Withdraws a link: it doesn't work any more. */
	@Transactional
	public void revoke(AccountNumber account, int no) {
		this.jdbc.sql("""
				update pay_link set revoked_at = ?
				where customer_id = ? and account_no = ? and link_no = ? and revoked_at is null
				""")
			.param(Timestamp.from(this.calendar.now()))
			.param(account.customerId())
			.param(account.no())
			.param(no)
			.update();
	}

	/** Where a link leads, without the address of our pages: {@code /pay/…}. */
	public String path(PayLink link) {
		return "/pay/" + token(link.account(), Integer.toString(link.no()));
	}

	/** Where a link leads: {@code https://…/pay/…}. */
	public String address(PayLink link) {
		return this.address + path(link);
	}

	private String token(AccountNumber account, String link) {
		String what = account.customerId() + "-" + account.no() + "-" + link;
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key(), "HmacSHA256"));
			byte[] signed = mac.doFinal(("pay-link " + what).getBytes(StandardCharsets.US_ASCII));
			return what + "-"
					+ Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(signed, TOKEN_BYTES));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java has HmacSHA256.", ex);
		}
	}

	private byte[] key() {
		byte[] known = this.key;
		if (known == null) {
			known = (this.configuredKey.isBlank() ? keptKey() : this.configuredKey).getBytes(StandardCharsets.UTF_8);
			this.key = known;
		}
		return known;
	}

	private String keptKey() {
		return this.jdbc.sql("select signing_key from pay_link_key").query(String.class).single();
	}

}
