package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.privacy.Erasing;
import app.accord.privacy.Wishes;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Erasing a person: what it would do, asking for it, and the wishes that wait. */
@Controller
class ErasurePage {

	private final OnDesk onDesk;

	private final Erasing erasing;

	private final Wishes wishes;

	private final Customers customers;

	ErasurePage(OnDesk onDesk, Erasing erasing, Wishes wishes, Customers customers) {
		this.customers = customers;
		this.onDesk = onDesk;
		this.erasing = erasing;
		this.wishes = wishes;
	}

	@GetMapping("/desk/customers/{number}/erasure")
	String show(@PathVariable String number, Model model) {
		model.addAttribute("form", new Form("", Forms.newKey()));
		return page(this.onDesk.customer(number).number(), model);
	}

	@PostMapping("/desk/customers/{number}/erasure")
	String ask(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		CustomerNumber customer = this.onDesk.customer(number).number();
		return Forms
			.attempt(errors, () -> this.erasing.ask(actor, customer, form.reason(), Forms.key(form.idempotencyKey())))
			.map((approval) -> {
				after.addFlashAttribute("toast", approval.asked());
				return "redirect:/desk/customers/" + customer + "/erasure";
			})
			.orElseGet(() -> {
				response.setStatus(422);
				return page(customer, model);
			});
	}

	/** Answers a wish without erasing. */
	@PostMapping("/desk/customers/{number}/erasure/answer")
	String decline(@PathVariable String number, @ModelAttribute("answered") Answer form, BindingResult errors,
			Actor actor, Model model, HttpServletResponse response, RedirectAttributes after) {
		CustomerNumber customer = this.onDesk.customer(number).number();
		return Forms.attempt(errors, () -> {
			this.wishes.decline(actor, customer, form.answer());
			return customer;
		}).map((done) -> {
			after.addFlashAttribute("toast", "Noted what they were told.");
			return "redirect:/desk/customers/" + customer + "/erasure";
		}).orElseGet(() -> {
			response.setStatus(422);
			model.addAttribute("form", new Form("", Forms.newKey()));
			return page(customer, model);
		});
	}

	@GetMapping("/desk/erasures")
	String waiting(Model model) {
		var waiting = this.wishes.waiting();
		model.addAttribute("wishes", waiting);
		model.addAttribute("people",
				this.customers.readAll(waiting.stream().map((wish) -> wish.customer().customerId()).toList()));
		model.addAttribute("due", waiting.stream().map(this.wishes::due).toList());
		return "desk/erasures";
	}

	private String page(CustomerNumber customer, Model model) {
		model.addAttribute("page", this.erasing.preview(customer));
		if (!model.containsAttribute("answered")) {
			model.addAttribute("answered", new Answer(""));
		}
		return "desk/erasure";
	}

	/**
	 * Asking for it.
	 *
	 * @param reason how the person asked, and how we know who it is
	 * @param idempotencyKey made when the form was shown
	 */
	record Form(String reason, String idempotencyKey) {
	}

	/**
	 * Answering a wish.
	 *
	 * @param answer what the customer was told
	 */
	record Answer(String answer) {
	}

}
