package app.accord.desk;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerEntry;
import app.accord.csv.Csv;
import app.accord.customer.CustomerProfile;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The ledger of an account, entry by entry. */
@Controller("deskEntryList")
class EntryList {

	private final OnDesk onDesk;

	private final BillingAccounts accounts;

	private final Ledger ledger;

	EntryList(OnDesk onDesk, BillingAccounts accounts, Ledger ledger) {
		this.onDesk = onDesk;
		this.accounts = accounts;
		this.ledger = ledger;
	}

	@GetMapping("/desk/customers/{number}/entries")
	String show(@PathVariable String number, @RequestParam(required = false) String account,
			@RequestParam(defaultValue = "1") int page, @RequestParam(required = false) Long around, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		BillingAccount shown = this.onDesk.account(customer, account);
		long last = this.ledger.count(shown.number());
		int wanted = (around != null) ? (int) (Math.max(0, last - around) / AccountList.SIZE) + 1 : page;
		model.addAttribute("customer", customer);
		model.addAttribute("reversals", this.ledger.reversals(shown.number()));
		model.addAttribute("list", AccountList.of(customer, shown, this.accounts.of(customer.customerId()), wanted,
				last, (at, size) -> this.ledger.page(shown.number(), at, size)));
		return "desk/entries";
	}

	@GetMapping("/desk/customers/{number}/entries.csv")
	void download(@PathVariable String number, @RequestParam(required = false) String account,
			HttpServletResponse response) throws IOException {
		BillingAccount shown = this.onDesk.account(this.onDesk.customer(number), account);
		Csv.write(response, "ledger-" + shown.number(),
				List.of("entry", "at", "kind", "description", "amount", "balance after", "currency", "due", "reference",
						"reverses", "by", "channel", "reason"),
				AccountList
					.<LedgerEntry>all(this.ledger.count(shown.number()),
							(at, size) -> this.ledger.page(shown.number(), at, size))
					.map((entry) -> Arrays.asList(entry.seq(), entry.at(), entry.kind(), entry.description(),
							entry.amount().getAmount(), entry.balanceAfter().getAmount(), shown.currency(),
							entry.dueOn(), entry.reference(), entry.reversesSeq(), entry.actorName(), entry.channel(),
							entry.reason())));
	}

}
