package app.accord.desk;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import app.accord.actor.Actor;
import app.accord.care.CaseKind;
import app.accord.care.CasePriority;
import app.accord.care.CaseRow;
import app.accord.care.CaseView;
import app.accord.care.Cases;
import app.accord.customer.CaseNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.refusal.Refusal;
import app.accord.security.StaffPrincipal;
import app.accord.speaking.Speaking;
import app.accord.staff.Staff;
import app.accord.staff.StaffMember;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.http.HttpStatus;
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
import org.springframework.web.server.ResponseStatusException;

/** A case: what was said, what is to be done and by when; answering it, and moving it. */
@Controller("deskCasePage")
@RequestMapping("/desk/cases/{number}")
class CasePage {

	private static final String SHEETS = "hold|resolution|reopening|cancellation|rejection";

	private final OnDesk onDesk;

	private final Cases cases;

	private final Staff staff;

	private final Speaking speaking;

	CasePage(OnDesk onDesk, Cases cases, Staff staff, Speaking speaking) {
		this.onDesk = onDesk;
		this.cases = cases;
		this.staff = staff;
		this.speaking = speaking;
	}

	@GetMapping
	String show(@PathVariable String number, @AuthenticationPrincipal StaffPrincipal me, Model model,
			HttpSession session) {
		CaseView shown = put(number, me, model);
		this.onDesk.saw(session, shown.row().customerId());
		model.addAttribute("form", Composer.empty(shown));
		return "desk/case";
	}

	@GetMapping("/{part:heading|thread|side}")
	String part(@PathVariable String number, @PathVariable String part, @AuthenticationPrincipal StaffPrincipal me,
			Model model) {
		put(number, me, model);
		return "desk/case :: " + part;
	}

	/** What can be written now; what was chosen stays where it can. */
	@GetMapping("/choices")
	String choices(@PathVariable String number, @RequestParam(defaultValue = "reply") String what,
			@AuthenticationPrincipal StaffPrincipal me, Model model) {
		put(number, me, model);
		model.addAttribute("form", new Composer(what, "", null, null));
		return "desk/case :: choices";
	}

