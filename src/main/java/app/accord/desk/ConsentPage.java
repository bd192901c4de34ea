package app.accord.desk;

import java.time.Instant;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.consent.ConsentAnswer;
import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentEntry;
import app.accord.consent.ConsentLine;
import app.accord.consent.ConsentPurpose;
import app.accord.consent.ConsentSheet;
import app.accord.consent.Consents;
import app.accord.consent.SaidConsent;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.speaking.Speaking;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What a customer may be sent and called about: what holds, its history, noting it. */
@Controller
@RequestMapping("/desk/customers/{number}/consents")
class ConsentPage {

	private final OnDesk onDesk;

	private final Consents consents;

	private final Speaking speaking;

	private final BusinessCalendar calendar;

	ConsentPage(OnDesk onDesk, Consents consents, Speaking speaking, BusinessCalendar calendar) {
		this.onDesk = onDesk;
		this.consents = consents;
		this.speaking = speaking;
		this.calendar = calendar;
	}

	@GetMapping
	String show(@PathVariable String number, Model model) {
		page(number, model);
		return "desk/consents";
	}

	@GetMapping("/list")
	String list(@PathVariable String number, Model model) {
		page(number, model);
		return "desk/consents :: list";
	}

	@GetMapping("/new")
	String ask(@PathVariable String number, @RequestParam(defaultValue = "") String purpose,
			@RequestParam(defaultValue = "") String channel, Model model) {
		sheet(number, model);
		model.addAttribute("form", new Form(List.of(purpose), List.of(channel), "", "",
				this.calendar.today().toString(), "", Forms.newKey()));
		return "desk/consents :: note";
	}

	@PostMapping
	String note(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = sheet(number, model);
		return Forms.attempt(errors, () -> {
			SaidConsent said = said(customer, form);
			this.consents.note(actor, said, Forms.key(form.idempotencyKey()));
			return said;
		})
			.map((said) -> Forms.done(response, noted(said)))
			.orElseGet(() -> Forms.again(response, "desk/consents :: note"));
	}

	private SaidConsent said(CustomerProfile customer, Form form) {
		ConsentAnswer answer = Forms.choice(ConsentAnswer.class, form.answer(), "answer",
				"Choose what the customer answered.");
		Channel through = SaidConsent.WAYS.stream()
			.filter((way) -> way.name().equals(form.through()))
			.findFirst()
			.orElse(null);
		Instant at = this.consents.on(Forms.day("saidOn", form.saidOn()), answer);
		return new SaidConsent(customer.customerId(), SaidConsent.ticked(ConsentPurpose.class, form.purposes()),
				SaidConsent.ticked(ConsentChannel.class, form.channels()), answer, at, through, form.origin(), false,
				this.speaking.named(customer));
	}

	// An answer of an earlier day may not be what holds.
	private String noted(SaidConsent said) {
		ConsentSheet sheet = this.consents.of(said.customerId());
		boolean holds = said.purposes()
			.stream()
			.allMatch((purpose) -> said.channels()
				.stream()
				.allMatch((channel) -> sheet.of(purpose, channel).answer() == said.answer()));
		return holds ? "Noted. It holds at once, on every channel."
				: "Noted. Not all of it holds: something that counts more was said later.";
	}

	@GetMapping("/{id}/undo")
	String askUndo(@PathVariable String number, @PathVariable long id, Model model) {
		model.addAttribute("form", new Undo("", Forms.newKey()));
		return undoing(number, id, model);
	}

	@PostMapping("/{id}/undo")
	String undo(@PathVariable String number, @PathVariable long id, @ModelAttribute("form") Undo form,
			BindingResult errors, Actor actor, Model model, HttpServletResponse response) {
		String view = undoing(number, id, model);
		CustomerProfile customer = this.onDesk.customer(number);
		return Forms
			.attempt(errors,
					() -> this.consents.undo(actor, customer.customerId(), id, form.reason(),
							Forms.key(form.idempotencyKey())))
			.map((done) -> Forms.done(response, "Undone by a new line. What held before holds again."))
			.orElseGet(() -> Forms.again(response, view));
	}

	private String undoing(String number, long id, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("line",
				this.consents.history(customer.customerId())
					.stream()
					.filter((line) -> line.entry().id() == id)
					.findFirst()
					.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
		return "desk/consents :: undo";
	}

	private CustomerProfile sheet(String number, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("purposes", ConsentPurpose.values());
		model.addAttribute("channels", ConsentChannel.values());
		model.addAttribute("ways",
				SaidConsent.WAYS.stream().map((way) -> new Way(way.name(), ConsentEntry.how(way))).toList());
		return customer;
	}

	private void page(String number, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		List<ConsentLine> history = this.consents.history(customer.customerId());
		model.addAttribute("customer", customer);
		model.addAttribute("asked", this.onDesk.number(number, CustomerNumber::parse));
		model.addAttribute("consents", this.consents.of(customer.customerId()));
		model.addAttribute("history", history);
	}

	/** How something can be said, and in words. */
	record Way(String name, String words) {
	}

	/**
	 * What is typed in the sheet.
	 *
	 * @param purposes what for
	 * @param channels by which ways
	 * @param answer GIVEN, REFUSED or WITHDRAWN
	 * @param through how it was said
	 * @param saidOn the day, ISO
	 * @param origin where it was said, or what was signed
	 * @param idempotencyKey made when the sheet was shown
	 */
	record Form(List<String> purposes, List<String> channels, String answer, String through, String saidOn,
			String origin, String idempotencyKey) {
	}

	/**
	 * What is typed to undo an answer.
	 *
	 * @param reason what was wrong with it
	 * @param idempotencyKey made when the sheet was shown
	 */
	record Undo(String reason, String idempotencyKey) {
	}

}
