package app.accord.desk;

import java.util.List;

import app.accord.billing.Arrangement;
import app.accord.billing.Arrangements;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.CreditNote;
import app.accord.billing.CreditNotes;
import app.accord.billing.Dispute;
import app.accord.billing.Disputes;
import app.accord.billing.DueDateMove;
import app.accord.billing.DueDates;
import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.billing.LateFees;
import app.accord.billing.LedgerEntry;
import app.accord.billing.Standing;
import app.accord.billing.Standings;
import app.accord.customer.AccountNumber;
import app.accord.donation.DonationPages;
import app.accord.payment.AutoPay;
import app.accord.payment.Verdict;
import app.accord.payment.Verdicts;
import app.accord.relationship.Payers;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A billing account: where it stands, and everything that is done with it. */
@Controller("deskAccountPage")
class AccountPage {

	private static final int SHOWN = 8;

	private final OnDesk onDesk;

	private final BillingAccounts accounts;

	private final Standings standings;

	private final Invoices invoices;

	private final CreditNotes creditNotes;

	private final Disputes disputes;

	private final Arrangements arrangements;

	private final DueDates dueDates;

	private final LateFees lateFees;

	private final Verdicts verdicts;

	private final AutoPay autoPay;

	private final DonationPages donations;

	private final Payers payers;

	private final BusinessCalendar calendar;

	AccountPage(OnDesk onDesk, BillingAccounts accounts, Standings standings, Invoices invoices,
			CreditNotes creditNotes, Disputes disputes, Arrangements arrangements, DueDates dueDates, LateFees lateFees,
			Verdicts verdicts, AutoPay autoPay, DonationPages donations, Payers payers, BusinessCalendar calendar) {
		this.payers = payers;
		this.autoPay = autoPay;
		this.donations = donations;
		this.onDesk = onDesk;
		this.accounts = accounts;
		this.standings = standings;
		this.invoices = invoices;
		this.creditNotes = creditNotes;
		this.disputes = disputes;
		this.arrangements = arrangements;
		this.dueDates = dueDates;
		this.lateFees = lateFees;
		this.verdicts = verdicts;
		this.calendar = calendar;
	}

	/** The customer's first account: the tab leads here. */
	@GetMapping("/desk/customers/{number}/account")
	String first(@PathVariable String number) {
		return "redirect:/desk/accounts/" + this.onDesk.account(this.onDesk.customer(number), null).number();
	}

	@GetMapping("/desk/accounts/{number}")
	String show(@PathVariable String number, Model model) {
		BillingAccount account = this.onDesk.account(number);
		AccountNumber of = account.number();
		Verdict verdict = this.verdicts.of(of);
		model.addAttribute("customer", this.onDesk.customer(of.customer().toString()));
		model.addAttribute("accounts", this.accounts.of(of.customerId()));
		model.addAttribute("from", this.calendar.today().minusMonths(3).withDayOfMonth(1));
		model.addAttribute("to", this.calendar.today());
		model.addAttribute("autoPay", this.autoPay.of(of));
		model.addAttribute("payer", this.payers.of(of).orElse(null));
		model.addAttribute("donations", this.donations.of(account));
		List<Dispute> disputes = this.disputes.of(of);
		List<Arrangement> arrangements = this.arrangements.of(of);
		model.addAttribute("page",
				new Page(account, this.standings.of(of), verdict, this.invoices.page(of, 0, SHOWN),
						this.invoices.count(of), this.creditNotes.page(of, 0, SHOWN), disputes,
						arrangements.subList(0, Math.min(3, arrangements.size())), this.dueDates.moves(of).reversed(),
						this.lateFees.fees(of)));
		return "desk/account";
	}

	/**
	 * What the page shows.
	 *
	 * @param account the account
	 * @param standing where it stands
	 * @param verdict what became of the latest payment by card
	 * @param bills the newest bills
	 * @param billCount how many bills there are
	 * @param creditNotes the newest credit notes
	 * @param disputes all disputes, the newest first
	 * @param arrangements the newest arrangements
	 * @param moves due dates that were moved, the newest first
	 * @param lateFees those that stand, the oldest first
	 */
	record Page(BillingAccount account, Standing standing, Verdict verdict, List<Invoice> bills, long billCount,
			List<CreditNote> creditNotes, List<Dispute> disputes, List<Arrangement> arrangements,
			List<DueDateMove> moves, List<LedgerEntry> lateFees) {

		/** What is said over the balance. */
		public String heading() {
			return new AccountStanding(this.account, this.standing.position(), null, this.verdict).heading();
		}

	}

}
