package app.accord.desk;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.billing.Arrangement;
import app.accord.billing.Arrangements;
import app.accord.billing.BillingAccount;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.billing.WritingOff;
import app.accord.customer.ArrangementNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
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
import org.springframework.web.bind.annotation.RequestParam;

/** What an agent does with an account: write off, arrange instalments. */
@Controller
class AccountSheets {

	private final OnDesk onDesk;

	private final Positions positions;

	private final WritingOff writingOff;

	private final Arrangements arrangements;

	private final BusinessCalendar calendar;

	AccountSheets(OnDesk onDesk, Positions positions, WritingOff writingOff, Arrangements arrangements,
			BusinessCalendar calendar) {
		this.onDesk = onDesk;
		this.positions = positions;
		this.writingOff = writingOff;
		this.arrangements = arrangements;
		this.calendar = calendar;
	}

	@GetMapping("/desk/accounts/{number}/write-offs/new")
	String writeOff(@PathVariable String number, @RequestParam(required = false) String bill, Model model) {
		Position position = show(model, number, bill);
		Money open = (bill != null && !bill.isBlank())
				? position.openOf(this.onDesk.number(bill, InvoiceNumber::parse).no()) : position.balance();
		model.addAttribute("form", new Form(bill, Amounts.plain(open), null, null, "", Forms.newKey(), null));
		return "desk/account-sheets :: writeOff";
	}

	@PostMapping("/desk/accounts/{number}/write-offs")
	String writeOff(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		Position position = show(model, number, (String) errors.getFieldValue("bill"));
		return end(Forms.attempt(errors, () -> {
			InvoiceNumber bill = (form.bill() != null && !form.bill().isBlank()) ? InvoiceNumber.parse(form.bill())
					: null;
			Money amount = amount(position, form);
			String reason = Forms.reason(form.reason());
			String key = Forms.key(form.idempotencyKey());
			return SecondPerson.doOrAsk(form.ask(), model, () -> "Written off, entry "
					+ this.writingOff.writeOff(position.account(), amount, bill, reason, actor, key).value().seq()
					+ ".", () -> this.writingOff.ask(position.account(), amount, bill, reason, actor, key));
		}), response, "writeOff");
	}

	@GetMapping("/desk/accounts/{number}/arrangements/new")
	String arrangement(@PathVariable String number, Model model) {
		Position position = show(model, number, null);
		Money due = position.dueNow().isPositive() ? position.dueNow() : position.balance();
		model.addAttribute("form", new Form(null, Amounts.plain(due), "3",
				this.calendar.today().plusDays(14).toString(), "", Forms.newKey(), null));
		return "desk/account-sheets :: arrangement";
	}

	@PostMapping("/desk/accounts/{number}/arrangements")
	String arrangement(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors,
			Actor actor, Model model, HttpServletResponse response) {
		Position position = show(model, number, null);
		return end(Forms.attempt(errors, () -> {
			List<Arrangement.Instalment> plan = plan(amount(position, form), form.count(), form.firstOn());
			String reason = Forms.reason(form.reason());
			String key = Forms.key(form.idempotencyKey());
			return SecondPerson.doOrAsk(
					form.ask(), model, () -> "Agreed as "
							+ this.arrangements.make(position.account(), plan, reason, actor, key).value() + ".",
					() -> this.arrangements.ask(position.account(), plan, reason, actor, key));
		}), response, "arrangement");
	}

	@GetMapping("/desk/arrangements/{number}/answer")
	String answer(@PathVariable String number, Model model) {
		show(model, number);
		model.addAttribute("form", new Answer("", "", Forms.newKey(), null));
		return "desk/account-sheets :: answer";
	}

	@PostMapping("/desk/arrangements/{number}/answer")
	String answer(@PathVariable String number, @ModelAttribute("form") Answer form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		Arrangement arrangement = show(model, number);
		return end(Forms.attempt(errors, () -> switch ((form.outcome() != null) ? form.outcome() : "") {
			case "agree" -> SecondPerson.doOrAsk(form.ask(), model, () -> {
				this.arrangements.agree(arrangement.number(), actor);
				return "Agreed. What it covers is not chased while it is kept.";
			}, () -> this.arrangements.askToAgree(arrangement.number(), actor, Forms.key(form.idempotencyKey())));
			case "decline" -> {
				this.arrangements.decline(arrangement.number(), form.answer(), actor);
				yield "Declined. The customer reads your answer.";
			}
			case "cancel" -> {
				this.arrangements.cancel(arrangement.number(), form.answer(), actor);
				yield "Ended.";
			}
			default -> throw new Refusal("outcome", "Choose an answer.");
		}), response, "answer");
	}

	static List<Arrangement.Instalment> plan(Money total, String count, String firstOn) {
		if (count == null || !count.strip().matches("\\d{1,2}")) {
			throw new Refusal("count", "Write how many instalments, 1 to 24.");
		}
		LocalDate first = Forms.day("firstOn", firstOn);
		return Arrangement.plan(total, Integer.parseInt(count.strip()), first);
	}

	private static Money amount(Position position, Form form) {
		return Forms.amount("amount", form.amount(), position.balance().getCurrencyUnit().getCode());
	}

	private Position show(Model model, String number, String bill) {
		BillingAccount account = this.onDesk.account(number);
		Position position = this.positions.of(account.number());
		model.addAttribute("position", position);
		model.addAttribute("bill", bill);
		model.addAttribute("currency", account.currency());
		return position;
	}

	private Arrangement show(Model model, String number) {
		Arrangement arrangement = this.arrangements.get(this.onDesk.number(number, ArrangementNumber::parse));
		model.addAttribute("arrangement", arrangement);
		return arrangement;
	}

	private static String end(Optional<String> done, HttpServletResponse response, String fragment) {
		return done.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> Forms.again(response, "desk/account-sheets :: " + fragment));
	}

	/** What is typed in the sheets. */
	record Form(String bill, String amount, String count, String firstOn, String reason, String idempotencyKey,
			String ask) {
	}

	/** The answer to a request. */
	record Answer(String outcome, String answer, String idempotencyKey, String ask) {
	}

}
