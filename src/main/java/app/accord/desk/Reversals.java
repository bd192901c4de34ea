package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.billing.Adjusting;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerEntry;
import app.accord.customer.CustomerProfile;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Undoing an entry of the ledger by a new one. */
@Controller
class Reversals {

	private final OnDesk onDesk;

	private final Ledger ledger;

	private final Adjusting adjusting;

	Reversals(OnDesk onDesk, Ledger ledger, Adjusting adjusting) {
		this.onDesk = onDesk;
		this.ledger = ledger;
		this.adjusting = adjusting;
	}

	@GetMapping("/desk/customers/{number}/entries/{seq}/reversal")
	String show(@PathVariable String number, @PathVariable long seq, @RequestParam String account, Model model) {
		entry(model, number, account, seq);
		model.addAttribute("form", new Form("", Forms.newKey(), null));
		return "desk/sheets :: reversal";
	}

	@PostMapping("/desk/customers/{number}/entries/{seq}/reversal")
	String reverse(@PathVariable String number, @PathVariable long seq, @RequestParam String account,
			@ModelAttribute("form") Form form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response) {
		LedgerEntry entry = entry(model, number, account, seq);
		return Forms.attempt(errors, () -> reverse(entry, form, actor, model))
			.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> Forms.again(response, "desk/sheets :: reversal"));
	}

	private String reverse(LedgerEntry entry, Form form, Actor actor, Model model) {
		String reason = Forms.reason(form.reason());
		String key = Forms.key(form.idempotencyKey());
		return SecondPerson.doOrAsk(form.ask(), model,
				() -> "Entry " + entry.seq() + " reversed by entry "
						+ this.adjusting.reverse(entry.account(), entry.seq(), reason, actor, key).value().seq() + ".",
				() -> this.adjusting.askForReversal(entry.account(), entry.seq(), reason, actor, key));
	}

	private LedgerEntry entry(Model model, String number, String account, long seq) {
		CustomerProfile customer = this.onDesk.customer(number);
		LedgerEntry entry = this.ledger.entry(this.onDesk.account(customer, account).number(), seq)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		model.addAttribute("customer", customer);
		model.addAttribute("entry", entry);
		return entry;
	}

	/** What is typed in the sheet. */
	record Form(String reason, String idempotencyKey, String ask) {
	}

}
