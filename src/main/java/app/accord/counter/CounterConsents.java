package app.accord.counter;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.consent.ConsentAnswer;
import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentPurpose;
import app.accord.consent.Consents;
import app.accord.consent.SaidConsent;
import app.accord.customer.CustomerProfile;
import app.accord.refusal.Refusal;
import app.accord.speaking.Speaking;
import app.accord.ui.Forms;
import app.accord.ui.Shell;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a customer may be sent, seen and said in a shop. */
@Controller
@RequestMapping("/counter/customers/{number}/consents")
class CounterConsents {

	private final Till till;

	private final Consents consents;

	private final Speaking speaking;

	private final Shell shell;

	CounterConsents(Till till, Consents consents, Speaking speaking, Shell shell) {
		this.speaking = speaking;
		this.till = till;
		this.consents = consents;
		this.shell = shell;
	}

	/** The page; asked for by htmx, the part that changes. */
	@GetMapping
	String show(@PathVariable String number, @RequestHeader(name = "HX-Request", required = false) String part,
			Model model) {
		model.addAttribute("form", new Form(List.of(), List.of(), "", "", UUID.randomUUID().toString()));
		page(this.till.customer(number), model);
		return (part != null) ? "counter/consents :: holding" : "counter/consents";
	}

	@PostMapping
	String note(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		CustomerProfile customer = this.till.customer(number);
		if (Forms.done(errors,
				() -> this.consents.note(actor, said(customer, form), Till.key(form.idempotencyKey())))) {
			after.addFlashAttribute("toast", "Noted. It holds at once, on every channel.");
			return "redirect:/counter/customers/" + customer.number() + "/consents";
		}
		response.setStatus(422);
		page(customer, model);
		return "counter/consents";
	}

	private SaidConsent said(CustomerProfile customer, Form form) {
		ConsentAnswer answer = Arrays.stream(ConsentAnswer.values())
			.filter((one) -> one.name().equals(form.answer()))
			.findFirst()
			.orElseThrow(() -> new Refusal("answer", "Tap what the customer said."));
		String words = (form.origin() != null) ? form.origin().strip() : "";
		return new SaidConsent(customer.customerId(), SaidConsent.ticked(ConsentPurpose.class, form.purposes()),
				SaidConsent.ticked(ConsentChannel.class, form.channels()), answer, null, Channel.COUNTER,
				this.shell.shop() + (words.isEmpty() ? "" : ", " + words), false, this.speaking.named(customer));
	}

	private void page(CustomerProfile customer, Model model) {
		model.addAttribute("customer", customer);
		model.addAttribute("consents", this.consents.of(customer.customerId()));
		model.addAttribute("purposes", ConsentPurpose.values());
		model.addAttribute("channels", ConsentChannel.values());
	}

	/**
	 * What the clerk tapped.
	 *
	 * @param purposes what for
	 * @param channels by which ways
	 * @param answer GIVEN, REFUSED or WITHDRAWN
	 * @param origin the customer's words, or what was signed; may be empty
	 * @param idempotencyKey made when the form was shown
	 */
	record Form(List<String> purposes, List<String> channels, String answer, String origin, String idempotencyKey) {
	}

}
