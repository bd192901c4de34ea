package app.accord.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Numbers;
import app.accord.customer.Typed;
import app.accord.refusal.Refusal;
import app.accord.relationship.Circles;
import app.accord.relationship.NewAuthority;
import app.accord.relationship.NewPayer;
import app.accord.relationship.NewRelation;
import app.accord.relationship.Relationship;
import app.accord.relationship.Relationships;
import app.accord.relationship.Role;
import app.accord.relationship.Scope;
import app.accord.search.CustomerSearch;
import app.accord.security.StaffPrincipal;
import app.accord.speaking.Speaking;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The people around a customer: household or organisation, who may speak for whom, who
 * pays.
 */
@Controller
@RequestMapping("/desk/customers/{number}")
class PeoplePage {

	private static final int FOUND = 6;

	private final OnDesk onDesk;

	private final Relationships relationships;

	private final Circles circles;

	private final Customers customers;

	private final BillingAccounts accounts;

	private final CustomerSearch search;

	private final CustomerScreen screen;

	private final Speaking speaking;

	private final BusinessCalendar calendar;

	PeoplePage(OnDesk onDesk, Relationships relationships, Circles circles, Customers customers,
			BillingAccounts accounts, CustomerSearch search, CustomerScreen screen, Speaking speaking,
			BusinessCalendar calendar) {
		this.customers = customers;
		this.onDesk = onDesk;
		this.relationships = relationships;
		this.circles = circles;
		this.accounts = accounts;
		this.search = search;
		this.screen = screen;
		this.speaking = speaking;
		this.calendar = calendar;
	}

	@GetMapping("/people")
	String show(@PathVariable String number, Model model) {
		page(number, model);
		return "desk/people";
	}

	@GetMapping("/people/list")
	String list(@PathVariable String number, Model model) {
		page(number, model);
		return "desk/people :: list";
	}

	/** Who else could be meant, while a name or number is typed. */
	@GetMapping("/people/found")
	String found(@PathVariable String number, @RequestParam(defaultValue = "") String q,
			@AuthenticationPrincipal StaffPrincipal me, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("q", q);
		model.addAttribute("hits",
				this.search.suggest(q, FOUND, me.username())
					.items()
					.stream()
					.filter((hit) -> !customer.has(hit.customerId()))
					.toList());
		return "desk/people :: found";
	}

	@GetMapping("/people/{what:relation|authority|payer}/new")
	String ask(@PathVariable String number, @PathVariable String what, Model model) {
		CustomerProfile customer = sheet(number, model);
		LocalDate today = this.calendar.today();
		model.addAttribute("form",
				new Form("", "", "", List.of(), "", today.toString(), today.toString(), "",
						this.accounts.of(customer.customerId())
							.stream()
							.findFirst()
							.map((account) -> account.number().toString())
							.orElse(""),
						"", Forms.newKey()));
		return "desk/people :: " + what;
	}

	@PostMapping("/people/relation")
	String relate(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = sheet(number, model);
		return Forms
			.attempt(errors,
					() -> this.relationships.relate(actor,
							new NewRelation(customer.number(), form.chosen(),
									Forms.choice(Role.class, form.role(), "role",
											"Choose what they are to each other."),
									Typed.clean(form.called()), form.first(), form.last(), form.reason()),
							Forms.key(form.idempotencyKey())))
			.map((done) -> Forms.done(response, "Noted with both."))
			.orElseGet(() -> again(form, "relation", model, response));
	}

	@PostMapping("/people/authority")
	String authorise(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = sheet(number, model);
		return Forms
			.attempt(errors, () -> this.relationships.authorise(actor,
					new NewAuthority(customer.number(), form.chosen(), form.chosenScopes(), form.proof(),
							Forms.day("proofSeenOn", form.proofSeenOn()), form.first(), form.last(), form.reason()),
					Forms.key(form.idempotencyKey())))
			.map((done) -> Forms.done(response, "Noted: it holds from the first day that you chose."))
			.orElseGet(() -> again(form, "authority", model, response));
	}

	@PostMapping("/people/payer")
	String namePayer(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = sheet(number, model);
		return Forms.attempt(errors, () -> {
			AccountNumber account = this.onDesk.account(customer, form.account()).number();
			return this.relationships.namePayer(actor,
					new NewPayer(account, form.chosen(), form.first(), form.last(), form.reason()),
					Forms.key(form.idempotencyKey()));
		})
			.map((done) -> Forms.done(response, "Bills, reminders and pay links go to the payer now."))
			.orElseGet(() -> again(form, "payer", model, response));
	}

	@GetMapping("/people/{id}/end")
	String askEnd(@PathVariable String number, @PathVariable long id, Model model) {
		model.addAttribute("form", new End("", Forms.newKey()));
		return ending(number, id, model);
	}

	@PostMapping("/people/{id}/end")
	String end(@PathVariable String number, @PathVariable long id, @ModelAttribute("form") End form,
			BindingResult errors, Actor actor, Model model, HttpServletResponse response) {
		CustomerProfile customer = this.onDesk.customer(number);
		return Forms
			.attempt(errors,
					() -> this.relationships.end(actor, customer.number(), id, form.reason(),
							Forms.key(form.idempotencyKey())))
			.map((done) -> Forms.done(response, "Ended. Open pages lose it at once."))
			.orElseGet(() -> Forms.again(response, ending(number, id, model)));
	}

