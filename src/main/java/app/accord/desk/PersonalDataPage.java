package app.accord.desk;

import java.io.IOException;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.interaction.Audience;
import app.accord.privacy.PersonalData;
import app.accord.refusal.Reasons;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** All that is known of a person, to be read, printed and given out. */
@Controller
@RequestMapping("/desk/customers/{number}/personal-data")
class PersonalDataPage {

	private final OnDesk onDesk;

	private final PersonalData data;

	PersonalDataPage(OnDesk onDesk, PersonalData data) {
		this.onDesk = onDesk;
		this.data = data;
	}

	@GetMapping
	String show(@PathVariable String number, @ModelAttribute("form") Form form, Model model) {
		return page(this.onDesk.customer(number).number(), model);
	}

	/** Gives it out: notes who asked for it and how, then sends the file. */
	@PostMapping
	String giveOut(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) throws IOException {
		CustomerNumber customer = this.onDesk.customer(number).number();
		if (Forms.attempt(errors, () -> {
			this.data.asked(actor, customer, Reasons.stripped("reason", form.reason(),
					"Say how they asked for it, and how you know that it is them."));
			return customer;
		}).isEmpty()) {
			response.setStatus(422);
			return page(customer, model);
		}
		response.setContentType("application/json");
		response.setHeader("Content-Disposition", "attachment; filename=\"personal-data-" + customer + ".json\"");
		this.data.write(customer, Audience.STAFF, response.getOutputStream());
		return null;
	}

	private String page(CustomerNumber customer, Model model) {
		model.addAttribute("sheet", this.data.sheet(customer, Audience.STAFF));
		return "desk/personal-data";
	}

	/**
	 * Who wants it.
	 *
	 * @param reason how the person asked, and how we know who it is
	 */
	record Form(String reason) {
	}

}
