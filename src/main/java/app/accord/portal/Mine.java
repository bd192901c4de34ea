package app.accord.portal;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import app.accord.billing.Arrangements;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.CreditNotes;
import app.accord.billing.Disputes;
import app.accord.billing.Invoices;
import app.accord.customer.AccountNumber;
import app.accord.customer.ArrangementNumber;
import app.accord.customer.AttemptNumber;
import app.accord.customer.CaseNumber;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.DisputeNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.MalformedNumber;
import app.accord.customer.Page;
import app.accord.customer.PublicNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.linked.LinkedCustomers;
import app.accord.payment.Charging;
import app.accord.payment.Payments;
import app.accord.refusal.NotFound;
import app.accord.security.CustomerPrincipal;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

/**
 * What belongs to the customer who is signed in. Somebody else's is answered exactly like
 * what doesn't exist: not found.
 */
@Component
class Mine {

	private static final int MOST_PAGES = 1_000_000;

	private final BillingAccounts accounts;

	private final LinkedCustomers linked;

	private final Invoices invoices;

	private final CreditNotes creditNotes;

	private final Disputes disputes;

	private final Arrangements arrangements;

	private final Payments payments;

	private final Charging attempts;

	Mine(BillingAccounts accounts, LinkedCustomers linked, Invoices invoices, CreditNotes creditNotes,
			Disputes disputes, Arrangements arrangements, Payments payments, Charging attempts) {
		this.disputes = disputes;
		this.arrangements = arrangements;
		this.invoices = invoices;
		this.creditNotes = creditNotes;
		this.payments = payments;
		this.attempts = attempts;
		this.accounts = accounts;
		this.linked = linked;
	}

	/** The customer's accounts, oldest first. */
	List<BillingAccount> accounts(CustomerPrincipal me) {
		return this.accounts.of(me.customerId()).stream().filter((account) -> reaches(me, account.number())).toList();
	}

	/** The customer's account of that number. */
	BillingAccount account(CustomerPrincipal me, String number) {
		return this.accounts.find(number(me, number, AccountNumber::parse)).orElseThrow(Mine::notFound);
	}

	/**
	 * The account that a list is about: the one of that number, the oldest where none is
	 * named, null for a customer without any.
	 */
	BillingAccount chosen(CustomerPrincipal me, String number) {
		if (number != null && !number.isBlank()) {
			return account(me, number);
		}
		return accounts(me).stream().findFirst().orElse(null);
	}

	/**
	 * Shows a page of what {@link #chosen one of the accounts} has, with the choice among
	 * them: {@code accounts}, {@code account} and {@code list}.
	 * @param page the page that is asked for, from 1
	 * @param read gives a page of an account, from 0
	 */
	<T> void list(CustomerPrincipal me, String number, int page, Model model,
			BiFunction<AccountNumber, Integer, Page<T>> read) {
		BillingAccount chosen = chosen(me, number);
		model.addAttribute("accounts", accounts(me));
		model.addAttribute("account", chosen);
		model.addAttribute("list", (chosen == null) ? new Page<T>(List.of(), 0, 1, 0)
				: read.apply(chosen.number(), Math.clamp(page, 1, MOST_PAGES) - 1));
	}

	/** A number in the address, if it is one of this customer's. */
	<N extends PublicNumber> N number(CustomerPrincipal me, String typed, Function<String, N> parse) {
		try {
			N number = parse.apply(typed);
			if (has(me, number)) {
				return number;
			}
		}
		catch (MalformedNumber ex) {
			// Answered below, as if it were somebody else's.
		}
		throw notFound();
	}

	/** Whether a number is one of this customer's. */
	boolean has(CustomerPrincipal me, PublicNumber number) {
		return (number.customerId() == me.customerId() || this.linked.of(me.customerId()).contains(number.customerId()))
				&& withinReach(me, number);
	}

	/** Whoever acts for another reaches only what the authority covers. */
	private boolean withinReach(CustomerPrincipal me, PublicNumber number) {
		if (me.behalf() == null || me.behalf().accounts() == null) {
			return true;
		}
		return switch (number) {
			case AccountNumber account -> reaches(me, account);
			case InvoiceNumber bill ->
				this.invoices.find(bill).filter((found) -> reaches(me, found.account())).isPresent();
			case CreditNoteNumber note ->
				this.creditNotes.find(note).filter((found) -> reaches(me, found.account())).isPresent();
			case ReceiptNumber receipt ->
				this.payments.find(receipt).filter((found) -> reaches(me, found.account())).isPresent();
			case AttemptNumber attempt -> tried(me, attempt);
			case DisputeNumber dispute ->
				this.disputes.find(dispute).filter((found) -> reaches(me, found.account())).isPresent();
			case ArrangementNumber arrangement ->
				this.arrangements.find(arrangement).filter((found) -> reaches(me, found.account())).isPresent();
			// What of the cases, MyCases says.
			case CaseNumber asked -> true;
			default -> false;
		};
	}

	private boolean tried(CustomerPrincipal me, AttemptNumber attempt) {
		try {
			return reaches(me, this.attempts.read(attempt).account());
		}
		catch (NotFound ex) {
			return false;
		}
	}

	private static boolean reaches(CustomerPrincipal me, AccountNumber account) {
		return me.behalf() == null || me.behalf().reaches(account.toString());
	}

	static ResponseStatusException notFound() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

}