	/** With whom the employee is speaking from now on. */
	@PostMapping("/speaking-with")
	String speakWith(@PathVariable String number, @RequestParam(defaultValue = "") String person, HttpSession session,
			Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		this.speaking.with(session, customer.customerId(), person);
		model.addAttribute("asked", this.onDesk.number(number, CustomerNumber::parse));
		this.screen.show(model, customer, null, TimelineView.STEP);
		return "desk/customer :: heading";
	}

	private String ending(String number, long id, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("what",
				this.relationships.of(customer.customerId())
					.stream()
					.filter((each) -> each.id() == id)
					.findFirst()
					.orElseThrow(() -> new org.springframework.web.server.ResponseStatusException(
							org.springframework.http.HttpStatus.NOT_FOUND)));
		return "desk/people :: end";
	}

	/** The sheet once more; whoever was chosen is shown with the name. */
	private String again(Form form, String what, Model model, HttpServletResponse response) {
		if (form.other() != null) {
			Numbers.read(form.other())
				.flatMap((number) -> this.customers.find(number.customerId()))
				.ifPresent((who) -> model.addAttribute("who", who.name()));
		}
		return Forms.again(response, "desk/people :: " + what);
	}

	private CustomerProfile sheet(String number, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("roles", Role.relationsOf(customer.kind()));
		model.addAttribute("scopes", Scope.values());
		model.addAttribute("accounts", this.accounts.of(customer.customerId()));
		return customer;
	}

	private void page(String number, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		LocalDate today = this.calendar.today();
		List<Relationship> all = this.relationships.of(customer.customerId());
		model.addAttribute("customer", customer);
		model.addAttribute("asked", this.onDesk.number(number, CustomerNumber::parse));
		model.addAttribute("circle", this.circles.of(customer.customerId()));
		model.addAttribute("people", new Ties(all, today));
	}

	/**
	 * What is typed in one of the sheets.
	 *
	 * @param other the other customer's number
	 * @param role what the other is
	 * @param called the same in their own words
	 * @param scopes how far the other may speak
	 * @param proof what was shown
	 * @param proofSeenOn when
	 * @param from the first day
	 * @param until the last day, or empty
	 * @param account which is paid for
	 * @param reason why
	 * @param idempotencyKey made when the sheet was shown
	 */
	record Form(String other, String role, String called, List<String> scopes, String proof, String proofSeenOn,
			String from, String until, String account, String reason, String idempotencyKey) {

		CustomerNumber chosen() {
			if (this.other == null || this.other.isBlank()) {
				throw new Refusal("other", "Find the other customer, and choose one of those found.");
			}
			try {
				return CustomerNumber.parse(this.other);
			}
			catch (Refusal ex) {
				throw new Refusal("other", ex.getMessage());
			}
		}

		Set<Scope> chosenScopes() {
			Set<Scope> chosen = EnumSet.noneOf(Scope.class);
			if (this.scopes != null) {
				this.scopes.forEach((scope) -> chosen
					.add(Forms.choice(Scope.class, scope, "scopes", "Tick what the person may do.")));
			}
			return chosen;
		}

		LocalDate first() {
			return day("from", this.from);
		}

		LocalDate last() {
			return day("until", this.until);
		}

		private static LocalDate day(String field, String typed) {
			return (typed == null || typed.isBlank()) ? null : Forms.day(field, typed);
		}

	}

	/** Why something ends. */
	record End(String reason, String idempotencyKey) {
	}

	/**
	 * What the customer has with others.
	 *
	 * @param all everything, newest first
	 * @param today the day as of which it is shown
	 */
	record Ties(List<Relationship> all, LocalDate today) {

		/** What they are to each other. */
		public List<Relationship> relations() {
			return this.all.stream().filter((each) -> each.open(this.today) && each.role().relation()).toList();
		}

		/** The same by the other, each with all that they are. */
		public List<Other> others() {
			Map<CustomerNumber, Other> others = new LinkedHashMap<>();
			relations().forEach((each) -> others
				.computeIfAbsent(each.other(), (number) -> new Other(number, each.otherName(), new ArrayList<>()))
				.titles()
				.add(each.title()));
			return List.copyOf(others.values());
		}

		/** What is of one of these roles. */
		public List<Relationship> of(String... roles) {
			return this.all.stream()
				.filter((each) -> each.open(this.today) && Arrays.asList(roles).contains(each.role().name()))
				.toList();
		}

		/** What has ended or is over. */
		public List<Relationship> past() {
			return this.all.stream().filter((each) -> !each.open(this.today)).toList();
		}

		/** Another customer, with all that this one is. */
		public record Other(CustomerNumber number, String name, List<String> titles) {
		}

		/** Whether it begins on a later day. */
		public boolean later(Relationship one) {
			return one.from().isAfter(this.today);
		}

	}

}
