package app.accord.desk;

import app.accord.actor.Actor;
import app.accord.customer.ContactKind;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.NewContactPoint;
import app.accord.customer.Reachable;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** How a customer is reached: added, corrected, marked, removed. */
@Controller
@RequestMapping("/desk/customers/{number}/contact-points")
class ContactSheets {

	private final OnDesk onDesk;

	private final Customers customers;

	private final TransactionTemplate together;

	ContactSheets(OnDesk onDesk, Customers customers, TransactionTemplate together) {
		this.onDesk = onDesk;
		this.customers = customers;
		this.together = together;
	}

	@GetMapping("/new")
	String showNew(@PathVariable String number, Model model) {
		model.addAttribute("customer", this.onDesk.customer(number));
		model.addAttribute("form", new Form("PHONE", "", "", null, "UNKNOWN", "", null));
		return "desk/details :: newPoint";
	}

	@PostMapping
	String add(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		return Forms
			.attempt(errors, () -> saying(() -> this.customers.addContactPoint(actor, customer.number(),
					new NewContactPoint(Forms.choice(ContactKind.class, form.kind(), "kind", "Choose what it is."),
							form.named(), form.typed(), form.preferred() != null))))
			.map((id) -> Forms.done(response, "Added."))
			.orElseGet(() -> Forms.again(response, "desk/details :: newPoint"));
	}

	@GetMapping("/{id}")
	String show(@PathVariable String number, @PathVariable int id, Model model) {
		ContactPointView point = point(model, number, id);
		model.addAttribute("form", new Form(point.kind().name(), point.label(), point.typed(),
				point.preferred() ? "yes" : null, point.reachable().name(), point.reachableReason(), null));
		return "desk/details :: point";
	}

	@PostMapping("/{id}")
	String change(@PathVariable String number, @PathVariable int id, @ModelAttribute("form") Form form,
			BindingResult errors, Actor actor, Model model, HttpServletResponse response) {
		ContactPointView point = point(model, number, id);
		CustomerProfile customer = this.onDesk.customer(number);
		return Forms.attempt(errors, () -> saying(() -> this.together.execute((status) -> {
			change(actor, customer, point, form);
			return true;
		})))
			.map((done) -> Forms.done(response, (form.end() != null) ? point.shown() + " removed." : "Saved."))
			.orElseGet(() -> Forms.again(response, "desk/details :: point"));
	}

	private void change(Actor actor, CustomerProfile customer, ContactPointView point, Form form) {
		if (form.end() != null) {
			this.customers.endContactPoint(actor, point.owner(), point.id(), Forms.reason(form.reason()));
			return;
		}
		if (!point.typed().equals(form.typed()) || !form.sameLabel(point.label())) {
			this.customers.changeContactPoint(actor, point.owner(), point.id(), form.named(), form.typed());
		}
		if (form.preferred() != null && !point.preferred()) {
			this.customers.preferContactPoint(actor, point.owner(), point.id());
		}
		Reachable reachable = Forms.choice(Reachable.class, form.reachable(), "reachable", "Choose one.");
		String reason = (reachable == Reachable.NO) ? Forms.reason(form.reason()) : null;
		if (reachable != point.reachable()
				|| reachable == Reachable.NO && !form.reason().strip().equals(point.reachableReason())) {
			this.customers.markReachable(actor, point.owner(), point.id(), reachable, reason);
		}
	}

	// The sheet has one field for what the module knows by the kind's name.
	private static <T> T saying(java.util.function.Supplier<T> act) {
		try {
			return act.get();
		}
		catch (Refusal ex) {
			boolean value = ex.field() != null && ex.field().matches("phone|email|postal");
			throw value ? new Refusal("typed", ex.getMessage()) : ex;
		}
	}

	private ContactPointView point(Model model, String number, int id) {
		CustomerProfile customer = this.onDesk.customer(number);
		CustomerNumber record = this.onDesk.number(number, CustomerNumber::parse);
		ContactPointView point = customer.contactPoints()
			.stream()
			.filter((each) -> each.id() == id && each.owner().equals(record))
			.findFirst()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		model.addAttribute("customer", customer);
		model.addAttribute("point", point);
		return point;
	}

	/** What is typed in the sheet. */
	record Form(String kind, String label, String typed, String preferred, String reachable, String reason,
			String end) {

		String named() {
			return (this.label == null || this.label.isBlank()) ? null : this.label.strip();
		}

		boolean sameLabel(String other) {
			return java.util.Objects.equals(named(), other);
		}

	}

}
