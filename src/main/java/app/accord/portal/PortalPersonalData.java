package app.accord.portal;

import java.io.IOException;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.interaction.Audience;
import app.accord.privacy.PersonalData;
import app.accord.privacy.Wishes;
import app.accord.security.CustomerPrincipal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** All that we know of the customer, for the customer; and the wish to be erased. */
@Controller
@RequestMapping("/portal/my-data")
class PortalPersonalData {

	private final PersonalData data;

	private final Wishes wishes;

	PortalPersonalData(PersonalData data, Wishes wishes) {
		this.data = data;
		this.wishes = wishes;
	}

	@GetMapping
	String show(@AuthenticationPrincipal CustomerPrincipal me, Model model) {
		model.addAttribute("sheet", this.data.sheet(number(me), Audience.CUSTOMER));
		this.wishes.waiting(number(me)).ifPresent((wish) -> {
			model.addAttribute("wish", wish);
			model.addAttribute("due", this.wishes.due(wish));
		});
		return "portal/my-data";
	}

	@PostMapping
	void download(@AuthenticationPrincipal CustomerPrincipal me, Actor actor, HttpServletResponse response)
			throws IOException {
		this.data.asked(actor, number(me), null);
		response.setContentType("application/json");
		response.setHeader("Content-Disposition", "attachment; filename=\"my-data-" + number(me) + ".json\"");
		this.data.write(number(me), Audience.CUSTOMER, response.getOutputStream());
	}

	@PostMapping("/erasure")
	String wish(@AuthenticationPrincipal CustomerPrincipal me, Actor actor, RedirectAttributes after) {
		this.wishes.wish(actor, number(me));
		after.addFlashAttribute("toast", "We have noted it, and answer within a month.");
		return "redirect:/portal/my-data";
	}

	private static CustomerNumber number(CustomerPrincipal me) {
		return CustomerNumber.of(me.customerId());
	}

}
