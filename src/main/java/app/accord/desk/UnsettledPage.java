package app.accord.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.AttemptNumber;
import app.accord.customer.Customers;
import app.accord.payment.PaymentAttempt;
import app.accord.payment.UnsettledPayments;
import app.accord.payment.Verdicts;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Payments by card whose verdict is not known, and what a person can do about them. */
@Controller
@RequestMapping("/desk/payments/unsettled")
class UnsettledPage {

	private final UnsettledPayments unsettled;

	private final Verdicts verdicts;

	private final Customers customers;

	UnsettledPage(UnsettledPayments unsettled, Verdicts verdicts, Customers customers) {
		this.unsettled = unsettled;
		this.verdicts = verdicts;
		this.customers = customers;
	}

	@GetMapping
	String show(Model model) {
		List<PaymentAttempt> attempts = this.unsettled.list();
		Map<Long, String> names = new LinkedHashMap<>();
		this.customers.readAll(attempts.stream().map((attempt) -> attempt.account().customerId()).distinct().toList())
			.forEach((id, customer) -> names.put(id, customer.name()));
		model.addAttribute("rows",
				attempts.stream()
					.map((attempt) -> new Row(attempt, names.get(attempt.account().customerId()),
							this.verdicts.of(attempt).sentence()))
					.toList());
		model.addAttribute("refunds", this.unsettled.refunds());
		model.addAttribute("states", PaymentAttempt.State.values());
		return "desk/unsettled";
	}

	@PostMapping("/{payment}/ask")
	String ask(@PathVariable String payment, RedirectAttributes after) {
		PaymentAttempt attempt = this.unsettled.askNow(number(payment));
		after.addFlashAttribute(attempt.settled() ? "toast" : "problem",
				attempt.number() + ": " + this.verdicts.of(attempt).sentence());
		return "redirect:/desk/payments/unsettled";
	}

	@PostMapping("/{payment}/resolution")
	String resolve(@PathVariable String payment, @RequestParam(defaultValue = "") String outcome,
			@RequestParam(required = false) String reference, @RequestParam(required = false) String evidence,
			Actor actor, RedirectAttributes after) {
		AttemptNumber number = number(payment);
		try {
			if (!List.of("charged", "not-charged").contains(outcome)) {
				throw new Refusal("outcome", "Choose what became of it.");
			}
			this.unsettled.resolve(number, outcome.equals("charged"), reference, evidence, actor);
			after.addFlashAttribute("toast", "Payment " + number + " is settled.");
		}
		catch (NotFound ex) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/desk/payments/unsettled";
	}

	private static AttemptNumber number(String typed) {
		try {
			return AttemptNumber.parse(typed);
		}
		catch (Refusal ex) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
	}

	/**
	 * A payment in doubt.
	 *
	 * @param attempt the attempt
	 * @param customer whose
	 * @param sentence what the customer is told
	 */
	record Row(PaymentAttempt attempt, String customer, String sentence) {
	}

}
