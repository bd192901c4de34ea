package app.accord.desk;

import java.util.ArrayList;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.billing.Welcoming;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContactKind;
import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.duplicates.Duplicates;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where a person or organisation becomes a customer. */
@Controller
class NewCustomerPage {

	private final Customers customers;

	private final Welcoming welcoming;

	private final Duplicates duplicates;

	NewCustomerPage(Customers customers, Welcoming welcoming, Duplicates duplicates) {
		this.customers = customers;
		this.welcoming = welcoming;
		this.duplicates = duplicates;
	}

	@GetMapping("/desk/customers/new")
	String show(@RequestParam(defaultValue = "") String name, Model model) {
		boolean phone = name.matches("[\\d\\s()+./-]{5,}");
		String[] parts = phone ? new String[0] : name.strip().split("\\s+", 2);
		model.addAttribute("form", new Form("PERSON", (parts.length > 0) ? parts[0] : "",
				(parts.length > 1) ? parts[1] : "", "", phone ? name : "", "", "", "en", "USD", Forms.newKey()));
		return "desk/new-customer";
	}

	@PostMapping("/desk/customers")
	String create(@ModelAttribute("form") Form form, BindingResult errors,
			@RequestParam(defaultValue = "") List<String> others, Actor actor, HttpServletResponse response,
			Model model, RedirectAttributes after) {
		if (form != null) {
			form.refuseEmptyNames(errors);
		}
		return Forms.attempt(errors, () -> create(form, others, actor)).map((number) -> {
			this.duplicates.somebodyElse(actor, number, others);
			after.addFlashAttribute("toast", "Customer " + number + " is there, with a first billing account.");
			return "redirect:/desk/customers/" + number;
		}).orElseGet(() -> {
			model.addAttribute("suspects", (form != null) ? this.duplicates.of(form.customer()) : List.of());
			model.addAttribute("others", others);
			model.addAttribute("root", "/desk/customers/");
			return Forms.again(response, "desk/new-customer");
		});
	}

	private CustomerNumber create(Form form, List<String> others, Actor actor) {
		if (!AccountSheet.CURRENCIES.contains(form.currency())) {
			throw new Refusal("currency", "Choose the currency of the bills.");
		}
		String key = Forms.key(form.idempotencyKey());
		if (!this.welcoming.done(actor, key)) {
			refuseTwice(form.customer(), others);
		}
		return AccountNumber.parse(this.welcoming.welcome(actor, form.customer(), "Main account", form.currency(), key))
			.customer();
	}

	/** Whoever types faster than the page answers is asked once. */
	private void refuseTwice(NewCustomer customer, List<String> others) {
		this.customers.check(customer);
		if (this.duplicates.of(customer)
			.stream()
			.anyMatch((suspect) -> !others.contains(suspect.customer().number().toString()))) {
			throw new Refusal(
					"This may be somebody whom we know already. Open that customer, or say below that it is somebody else.");
		}
	}

	/** What is typed on the page. */
	record Form(String kind, String givenName, String familyName, String organization, String phone, String email,
			String postal, String language, String currency, String idempotencyKey) {

		boolean person() {
			return !"ORGANIZATION".equals(this.kind);
		}

		void refuseEmptyNames(BindingResult errors) {
			if (person() && blank(this.givenName) && blank(this.familyName)) {
				errors.rejectValue("familyName", "empty", "Write the name, as it stands on letters.");
			}
			if (!person() && blank(this.organization)) {
				errors.rejectValue("organization", "empty", "Write the organisation’s name.");
			}
		}

		NewCustomer customer() {
			List<NewContactPoint> points = new ArrayList<>();
			add(points, ContactKind.PHONE, this.phone);
			add(points, ContactKind.EMAIL, this.email);
			add(points, ContactKind.POSTAL, this.postal);
			return person()
					? new NewCustomer(CustomerKind.PERSON, null, this.givenName, this.familyName, this.language, null,
							null, points, null)
					: new NewCustomer(CustomerKind.ORGANIZATION, this.organization, null, null, this.language, null,
							null, points, null);
		}

		private static void add(List<NewContactPoint> points, ContactKind kind, String typed) {
			if (!blank(typed)) {
				points.add(new NewContactPoint(kind, null, typed, true));
			}
		}

		private static boolean blank(String typed) {
			return typed == null || typed.isBlank();
		}

	}

}
