package app.accord.desk;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

import app.accord.actor.Actor;
import app.accord.billing.Adjusting;
import app.accord.billing.BillingAccount;
import app.accord.customer.CustomerProfile;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Charges outside of a bill. */
@Controller
class Charges {

	private final OnDesk onDesk;

	private final MoneySheets sheets;

	private final Adjusting adjusting;

	private final BusinessCalendar calendar;

	Charges(OnDesk onDesk, MoneySheets sheets, Adjusting adjusting, BusinessCalendar calendar) {
		this.onDesk = onDesk;
		this.sheets = sheets;
		this.adjusting = adjusting;
		this.calendar = calendar;
	}

	@GetMapping("/desk/customers/{number}/charges/new")
	String show(@PathVariable String number, Model model) {
		this.sheets.show(model, this.onDesk.customer(number), null);
		model.addAttribute("form",
				new Form(null, "", this.calendar.today().plusDays(14).toString(), "", Forms.newKey(), null));
		return "desk/sheets :: charge";
	}

	@PostMapping("/desk/customers/{number}/charges")
	String make(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = this.onDesk.customer(number);
		return Forms.attempt(errors, () -> make(customer, form, actor, model))
			.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> {
				this.sheets.show(model, customer, (String) errors.getFieldValue("account"));
				return Forms.again(response, "desk/sheets :: charge");
			});
	}

	private String make(CustomerProfile customer, Form form, Actor actor, Model model) {
		BillingAccount account = this.onDesk.account(customer, form.account());
		var amount = Forms.amount("amount", form.amount(), account.currency());
		if (!amount.isPositive()) {
			throw new Refusal("amount", "The amount must be above zero.");
		}
		LocalDate dueOn = day(form.dueOn());
		String reason = Forms.reason(form.reason());
		String key = Forms.key(form.idempotencyKey());
		return SecondPerson.doOrAsk(form.ask(), model, () -> "Charged, entry "
				+ this.adjusting.charge(account.number(), amount, dueOn, reason, actor, key).value().seq() + ".",
				() -> this.adjusting.askForCharge(account.number(), amount, dueOn, reason, actor, key));
	}

	private LocalDate day(String typed) {
		try {
			LocalDate day = LocalDate.parse((typed != null) ? typed : "");
			if (day.isBefore(this.calendar.today()) || day.isAfter(this.calendar.today().plusYears(2))) {
				throw new Refusal("dueOn", "Choose a day between today and two years from now.");
			}
			return day;
		}
		catch (DateTimeParseException ex) {
			throw new Refusal("dueOn", "Choose the day by which it is to be paid.");
		}
	}

	/** What is typed in the sheet. */
	record Form(String account, String amount, String dueOn, String reason, String idempotencyKey, String ask) {
	}

}
