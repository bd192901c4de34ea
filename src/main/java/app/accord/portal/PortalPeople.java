package app.accord.portal;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.relationship.Relationship;
import app.accord.relationship.Relationships;
import app.accord.relationship.Role;
import app.accord.security.CustomerPrincipal;
import app.accord.time.BusinessCalendar;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who may act for the customer, for whom the customer may act, and who pays for whom. */
@Controller
class PortalPeople {

	private final Relationships relationships;

	private final BusinessCalendar calendar;

	PortalPeople(Relationships relationships, BusinessCalendar calendar) {
		this.relationships = relationships;
		this.calendar = calendar;
	}

	@GetMapping("/portal/people")
	String show(@AuthenticationPrincipal CustomerPrincipal me, Model model) {
		LocalDate today = this.calendar.today();
		List<Relationship> open = this.relationships.of(me.customerId())
			.stream()
			.filter((each) -> each.open(today) && !each.role().relation())
			.toList();
		model.addAttribute("page", new Page(of(open, Role.REPRESENTATIVE), of(open, Role.REPRESENTED),
				of(open, Role.PAYER), of(open, Role.PAID_FOR)));
		return "portal/people";
	}

	/** What one gave one may take back, and what one was given one may give up. */
	@PostMapping("/portal/people/{id}/end")
	String end(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable long id, @RequestParam String key,
			Actor actor, RedirectAttributes after) {
		boolean known = this.relationships.of(me.customerId())
			.stream()
			.anyMatch((each) -> each.id() == id && !each.role().relation());
		if (!known) {
			throw Mine.notFound();
		}
		try {
			this.relationships.end(actor, CustomerNumber.of(me.customerId()), id, "Ended on the portal", key);
			after.addFlashAttribute("toast", "Ended. It holds at once.");
		}
		catch (NotFound ex) {
			throw Mine.notFound();
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/portal/people";
	}

	/** The line that says for whom one acts; refreshes by itself. */
	@GetMapping("/portal/acting")
	String acting() {
		return "portal/frame :: acting";
	}

	private static List<Relationship> of(List<Relationship> all, Role role) {
		Predicate<Relationship> wanted = (each) -> each.role() == role;
		return all.stream().filter(wanted).toList();
	}

	/**
	 * What the page shows.
	 *
	 * @param mayActForMe who may act for the customer
	 * @param iMayActFor for whom the customer may act
	 * @param paysForMe who is asked to pay the customer's accounts
	 * @param iPayFor whose accounts the customer is asked to pay
	 */
	record Page(List<Relationship> mayActForMe, List<Relationship> iMayActFor, List<Relationship> paysForMe,
			List<Relationship> iPayFor) {

		/** Whether there is nothing at all. */
		public boolean empty() {
			return this.mayActForMe.isEmpty() && this.iMayActFor.isEmpty() && this.paysForMe.isEmpty()
					&& this.iPayFor.isEmpty();
		}

		/** For the forms: the same for each sending of the same page. */
		public String key() {
			return UUID.randomUUID().toString();
		}

	}

}
