package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.customer.CustomerProfile;
import app.accord.interaction.Noting;
import app.accord.speaking.Speaking;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Notes and calls, written in the composer of the customer page. */
@Controller
class Notes {

	private final OnDesk onDesk;

	private final Noting noting;

	private final Speaking speaking;

	Notes(OnDesk onDesk, Noting noting, Speaking speaking) {
		this.speaking = speaking;
		this.onDesk = onDesk;
		this.noting = noting;
	}

	@PostMapping("/desk/customers/{number}/notes")
	String write(@PathVariable String number, @ModelAttribute("note") NoteForm form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		var written = Forms.attempt(errors,
				() -> this.noting.note(actor, customer.customerId(), form.kind(), form.direction(), null, form.body(),
						form.internal() != null, this.speaking.named(customer), Forms.key(form.idempotencyKey())));
		if (written.isEmpty()) {
			return Forms.again(response, "desk/customer :: composer");
		}
		Forms.toast(response, "Saved in the history.");
		model.addAttribute("note", NoteForm.empty());
		model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + "note");
		return "desk/customer :: composer";
	}

}
