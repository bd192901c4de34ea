package app.accord.portal;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

import app.accord.actor.Actor;
import app.accord.billing.Arrangement;
import app.accord.billing.Arrangements;
import app.accord.billing.BillingAccount;
import app.accord.billing.Disputes;
import app.accord.billing.Standing;
import app.accord.billing.Standings;
import app.accord.correspondence.Paper;
import app.accord.correspondence.Papers;
import app.accord.customer.ArrangementNumber;
import app.accord.customer.DisputeNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.security.CustomerPrincipal;
import app.accord.time.BusinessCalendar;
import app.accord.ui.Forms;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a customer says of a bill: it is wrong, or I can't pay it at once. */
@Controller
class PortalAgreements {

	private final Mine mine;

	private final Papers papers;

	private final Disputes disputes;

	private final Arrangements arrangements;

	private final Standings standings;

	private final BusinessCalendar calendar;

	PortalAgreements(Mine mine, Papers papers, Disputes disputes, Arrangements arrangements, Standings standings,
			BusinessCalendar calendar) {
		this.mine = mine;
		this.papers = papers;
		this.disputes = disputes;
		this.arrangements = arrangements;
		this.standings = standings;
		this.calendar = calendar;
	}

	@GetMapping("/portal/bills/{number}/dispute")
	String dispute(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number, Model model) {
		model.addAttribute("bill", bill(me, number).bill());
		model.addAttribute("form", new Wrong("whole", "", "", java.util.UUID.randomUUID().toString()));
		return "portal/dispute";
	}

	@PostMapping("/portal/bills/{number}/dispute")
	String dispute(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@ModelAttribute("form") Wrong form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		Paper.Bill paper = bill(me, number);
		boolean done = Forms.done(errors,
				() -> this.disputes.open(paper.bill().number(),
						"whole".equals(form.scope()) ? null
								: amount(form.amount(), paper.bill().total().getCurrencyUnit().getCode()),
						words(form.reason()), actor, key(form.idempotencyKey())));
		if (!done) {
			response.setStatus(422);
			model.addAttribute("bill", paper.bill());
			return "portal/dispute";
		}
		after.addFlashAttribute("toast",
				"Thank you. We look into it and answer here. You need not pay that part meanwhile.");
		return "redirect:/portal/bills/" + paper.number();
	}

	@PostMapping("/portal/disputes/{number}/withdrawal")
	String withdraw(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number, Actor actor,
			RedirectAttributes after) {
		DisputeNumber dispute = this.mine.number(me, number, DisputeNumber::parse);
		try {
			this.disputes.withdraw(dispute, actor);
			after.addFlashAttribute("toast", "Taken back.");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/portal/bills/" + this.disputes.get(dispute).invoice();
	}

	@GetMapping("/portal/accounts/{number}/instalments")
	String instalments(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number, Model model) {
		Standing standing = show(me, number, model);
		Money due = standing.position().dueNow().isPositive() ? standing.position().dueNow()
				: standing.position().balance();
		model.addAttribute("form", new Asked(Amounts.plain(due), "3", this.calendar.today().plusDays(14).toString(), "",
				java.util.UUID.randomUUID().toString()));
		return "portal/instalments";
	}

	@PostMapping("/portal/accounts/{number}/instalments")
	String instalments(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@ModelAttribute("form") Asked form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		BillingAccount account = this.mine.account(me, number);
		boolean done = Forms.done(errors,
				() -> this.arrangements.make(
						account.number(), Arrangement.plan(amount(form.amount(), account.currency()),
								count(form.count()), day(form.firstOn())),
						words(form.reason()), actor, key(form.idempotencyKey())));
		if (!done) {
			response.setStatus(422);
			show(me, number, model);
			return "portal/instalments";
		}
		after.addFlashAttribute("toast", "Asked for. We answer here within two working days.");
		return "redirect:/portal/accounts/" + account.number() + "/instalments";
	}

	@PostMapping("/portal/arrangements/{number}/withdrawal")
	String cancel(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number, Actor actor,
			RedirectAttributes after) {
		ArrangementNumber arrangement = this.mine.number(me, number, ArrangementNumber::parse);
		try {
			this.arrangements.cancel(arrangement, "Taken back by the customer", actor);
			after.addFlashAttribute("toast", "Taken back.");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/portal/accounts/" + this.arrangements.get(arrangement).account() + "/instalments";
	}

	private Standing show(CustomerPrincipal me, String number, Model model) {
		BillingAccount account = this.mine.account(me, number);
		Standing standing = this.standings.of(account.number());
		model.addAttribute("account", account);
		model.addAttribute("standing", standing);
		return standing;
	}

	private Paper.Bill bill(CustomerPrincipal me, String number) {
		return this.papers.bill(this.mine.number(me, number, InvoiceNumber::parse)).orElseThrow(Mine::notFound);
	}

	private static Money amount(String typed, String currency) {
		return Amounts.read(typed, currency).orElseThrow(() -> new Refusal("amount", "Write an amount such as 20.00."));
	}

	private static int count(String typed) {
		if (typed == null || !typed.strip().matches("\\d{1,2}")) {
			throw new Refusal("count", "Write how many, 1 to 24.");
		}
		return Integer.parseInt(typed.strip());
	}

	private static LocalDate day(String typed) {
		try {
			return LocalDate.parse((typed != null) ? typed : "");
		}
		catch (DateTimeParseException ex) {
			throw new Refusal("firstOn", "Choose a day.");
		}
	}

	private static String words(String typed) {
		return (typed != null) ? typed.strip() : "";
	}

	/** The key that a form was shown with. */
	static String key(String typed) {
		if (typed == null || !typed.matches("[A-Za-z0-9-]{8,100}")) {
			throw new Refusal("This form is incomplete. Reload the page and begin anew.");
		}
		return typed;
	}

	/** What is wrong with a bill. */
	record Wrong(String scope, String amount, String reason, String idempotencyKey) {
	}

	/** Which instalments are asked for. */
	record Asked(String amount, String count, String firstOn, String reason, String idempotencyKey) {
	}

}