	/** Answers, asks back, notes something, or writes down what the customer said. */
	@PostMapping("/entries")
	String write(@PathVariable String number, @ModelAttribute("form") Composer form, BindingResult errors, Actor actor,
			@AuthenticationPrincipal StaffPrincipal me, Model model, HttpServletResponse response) {
		CaseNumber one = number(number);
		var written = Forms.attempt(errors, () -> write(actor, one, form));
		CaseView shown = put(number, me, model);
		if (written.isEmpty()) {
			return Forms.again(response, "desk/case :: composer");
		}
		Forms.toast(response, written.get());
		model.addAttribute("form", Composer.empty(shown));
		model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + "form");
		return "desk/case :: composer";
	}

	private String write(Actor actor, CaseNumber number, Composer form) {
		String key = Forms.key(form.idempotencyKey());
		return switch ((form.what() != null) ? form.what() : "") {
			case "reply" -> {
				this.cases.reply(actor, number, form.text(), false, form.seenNo(), key);
				yield "Sent to the customer.";
			}
			case "ask" -> {
				this.cases.reply(actor, number, form.text(), true, form.seenNo(), key);
				yield "Sent. It waits for the customer now.";
			}
			case "note" -> {
				this.cases.note(actor, number, form.text(), key);
				yield "Noted, for staff only.";
			}
			case "said" -> {
				CustomerProfile customer = this.onDesk.customer(number.customer().toString());
				this.cases.say(actor, number, form.text(), this.speaking.named(customer), key);
				yield "Written down.";
			}
			default -> throw new Refusal("what", "Choose what it is.");
		};
	}

	@PostMapping("/taking")
	String take(@PathVariable String number, @RequestParam String idempotencyKey, Actor actor,
			HttpServletResponse response) {
		this.cases.take(actor, number(number), Forms.key(idempotencyKey));
		return Forms.done(response, "It is yours.");
	}

	@PostMapping("/progress")
	String goOn(@PathVariable String number, @RequestParam String idempotencyKey, Actor actor,
			HttpServletResponse response) {
		this.cases.goOn(actor, number(number), Forms.key(idempotencyKey));
		return Forms.done(response, "In progress.");
	}

	@PostMapping("/closure")
	String close(@PathVariable String number, @RequestParam String idempotencyKey, Actor actor,
			HttpServletResponse response) {
		this.cases.close(actor, number(number), Forms.key(idempotencyKey));
		return Forms.done(response, "Closed.");
	}

	@GetMapping("/owner")
	String askOwner(@PathVariable String number, @AuthenticationPrincipal StaffPrincipal me, Model model) {
		CaseRow row = put(number, me, model).row();
		model.addAttribute("form", new Owner((row.owner() != null) ? row.owner() : "", Forms.newKey()));
		return "desk/case-sheets :: owner";
	}

	@PostMapping("/owner")
	String assign(@PathVariable String number, @ModelAttribute("form") Owner form, BindingResult errors, Actor actor,
			@AuthenticationPrincipal StaffPrincipal me, Model model, HttpServletResponse response) {
		put(number, me, model);
		return Forms
			.attempt(errors,
					() -> this.cases.assign(actor, number(number), form.owner(), Forms.key(form.idempotencyKey())))
			.map((done) -> Forms.done(response,
					(form.owner() == null || form.owner().isBlank()) ? "It is nobody’s now." : "Given."))
			.orElseGet(() -> Forms.again(response, "desk/case-sheets :: owner"));
	}

	@GetMapping("/change")
	String askChange(@PathVariable String number, @AuthenticationPrincipal StaffPrincipal me, Model model) {
		CaseRow row = put(number, me, model).row();
		choices(model);
		model.addAttribute("form", new Change(row.kind().name(), row.priority().name(), row.subject(), Forms.newKey()));
		return "desk/case-sheets :: change";
	}

	@PostMapping("/change")
	String change(@PathVariable String number, @ModelAttribute("form") Change form, BindingResult errors, Actor actor,
			@AuthenticationPrincipal StaffPrincipal me, Model model, HttpServletResponse response) {
		put(number, me, model);
		choices(model);
		return Forms.attempt(errors,
				() -> this.cases.change(actor, number(number), Forms.named(CaseKind.class, form.kind()).orElse(null),
						Forms.named(CasePriority.class, form.priority()).orElse(null), form.subject(),
						Forms.key(form.idempotencyKey())))
			.map((done) -> Forms.done(response, "Changed."))
			.orElseGet(() -> Forms.again(response, "desk/case-sheets :: change"));
	}

	/**
	 * What is moved with words: on hold, solved, opened again, cancelled, turned down.
	 */
	@GetMapping("/{move:" + SHEETS + "}")
	String askMove(@PathVariable String number, @PathVariable String move, @AuthenticationPrincipal StaffPrincipal me,
			Model model) {
		put(number, me, model);
		model.addAttribute("move", Moving.of(move));
		model.addAttribute("form", new Words("", "", Forms.newKey()));
		return "desk/case-sheets :: move";
	}

	@PostMapping("/{move:" + SHEETS + "}")
	String move(@PathVariable String number, @PathVariable String move, @ModelAttribute("form") Words form,
			BindingResult errors, Actor actor, @AuthenticationPrincipal StaffPrincipal me, Model model,
			HttpServletResponse response) {
		put(number, me, model);
		Moving moving = Moving.of(move);
		model.addAttribute("move", moving);
		return Forms.attempt(errors, () -> move(actor, number(number), moving, form))
			.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> Forms.again(response, "desk/case-sheets :: move"));
	}

	private String move(Actor actor, CaseNumber number, Moving moving, Words form) {
		String key = Forms.key(form.idempotencyKey());
		Supplier<String> done = switch (moving) {
			case HOLD -> () -> this.cases.hold(actor, number, form.reason(), key).value();
			case RESOLUTION -> () -> this.cases.resolve(actor, number, form.resolution(), key).value();
			case REOPENING -> () -> this.cases.reopen(actor, number, form.reason(), key).value();
			case CANCELLATION -> () -> this.cases.cancel(actor, number, form.reason(), key).value();
			case REJECTION -> () -> this.cases.reject(actor, number, form.reason(), key).value();
		};
		done.get();
		return moving.done();
	}

	private CaseView put(String number, StaffPrincipal me, Model model) {
		CaseView shown = this.cases.find(number(number))
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		CustomerNumber customer = shown.row().number().customer();
		model.addAttribute("one", shown);
		model.addAttribute("row", shown.row());
		model.addAttribute("entries", shown.entries().reversed());
		model.addAttribute("customer", this.onDesk.customer(customer.toString()));
		model.addAttribute("asked", customer);
		model.addAttribute("me", me.username());
		model.addAttribute("owners", CaseQueue.workers(this.staff).filter(StaffMember::active).toList());
		model.addAttribute("newKey", Forms.newKey());
		return shown;
	}

	private CaseNumber number(String typed) {
		return this.onDesk.number(typed, CaseNumber::parse);
	}

	static void choices(Model model) {
		model.addAttribute("kinds", CaseKind.values());
		model.addAttribute("priorities", List.of(CasePriority.values()));
	}

	/**
	 * What is typed under a case.
	 *
	 * @param what reply, ask, note or said
	 * @param text the words
	 * @param seen the newest entry that the page shows: it stands in the part that
	 * refreshes by itself
	 * @param idempotencyKey made when the form was shown
	 */
	record Composer(String what, String text, String seen, String idempotencyKey) {

		static Composer empty(CaseView shown) {
			return new Composer(shown.row().state().open() ? "reply" : "note", "", null, Forms.newKey());
		}

		Integer seenNo() {
			return (this.seen != null && this.seen.matches("\\d{1,9}")) ? Integer.valueOf(this.seen) : null;
		}

	}

	/** Who is to have it. */
	record Owner(String owner, String idempotencyKey) {
	}

	/** What it is to be. */
	record Change(String kind, String priority, String subject, String idempotencyKey) {
	}

	/** Why it moves, or how it was solved. */
	record Words(String reason, String resolution, String idempotencyKey) {
	}

	/** A move that takes words, and what its sheet says. */
	enum Moving {

		/** It waits for somebody else. */
		HOLD("Put it on hold", "What it waits for", "The customer reads it. The time to solve it runs on.",
				"Put on hold", "On hold."),

		/** It is solved. */
		RESOLUTION("It is solved", "How it was solved",
				"The customer is told, and can say for some weeks that it isn’t solved.", "Solved",
				"Solved. The customer is told."),

		/** It isn't solved after all. */
		REOPENING("It isn’t solved", "What isn’t solved yet", "The customer reads it. New deadlines count from now.",
				"Open it again", "Opened again."),

		/** The customer doesn't need it any more. */
		CANCELLATION("The customer doesn’t need it any more", "Why", "The customer reads it. It can’t be opened again.",
				"Cancel the case", "Cancelled."),

		/** It isn't for us to solve. */
		REJECTION("Turn it down", "Why it isn’t for us to solve", "The customer is told. It can’t be opened again.",
				"Turn it down", "Turned down. The customer is told.");

		private final String title;

		private final String label;

		private final String hint;

		private final String button;

		private final String done;

		Moving(String title, String label, String hint, String button, String done) {
			this.title = title;
			this.label = label;
			this.hint = hint;
			this.button = button;
			this.done = done;
		}

		static Moving of(String path) {
			return valueOf(path.toUpperCase(Locale.ROOT));
		}

		/** In the address. */
		public String path() {
			return name().toLowerCase(Locale.ROOT);
		}

		/** The field that the words stand in. */
		public String field() {
			return (this == RESOLUTION) ? "resolution" : "reason";
		}

		/** The sheet's heading. */
		public String title() {
			return this.title;
		}

		/** The field's label. */
		public String label() {
			return this.label;
		}

		/** What stands below the field. */
		public String hint() {
			return this.hint;
		}

		/** What stands on the button. */
		public String button() {
			return this.button;
		}

		String done() {
			return this.done;
		}

	}

}
