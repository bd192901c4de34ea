package app.accord.counter;

import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.care.Abouts;
import app.accord.care.Asked;
import app.accord.care.CameBy;
import app.accord.care.CaseEntry;
import app.accord.care.CaseKind;
import app.accord.care.CaseView;
import app.accord.care.Cases;
import app.accord.care.NewCase;
import app.accord.care.TalkLine;
import app.accord.customer.CaseNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.MalformedNumber;
import app.accord.message.Readers;
import app.accord.speaking.Speaking;
import app.accord.ui.Forms;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What customers ask and complain of in a shop. */
@Controller
class CounterCases {

	private final Till till;

	private final Cases cases;

	private final Abouts abouts;

	private final Readers readers;

	private final Speaking speaking;

	CounterCases(Till till, Cases cases, Abouts abouts, Readers readers, Speaking speaking) {
		this.till = till;
		this.cases = cases;
		this.abouts = abouts;
		this.readers = readers;
		this.speaking = speaking;
	}

	@GetMapping("/counter/customers/{number}/cases")
	String list(@PathVariable String number, Model model) {
		String key = UUID.randomUUID().toString();
		model.addAttribute("form", new Form("", "", "", "", key));
		model.addAttribute("key", key);
		return list(this.till.customer(number), model);
	}

	@PostMapping("/counter/customers/{number}/cases")
	String open(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		CustomerProfile customer = this.till.customer(number);
		String[] opened = new String[1];
		if (Forms.done(errors,
				() -> opened[0] = this.cases
					.open(actor, asked(customer, form), this.speaking.named(customer), form.key())
					.value())) {
			after.addFlashAttribute("opened", true);
			return back(opened[0]);
		}
		response.setStatus(422);
		model.addAttribute("key", Forms.key(errors, (form != null) ? form.idempotencyKey() : null));
		return list(customer, model);
	}

	@GetMapping("/counter/cases/{number}")
	String show(@PathVariable String number, Model model) {
		String key = UUID.randomUUID().toString();
		model.addAttribute("form", new Words("", key));
		model.addAttribute("key", key);
		return page(find(number), model);
	}

	/** What the customer adds in the shop. */
	@PostMapping("/counter/cases/{number}/words")
	String say(@PathVariable String number, @ModelAttribute("form") Words form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		CaseView found = find(number);
		return answer(found, form, errors, model, response, after, "Written down.", () -> this.cases.say(actor,
				found.row().number(), form.text(), this.speaking.named(customer(found)), form.key("say")));
	}

	/** The customer says that it is solved. */
	@PostMapping("/counter/cases/{number}/closing")
	String close(@PathVariable String number, @ModelAttribute("form") Words form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		CaseView found = find(number);
		return answer(found, form, errors, model, response, after, "Closed.",
				() -> this.cases.close(actor, found.row().number(), form.key("close")));
	}

	/** The customer says that it isn't solved. */
	@PostMapping("/counter/cases/{number}/reopening")
	String reopen(@PathVariable String number, @ModelAttribute("form") Words form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		CaseView found = find(number);
		return answer(found, form, errors, model, response, after, "Opened again. It is looked at anew.",
				() -> Forms.naming("reason", "text",
						() -> this.cases.reopen(actor, found.row().number(), form.text(), form.key("reopen"))));
	}

	private String answer(CaseView found, Words form, BindingResult errors, Model model, HttpServletResponse response,
			RedirectAttributes after, String done, Runnable what) {
		String number = found.row().number().toString();
		if (Forms.done(errors, what)) {
			after.addFlashAttribute("toast", done);
			return back(number);
		}
		response.setStatus(422);
		model.addAttribute("key", Forms.key(errors, (form != null) ? form.idempotencyKey() : null));
		return page(find(number), model);
	}

	private NewCase asked(CustomerProfile customer, Form form) {
		CaseKind kind = Forms.choice(CaseKind.class, form.kind(), "kind", "Tap what it is.");
		return new NewCase(customer.customerId(), kind, null, form.subject(), form.description(), CameBy.COUNTER,
				(form.about() == null || form.about().isBlank()) ? null : form.about());
	}

	private String list(CustomerProfile customer, Model model) {
		model.addAttribute("customer", customer);
		model.addAttribute("page", new Asked(this.cases.ofCustomer(customer.customerId(), false)));
		model.addAttribute("kinds", CaseKind.values());
		model.addAttribute("choices",
				this.abouts.of(customer.customerId())
					.stream()
					.collect(Collectors.groupingBy(Abouts.Choice::group, LinkedHashMap::new, Collectors.toList())));
		return "counter/cases";
	}

	private String page(CaseView found, Model model) {
		CustomerProfile customer = customer(found);
		model.addAttribute("customer", customer);
		model.addAttribute("view", found);
		model.addAttribute("lines", TalkLine.of(found, CounterCases::who));
		model.addAttribute("reach", this.readers.reach(customer).orElse(null));
		return "counter/case";
	}

	private CaseView find(String number) {
		try {
			return this.cases.find(CaseNumber.parse(number)).orElseThrow(Till::notFound);
		}
		catch (MalformedNumber ex) {
			throw Till.notFound();
		}
	}

	private CustomerProfile customer(CaseView found) {
		return this.till.customer(found.row().number().customer().toString());
	}

	private static String who(CaseEntry entry) {
		return (TalkLine.ownSide(entry) && !entry.byCustomer())
				? ((entry.speaker() != null) ? entry.speaker() : "the customer") + ", written down by " + entry.byName()
				: entry.byName();
	}

	private static String back(String number) {
		return "redirect:/counter/cases/" + number;
	}

	/**
	 * A case as it is written down.
	 *
	 * @param kind a {@link CaseKind}
	 * @param subject one line
	 * @param description the customer's words
	 * @param about the number of what it is about; may be empty
	 * @param idempotencyKey made when the form was shown
	 */
	record Form(String kind, String subject, String description, String about, String idempotencyKey) {

		String key() {
			return Till.key(this.idempotencyKey);
		}

	}

	/**
	 * What the customer adds.
	 *
	 * @param text the words
	 * @param idempotencyKey made when the form was shown
	 */
	record Words(String text, String idempotencyKey) {

		/** The page's forms share what it was shown with. */
		String key(String what) {
			return what + "-" + Till.key(this.idempotencyKey);
		}

	}

}
