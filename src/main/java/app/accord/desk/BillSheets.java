package app.accord.desk;

import java.util.Map;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.billing.CreditNotes;
import app.accord.billing.Disputes;
import app.accord.billing.DueDates;
import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.billing.NewCreditNote;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** What an agent does with a bill: credit it, dispute it for the customer, give time. */
@Controller
@RequestMapping("/desk/invoices/{number}")
class BillSheets {

	private final OnDesk onDesk;

	private final Invoices invoices;

	private final CreditNotes creditNotes;

	private final Disputes disputes;

	private final DueDates dueDates;

	private final BusinessCalendar calendar;

	BillSheets(OnDesk onDesk, Invoices invoices, CreditNotes creditNotes, Disputes disputes, DueDates dueDates,
			BusinessCalendar calendar) {
		this.onDesk = onDesk;
		this.invoices = invoices;
		this.creditNotes = creditNotes;
		this.disputes = disputes;
		this.dueDates = dueDates;
		this.calendar = calendar;
	}

	@GetMapping("/credit-notes/new")
	String creditNote(@PathVariable String number, Model model) {
		show(model, number);
		model.addAttribute("form", new Form("whole", "", null, "", Forms.newKey(), null));
		return "desk/bill-sheets :: creditNote";
	}

	@PostMapping("/credit-notes")
	String creditNote(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		Invoice bill = show(model, number);
		return end(Forms.attempt(errors, () -> {
			NewCreditNote note = note(bill, form);
			String key = Forms.key(form.idempotencyKey());
			return SecondPerson.doOrAsk(form.ask(), model,
					() -> "Credit note " + this.creditNotes.issue(note, actor, key).value().number() + " issued.",
					() -> this.creditNotes.ask(note, actor, key));
		}), response, "creditNote");
	}

	@GetMapping("/disputes/new")
	String dispute(@PathVariable String number, Model model) {
		show(model, number);
		model.addAttribute("form", new Form("whole", "", null, "", Forms.newKey(), null));
		return "desk/bill-sheets :: dispute";
	}

	@PostMapping("/disputes")
	String dispute(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		Invoice bill = show(model, number);
		return end(Forms.attempt(errors,
				() -> "Dispute " + this.disputes
					.open(bill.number(), "whole".equals(form.scope()) ? null : amount(bill, form),
							Forms.reason(form.reason()), actor, Forms.key(form.idempotencyKey()))
					.value() + " opened. That part is not chased until it is decided."),
				response, "dispute");
	}

	@GetMapping("/due-date")
	String dueDate(@PathVariable String number, Model model) {
		show(model, number);
		model.addAttribute("form",
				new Form(null, "", this.calendar.today().plusDays(14).toString(), "", Forms.newKey(), null));
		return "desk/bill-sheets :: dueDate";
	}

	@PostMapping("/due-date")
	String dueDate(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		Invoice bill = show(model, number);
		return end(Forms.attempt(errors,
				() -> "It is now to be paid by " + this.dueDates
					.move(bill.number(), Forms.day("dueOn", form.dueOn()), Forms.reason(form.reason()), actor,
							Forms.key(form.idempotencyKey()))
					.value() + "."),
				response, "dueDate");
	}

	private NewCreditNote note(Invoice bill, Form form) {
		String reason = Forms.reason(form.reason());
		return switch ((form.scope() != null) ? form.scope() : "") {
			case "whole" -> NewCreditNote.whole(bill.number(), reason);
			case "amount" -> NewCreditNote.ofAmount(bill.number(), amount(bill, form), reason);
			default -> {
				if (!form.scope().matches("\\d{1,6}")) {
					throw new Refusal("scope", "Choose what is credited.");
				}
				yield NewCreditNote.ofLines(bill.number(), Map.of(Integer.valueOf(form.scope()), amount(bill, form)),
						reason);
			}
		};
	}

	private Money amount(Invoice bill, Form form) {
		return Forms.amount("amount", form.amount(), bill.total().getCurrencyUnit().getCode());
	}

	private Invoice show(Model model, String number) {
		Invoice bill = this.invoices.find(this.onDesk.number(number, InvoiceNumber::parse))
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		model.addAttribute("bill", bill);
		model.addAttribute("left", this.creditNotes.leftByLine(bill.number()));
		model.addAttribute("currency", bill.total().getCurrencyUnit().getCode());
		model.addAttribute("leftInAll", Amounts.show(this.creditNotes.left(bill.number()), java.util.Locale.US));
		return bill;
	}

	private static String end(Optional<String> done, HttpServletResponse response, String fragment) {
		return done.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> Forms.again(response, "desk/bill-sheets :: " + fragment));
	}

	/**
	 * What is typed in a sheet.
	 *
	 * @param scope {@code whole}, {@code amount} or a line's number
	 */
	record Form(String scope, String amount, String dueOn, String reason, String idempotencyKey, String ask) {
	}

}
