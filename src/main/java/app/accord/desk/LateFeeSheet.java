package app.accord.desk;

import java.time.LocalDate;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.LateFees;
import app.accord.billing.Positions;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Charges a late fee that an employee decides on. It is waived by reversing its entry.
 */
@Controller
class LateFeeSheet {

	private final OnDesk onDesk;

	private final LateFees fees;

	private final Positions positions;

	private final BusinessCalendar calendar;

	LateFeeSheet(OnDesk onDesk, LateFees fees, Positions positions, BusinessCalendar calendar) {
		this.onDesk = onDesk;
		this.fees = fees;
		this.positions = positions;
		this.calendar = calendar;
	}

	@GetMapping("/desk/accounts/{number}/late-fees/new")
	String sheet(@PathVariable String number, Model model) {
		model.addAttribute("form",
				new Form("", this.calendar.today().plusDays(14).toString(), "", Forms.newKey(), null));
		return show(this.onDesk.account(number), model);
	}

	@PostMapping("/desk/accounts/{number}/late-fees")
	String charge(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		BillingAccount account = this.onDesk.account(number);
		return Forms.attempt(errors, () -> {
			Money fee = Forms.amount("amount", form.amount(), account.currency());
			LocalDate dueOn = Forms.day("dueOn", form.dueOn());
			String reason = Forms.reason(form.reason());
			String key = Forms.key(form.idempotencyKey());
			return SecondPerson.doOrAsk(form.ask(), model,
					() -> "Late fee charged, entry "
							+ this.fees.chargeByHand(account.number(), fee, dueOn, reason, actor, key).value() + ".",
					() -> this.fees.ask(account.number(), fee, dueOn, reason, actor, key));
		})
			.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> Forms.again(response, show(account, model)));
	}

	private String show(BillingAccount account, Model model) {
		model.addAttribute("position", this.positions.of(account.number()));
		model.addAttribute("currency", account.currency());
		return "desk/account-sheets :: lateFee";
	}

	/** What is typed in the sheet. */
	record Form(String amount, String dueOn, String reason, String idempotencyKey, String ask) {
	}

}
