package app.accord.desk;

import java.io.IOException;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.care.Abouts;
import app.accord.care.CameBy;
import app.accord.care.CaseKind;
import app.accord.care.CasePriority;
import app.accord.care.Cases;
import app.accord.care.NewCase;
import app.accord.csv.Csv;
import app.accord.customer.CaseNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.refusal.Refusal;
import app.accord.speaking.Speaking;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The cases of one customer, and opening one. */
@Controller
@RequestMapping("/desk/customers/{number}")
class CustomerCases {

	/** How what is noted at a desk came. */
	private static final List<CameBy> WAYS = List.of(CameBy.PHONE, CameBy.EMAIL, CameBy.POST, CameBy.COUNTER,
			CameBy.WEB);

	private final OnDesk onDesk;

	private final Cases cases;

	private final Abouts abouts;

	private final Speaking speaking;

	CustomerCases(OnDesk onDesk, Cases cases, Abouts abouts, Speaking speaking) {
		this.abouts = abouts;
		this.onDesk = onDesk;
		this.cases = cases;
		this.speaking = speaking;
	}

	@GetMapping("/cases")
	String list(@PathVariable String number, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("asked", this.onDesk.number(number, CustomerNumber::parse));
		model.addAttribute("cases", this.cases.ofCustomer(customer.customerId(), false));
		return "desk/customer-cases";
	}

	@GetMapping("/cases.csv")
	void file(@PathVariable String number, HttpServletResponse response) throws IOException {
		CustomerProfile customer = this.onDesk.customer(number);
		Csv.write(response, "cases-" + customer.number(), CaseQueue.columns(),
				this.cases.ofCustomer(customer.customerId(), false).stream().map(CaseQueue::cells));
	}

	@GetMapping("/cases/new")
	String ask(@PathVariable String number, @RequestParam(defaultValue = "") String about, Model model) {
		model.addAttribute("form", new Form("", "", "", "", CameBy.PHONE.name(), about, "yes", Forms.newKey()));
		return sheet(this.onDesk.customer(number), model);
	}

	@PostMapping("/cases")
	String open(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = this.onDesk.customer(number);
		String view = sheet(customer, model);
		return Forms.attempt(errors, () -> open(actor, customer, form))
			.map((opened) -> Forms.done(response, "Case " + opened + " opened. The customer is told its number."))
			.orElseGet(() -> Forms.again(response, view));
	}

	private String open(Actor actor, CustomerProfile customer, Form form) {
		CameBy way = Forms.named(CameBy.class, form.cameBy())
			.filter(WAYS::contains)
			.orElseThrow(() -> new Refusal("cameBy", "Choose how it came."));
		String key = Forms.key(form.idempotencyKey());
		String opened = this.cases
			.open(actor,
					new NewCase(customer.customerId(), Forms.named(CaseKind.class, form.kind()).orElse(null),
							Forms.named(CasePriority.class, form.priority()).orElse(null), form.subject(),
							form.description(), way, form.about()),
					this.speaking.named(customer), key)
			.value();
		if (form.mine() != null) {
			this.cases.take(actor, CaseNumber.parse(opened), key + "-mine");
		}
		return opened;
	}

	private String sheet(CustomerProfile customer, Model model) {
		model.addAttribute("customer", customer);
		model.addAttribute("choices", this.abouts.of(customer.customerId()));
		model.addAttribute("ways", WAYS);
		CasePage.choices(model);
		return "desk/case-sheets :: open";
	}

	/**
	 * What is typed to open a case.
	 *
	 * @param kind what it is
	 * @param priority how urgent; empty: as usual
	 * @param subject one line
	 * @param description the customer's words
	 * @param cameBy how it came
	 * @param about a number, or empty
	 * @param mine present: whoever opens it looks after it
	 * @param idempotencyKey made when the sheet was shown
	 */
	record Form(String kind, String priority, String subject, String description, String cameBy, String about,
			String mine, String idempotencyKey) {
	}

}
