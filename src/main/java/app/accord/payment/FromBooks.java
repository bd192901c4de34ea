package app.accord.payment;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.customer.MalformedNumber;
import app.accord.money.Amounts;
import app.accord.payment.Captures.Capture;
import app.accord.payment.Gateway.BookLine;
import app.accord.payment.Gateway.Charged;
import app.accord.payment.PaymentAttempt.Way;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings our books up to a line of the gateway's: what we don't have is posted or paid
 * back by itself; what names none of our accounts isn't ours to touch.
 */
@Component
class FromBooks {

	private final PaymentAttempts attempts;

	private final Captures captures;

	private final Settling settling;

	private final CardRefunds refunds;

	private final Chargebacks chargebacks;

	private final BillingAccounts accounts;

	private final Gateway gateway;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	FromBooks(PaymentAttempts attempts, Captures captures, Settling settling, CardRefunds refunds,
			Chargebacks chargebacks, BillingAccounts accounts, Gateway gateway, TransactionTemplate transaction,
			BusinessCalendar calendar) {
		this.attempts = attempts;
		this.captures = captures;
		this.settling = settling;
		this.refunds = refunds;
		this.chargebacks = chargebacks;
		this.accounts = accounts;
		this.gateway = gateway;
		this.transaction = transaction;
		this.calendar = calendar;
	}

	/** Compares one line, and mends what differs. */
	Finding note(BookLine line) {
		return switch (line.kind()) {
			case CAPTURE -> capture(line);
			case REFUND -> about(line, (capture) -> this.refunds.noteFromBooks(line, capture)
					? mended(line, capture.account(), "Refund posted to " + capture.account()) : same(line));
			case DISPUTE -> about(line,
					(capture) -> this.chargebacks.note(line, capture) ? mended(line, capture.account(),
							"Dispute " + line.state().toLowerCase(Locale.ROOT) + ": posted to " + capture.account())
							: same(line));
		};
	}

	private Finding capture(BookLine line) {
		if (this.captures.findAnywhere(line.reference()).isPresent()) {
			return same(line);
		}
		Optional<PaymentAttempt> attempt = Optional.ofNullable(line.ourId()).flatMap(this.attempts::findAnywhere);
		if (attempt.isPresent()) {
			this.settling.conclude(attempt.get(), charged(line));
			Capture noted = this.captures.findAnywhere(line.reference()).orElseThrow();
			return mended(line, noted.account(), (noted.surplus() != null) ? noted.surplus() + ": given back"
					: "Posted to " + noted.account() + ", receipt " + noted.receipt());
		}
		Optional<AccountNumber> account = account(line);
		if (account.isEmpty()) {
			return new Finding(line, null, false, true, "Names no account of ours: not touched");
		}
		PaymentAttempt found = this.transaction.execute((status) -> {
			PaymentAttempt made = this.attempts.create((line.ourId() != null) ? line.ourId() : UUID.randomUUID(),
					account.get(), line.amount(), Way.FOUND, this.gateway.name(), line.card(), null, false,
					Settling.byItself(), this.calendar.now());
			this.attempts.send(made, this.calendar.now());
			return this.attempts.get(made.account().customerId(), made.attemptId());
		});
		this.settling.conclude(found, charged(line));
		return mended(line, account.get(), "We knew nothing of it: posted to " + account.get());
	}

	private Finding about(BookLine line, java.util.function.Function<Capture, Finding> note) {
		Optional<Capture> capture = (line.capture() != null) ? this.captures.findAnywhere(line.capture())
				: Optional.empty();
		if (capture.isEmpty() && line.capture() != null) {
			this.gateway.bookLine(line.capture()).ifPresent(this::capture);
			capture = this.captures.findAnywhere(line.capture());
		}
		return capture.map(note)
			.orElseGet(() -> new Finding(line, null, false, true, "Belongs to no payment of ours: not touched"));
	}

	private Optional<AccountNumber> account(BookLine line) {
		try {
			return Optional.ofNullable(line.account())
				.map(AccountNumber::parse)
				.filter((number) -> this.accounts.find(number)
					.filter((account) -> account.currency().equals(line.amount().getCurrencyUnit().getCode()))
					.isPresent());
		}
		catch (MalformedNumber ex) {
			return Optional.empty();
		}
	}

	private static Charged charged(BookLine line) {
		return new Charged(line.reference(), line.amount(), line.at(), line.card());
	}

	private static Finding same(BookLine line) {
		return new Finding(line, null, false, false, "As in our books");
	}

	private static Finding mended(BookLine line, AccountNumber account, String told) {
		return new Finding(line, account, true, false, Amounts.show(line.amount()) + ". " + told);
	}

	/**
	 * What comparing a line came to.
	 *
	 * @param line the gateway's
	 * @param account the account it belongs to, if something was mended; else null
	 * @param mended whether our books lacked it
	 * @param open whether a person is to look at it
	 * @param told what people read
	 */
	record Finding(BookLine line, AccountNumber account, boolean mended, boolean open, String told) {
	}

}
