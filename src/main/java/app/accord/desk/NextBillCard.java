package app.accord.desk;

import jakarta.servlet.http.HttpServletResponse;

import app.accord.actor.Actor;
import app.accord.billing.BillCycle;
import app.accord.billing.BillCycles;
import app.accord.billing.BillMedium;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.customer.MalformedNumber;
import app.accord.invoicing.NextBills;
import app.accord.refusal.Refusal;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** An account's next bill as it stands now, and when and how the account is billed. */
@Controller
class NextBillCard {

	private static final int BILLS = 3;

	private final BillingAccounts accounts;

	private final BillCycles cycles;

	private final NextBills nextBills;

	NextBillCard(BillingAccounts accounts, BillCycles cycles, NextBills nextBills) {
		this.accounts = accounts;
		this.cycles = cycles;
		this.nextBills = nextBills;
	}

	@GetMapping("/desk/accounts/{number}/next-bill")
	String card(@PathVariable String number, Model model) {
		AccountNumber account = account(number);
		model.addAttribute("account", account);
		model.addAttribute("cycle", this.cycles.of(account));
		model.addAttribute("next", this.nextBills.of(account).orElse(null));
		return "desk/next-bill :: card";
	}

	@GetMapping("/desk/accounts/{number}/cycle")
	String sheet(@PathVariable String number, Model model) {
		BillCycle cycle = this.cycles.of(account(number));
		Form form = new Form(Integer.toString(cycle.day()), Integer.toString(cycle.termsDays()), cycle.medium().name(),
				cycle.taxPlace(), "");
		model.addAttribute("form", form);
		return sheet(account(number), form, model);
	}

	/** The next bills as they would be. */
	@GetMapping("/desk/accounts/{number}/cycle/preview")
	String preview(@PathVariable String number, @ModelAttribute("form") Form form, Model model) {
		sheet(account(number), form, model);
		return "desk/next-bill :: planned";
	}

	@PostMapping("/desk/accounts/{number}/cycle")
	String change(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		AccountNumber account = account(number);
		return Forms.attempt(errors, () -> {
			this.cycles.change(actor, account, form.on(this.cycles.of(account)), Forms.reason(form.reason()));
			return true;
		}).map((changed) -> {
			response.setHeader("HX-Refresh", "true");
			return "desk/sheets :: done";
		}).orElseGet(() -> Forms.again(response, sheet(account, form, model)));
	}

	private String sheet(AccountNumber account, Form form, Model model) {
		BillCycle now = this.cycles.of(account);
		model.addAttribute("account", account);
		model.addAttribute("media", BillMedium.values());
		model.addAttribute("now", now);
		try {
			model.addAttribute("bills", this.nextBills.planned(form.on(now), BILLS));
		}
		catch (Refusal ex) {
			model.addAttribute("bills", java.util.List.of());
		}
		return "desk/next-bill :: sheet";
	}

	private AccountNumber account(String number) {
		try {
			AccountNumber account = AccountNumber.parse(number);
			return this.accounts.find(account)
				.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
				.number();
		}
		catch (MalformedNumber ex) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
	}

	/** What is typed to change a cycle. */
	record Form(String day, String terms, String medium, String place, String reason) {

		BillCycle on(BillCycle now) {
			int days = number(this.day, "day", "The bill's day is a day of the month, 1 to 31.");
			if (days < 1 || days > 31) {
				throw new Refusal("day", "The bill's day is a day of the month, 1 to 31.");
			}
			int due = number(this.terms, "terms", "A bill is due 0 to 180 days after its date.");
			if (due < 0 || due > 180) {
				throw new Refusal("terms", "A bill is due 0 to 180 days after its date.");
			}
			BillMedium by = Forms.named(BillMedium.class, this.medium)
				.orElseThrow(() -> new Refusal("medium", "Choose one."));
			String where = (this.place != null) ? this.place.strip().toUpperCase(java.util.Locale.ROOT) : "";
			return now.onDay(days).dueAfter(due).by(by).at(where);
		}

		private static int number(String typed, String field, String sentence) {
			try {
				return Integer.parseInt(typed.strip());
			}
			catch (NumberFormatException | NullPointerException ex) {
				throw new Refusal(field, sentence);
			}
		}

	}

}
