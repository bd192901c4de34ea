package app.accord.desk;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import app.accord.actor.Actor;
import app.accord.billing.Arrangement;
import app.accord.billing.Arrangements;
import app.accord.billing.Dispute;
import app.accord.billing.Disputes;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.DisputeNumber;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Disputes and requests for instalments that wait for an answer, and the decision. */
@Controller
class DisputeList {

	private static final int SHOWN = 200;

	private final OnDesk onDesk;

	private final Disputes disputes;

	private final Arrangements arrangements;

	private final Customers customers;

	DisputeList(OnDesk onDesk, Disputes disputes, Arrangements arrangements, Customers customers) {
		this.onDesk = onDesk;
		this.disputes = disputes;
		this.arrangements = arrangements;
		this.customers = customers;
	}

	@GetMapping("/desk/disputes")
	String list(Model model) {
		List<Dispute> open = this.disputes.undecided(SHOWN);
		List<Arrangement> asked = this.arrangements.unanswered(SHOWN);
		Map<Long, CustomerProfile> who = this.customers.readAll(
				Stream
					.concat(open.stream().map((each) -> each.number().customerId()),
							asked.stream().map((each) -> each.number().customerId()))
					.distinct()
					.toList());
		model.addAttribute("disputes", open);
		model.addAttribute("arrangements", asked);
		model.addAttribute("who", who);
		return "desk/disputes";
	}

	@GetMapping("/desk/disputes/{number}/decision")
	String decision(@PathVariable String number, Model model) {
		Dispute dispute = show(model, number);
		model.addAttribute("form", new Form("", Amounts.plain(dispute.amount()), "", Forms.newKey(), null));
		return "desk/bill-sheets :: decision";
	}

	@PostMapping("/desk/disputes/{number}/decision")
	String decide(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		Dispute dispute = show(model, number);
		return Forms.attempt(errors, () -> decide(dispute, form, actor, model))
			.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> Forms.again(response, "desk/bill-sheets :: decision"));
	}

	private String decide(Dispute dispute, Form form, Actor actor, Model model) {
		DisputeNumber number = dispute.number();
		String key = Forms.key(form.idempotencyKey());
		switch ((form.outcome() != null) ? form.outcome() : "") {
			case "uphold" -> {
				Money amount = Forms.amount("amount", form.amount(), dispute.amount().getCurrencyUnit().getCode());
				return SecondPerson.doOrAsk(form.ask(), model, () -> "Upheld: credit note "
						+ this.disputes.uphold(number, amount, form.answer(), actor, key).value().number() + " issued.",
						() -> this.disputes.askToUphold(number, amount, form.answer(), actor, key));
			}
			case "reject" -> {
				this.disputes.reject(number, form.answer(), actor);
				return "Rejected. The customer reads your answer.";
			}
			case "withdraw" -> {
				this.disputes.withdraw(number, actor);
				return "Taken back.";
			}
			default -> throw new Refusal("outcome", "Choose how it is decided.");
		}
	}

	private Dispute show(Model model, String number) {
		Dispute dispute = this.disputes.get(this.onDesk.number(number, DisputeNumber::parse));
		model.addAttribute("dispute", dispute);
		return dispute;
	}

	/** What is typed in the sheet. */
	record Form(String outcome, String amount, String answer, String idempotencyKey, String ask) {
	}

}
