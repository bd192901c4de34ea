package app.accord.portal;

import java.util.Arrays;

import app.accord.actor.Actor;
import app.accord.customer.ContactKind;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewContactPoint;
import app.accord.customer.Typed;
import app.accord.refusal.Refusal;
import app.accord.security.CustomerPrincipal;
import app.accord.ui.Forms;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who the customer is to us, and how to reach them. */
@Controller
class PortalDetails {

	private static final String BACK = "redirect:/portal/details";

	private final Customers customers;

	private final Mine mine;

	PortalDetails(Customers customers, Mine mine) {
		this.mine = mine;
		this.customers = customers;
	}

	@GetMapping("/portal/details")
	String show(@AuthenticationPrincipal CustomerPrincipal me, Model model) {
		model.addAttribute("form", new Contact(null, "", ""));
		return page(me, model);
	}

	@PostMapping("/portal/details/contact-points")
	String add(@AuthenticationPrincipal CustomerPrincipal me, @ModelAttribute("form") Contact form,
			BindingResult errors, Actor actor, Model model, HttpServletResponse response, RedirectAttributes after) {
		return answer(me, errors, model, response, after, "new-" + ((form != null) ? form.kind() : ""), "Added.",
				() -> this.customers.addContactPoint(actor, number(me),
						new NewContactPoint(kind(form), Typed.clean(form.label()), form.typed(), false)));
	}

	@PostMapping("/portal/details/contact-points/{id}")
	String change(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable int id,
			@RequestParam(required = false) String of, @ModelAttribute("form") Contact form, BindingResult errors,
			Actor actor, Model model, HttpServletResponse response, RedirectAttributes after) {
		return answer(me, errors, model, response, after, "change-" + ((of != null) ? of + "-" : "") + id, "Changed.",
				() -> this.customers.changeContactPoint(actor, owner(me, of), id, Typed.clean(form.label()),
						form.typed()));
	}

	@PostMapping("/portal/details/contact-points/{id}/preference")
	String prefer(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable int id,
			@RequestParam(required = false) String of, Actor actor, RedirectAttributes after) {
		return simply(after, "We try that one first from now on.",
				() -> this.customers.preferContactPoint(actor, owner(me, of), id));
	}

	@PostMapping("/portal/details/contact-points/{id}/removal")
	String remove(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable int id,
			@RequestParam(required = false) String of, Actor actor, RedirectAttributes after) {
		return simply(after, "Removed. We don’t use it any more.",
				() -> this.customers.endContactPoint(actor, owner(me, of), id, "Removed by the customer"));
	}

	private String answer(CustomerPrincipal me, BindingResult errors, Model model, HttpServletResponse response,
			RedirectAttributes after, String open, String done, Runnable change) {
		if (Forms.done(errors, () -> byItsField(change))) {
			after.addFlashAttribute("toast", done);
			return BACK;
		}
		response.setStatus(422);
		model.addAttribute("open", open);
		return page(me, model);
	}

	private static String simply(RedirectAttributes after, String done, Runnable change) {
		try {
			change.run();
			after.addFlashAttribute("toast", done);
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return BACK;
	}

	/** The form has one field for a telephone number, an e-mail or an address. */
	private static void byItsField(Runnable change) {
		try {
			change.run();
		}
		catch (Refusal ex) {
			boolean label = "label".equals(ex.field());
			throw new Refusal((ex.field() == null) ? null : label ? "label" : "typed", ex.getMessage());
		}
	}

	private String page(CustomerPrincipal me, Model model) {
		model.addAttribute("me", this.customers.find(me.customerId()).orElseThrow(Mine::notFound));
		return "portal/details";
	}

	// Of records that are joined, the one that has the contact point.
	private CustomerNumber owner(CustomerPrincipal me, String of) {
		return (of != null) ? this.mine.number(me, of, CustomerNumber::parse) : number(me);
	}

	private static CustomerNumber number(CustomerPrincipal me) {
		return CustomerNumber.of(me.customerId());
	}

	private static ContactKind kind(Contact form) {
		return Arrays.stream(ContactKind.values())
			.filter((kind) -> kind.name().equals(form.kind()))
			.findFirst()
			.orElseThrow(() -> new Refusal("Say whether it is a telephone number, an e-mail or an address."));
	}

	/**
	 * A way to reach the customer, as typed.
	 *
	 * @param kind PHONE, EMAIL or POSTAL
	 * @param label what the customer calls it, or empty
	 * @param typed the number or address
	 */
	record Contact(String kind, String label, String typed) {
	}

}
