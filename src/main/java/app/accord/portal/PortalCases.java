package app.accord.portal;

import java.util.List;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.care.Asked;
import app.accord.care.CameBy;
import app.accord.care.CaseKind;
import app.accord.care.CaseView;
import app.accord.care.Cases;
import app.accord.care.NewCase;
import app.accord.care.TalkLine;
import app.accord.customer.CaseNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.message.Reach;
import app.accord.message.Readers;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the customer asks us, and what became of it. */
@Controller
@RequestMapping("/portal/cases")
class PortalCases {

	/** So many are shown on the start page. */
	static final int ON_START_PAGE = 3;

	private final MyCases mine;

	private final Cases cases;

	private final Customers customers;

	private final Readers readers;

	PortalCases(MyCases mine, Cases cases, Customers customers, Readers readers) {
		this.mine = mine;
		this.cases = cases;
		this.customers = customers;
		this.readers = readers;
	}

	@GetMapping
	String list(@AuthenticationPrincipal CustomerPrincipal me, Model model) {
		model.addAttribute("page", new Asked(this.mine.all(me)));
		return "portal/cases";
	}

	/** The part of the start page. */
	@GetMapping("/open")
	String open(@AuthenticationPrincipal CustomerPrincipal me, Model model) {
		model.addAttribute("cases", this.mine.open(me, ON_START_PAGE));
		return "portal/home :: cases";
	}

	@GetMapping("/new")
	String ask(@AuthenticationPrincipal CustomerPrincipal me, @RequestParam(required = false) String about,
			Model model) {
		String key = UUID.randomUUID().toString();
		model.addAttribute("form", new Ask("", "", "", about, key));
		model.addAttribute("key", key);
		return form(me, about, model);
	}

	/** The same with what was written already, of which nothing is sent yet. */
	@PostMapping("/new")
	String draft(@AuthenticationPrincipal CustomerPrincipal me, @ModelAttribute("form") Ask form, BindingResult errors,
			Model model) {
		model.addAttribute("key", UUID.randomUUID().toString());
		return form(me, (form != null) ? form.about() : null, model);
	}

	@PostMapping
	String ask(@AuthenticationPrincipal CustomerPrincipal me, @ModelAttribute("form") Ask form, BindingResult errors,
			Actor actor, Model model, HttpServletResponse response, RedirectAttributes after) {
		String[] number = new String[1];
		if (Forms.done(errors, () -> number[0] = this.cases.open(actor, asked(me, form), form.key()).value())) {
			after.addFlashAttribute("toast", "We have it. Its number is " + number[0] + ".");
			return back(number[0]);
		}
		response.setStatus(422);
		model.addAttribute("key", Forms.key(errors, (form != null) ? form.idempotencyKey() : null));
		return form(me, (form != null) ? form.about() : null, model);
	}

	@GetMapping("/{number}")
	String show(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number, Model model) {
		String key = UUID.randomUUID().toString();
		model.addAttribute("form", new Words("", key));
		model.addAttribute("key", key);
		return page(me, this.mine.read(me, number), model);
	}

	/** Adds something. */
	@PostMapping("/{number}/words")
	String say(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@ModelAttribute("form") Words form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		CaseNumber found = this.mine.read(me, number).row().number();
		return answer(me, found, form, errors, model, response, after, "Sent. We answer here.",
				() -> this.cases.say(actor, found, form.text(), form.key("say")));
	}

	/** “It isn’t solved.” */
	@PostMapping("/{number}/reopening")
	String reopen(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@ModelAttribute("form") Words form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		CaseNumber found = decided(me, number);
		return answer(me, found, form, errors, model, response, after, "Thank you. We look at it again.", () -> Forms
			.naming("reason", "text", () -> this.cases.reopen(actor, found, form.text(), form.key("reopen"))));
	}

	/** “It is solved.” */
	@PostMapping("/{number}/closing")
	String close(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@ModelAttribute("form") Words form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		CaseNumber found = decided(me, number);
		return answer(me, found, form, errors, model, response, after, "Thank you. It is closed.",
				() -> this.cases.close(actor, found, form.key("close")));
	}

	/** “I don’t need it any more.” */
	@PostMapping("/{number}/withdrawal")
	String withdraw(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@ModelAttribute("form") Words form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		CaseNumber found = decided(me, number);
		return answer(me, found, form, errors, model, response, after, "Taken back. We do nothing more about it.",
				() -> this.cases.cancel(actor, found, "Taken back by the customer", form.key("cancel")));
	}

	private CaseNumber decided(CustomerPrincipal me, String number) {
		CaseView found = this.mine.read(me, number);
		if (!this.mine.decides(me, found)) {
			throw Mine.notFound();
		}
		return found.row().number();
	}

	private String answer(CustomerPrincipal me, CaseNumber number, Words form, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes after, String done, Runnable what) {
		if (Forms.done(errors, what)) {
			after.addFlashAttribute("toast", done);
			return back(number.toString());
		}
		response.setStatus(422);
		model.addAttribute("key", Forms.key(errors, (form != null) ? form.idempotencyKey() : null));
		return page(me, this.mine.read(me, number.toString()), model);
	}

	private String form(CustomerPrincipal me, String about, Model model) {
		model.addAttribute("kinds", CaseKind.values());
		model.addAttribute("choices", this.mine.choices(me, about));
		model.addAttribute("reach", reach(me));
		return "portal/case-new";
	}

	private String page(CustomerPrincipal me, CaseView found, Model model) {
		model.addAttribute("page", new Page(found, TalkLine.of(found, (entry) -> this.mine.who(me, entry)),
				this.mine.decides(me, found), reach(me)));
		return "portal/case";
	}

	// Where a customer is written to is nobody else's business.
	private Reach reach(CustomerPrincipal me) {
		return (me.behalf() != null) ? null
				: this.readers.reach(this.customers.read(CustomerNumber.of(me.customerId()))).orElse(null);
	}

	private NewCase asked(CustomerPrincipal me, Ask form) {
		CaseKind kind = Forms.choice(CaseKind.class, form.kind(), "kind", "Choose what it is.");
		return new NewCase(me.customerId(), kind, null, form.subject(), form.description(), CameBy.WEB,
				this.mine.about(me, form.about()));
	}

	private static String back(String number) {
		return "redirect:/portal/cases/" + number;
	}

	/**
	 * What is asked.
	 *
	 * @param kind a {@link CaseKind}
	 * @param subject one line
	 * @param description the whole
	 * @param about the number of a bill, an account, a service or a purchase; may be
	 * empty
	 * @param idempotencyKey made when the form was shown
	 */
	record Ask(String kind, String subject, String description, String about, String idempotencyKey) {

		String key() {
			return PortalAgreements.key(this.idempotencyKey);
		}

	}

	/**
	 * What is added.
	 *
	 * @param text the words
	 * @param idempotencyKey made when the form was shown
	 */
	record Words(String text, String idempotencyKey) {

		/** The page's forms share what it was shown with. */
		String key(String what) {
			return what + "-" + PortalAgreements.key(this.idempotencyKey);
		}

	}

	/**
	 * A case.
	 *
	 * @param view the case
	 * @param lines what was said, oldest first
	 * @param decides whether the one who looks may say how it ends
	 * @param reach how the customer is written to; null: not at all, or somebody else
	 * looks
	 */
	record Page(CaseView view, List<TalkLine> lines, boolean decides, Reach reach) {

		/** Whether something can be added. */
		public boolean writable() {
			return this.view.row().state().open();
		}

		/** Whether it can be said that it isn't solved. */
		public boolean reopenable() {
			return this.decides && this.view.reopenUntil() != null;
		}

	}

}
