package app.accord.portal;

import app.accord.billing.BillingAccount;
import app.accord.billing.Explaining;
import app.accord.billing.Explanation;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.security.CustomerPrincipal;
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

/** Why is it this much? Any amount that a customer was ever told, explained. */
@Controller
class PortalExplanation {

	private final Mine mine;

	private final Positions positions;

	private final Explaining explaining;

	PortalExplanation(Mine mine, Positions positions, Explaining explaining) {
		this.mine = mine;
		this.positions = positions;
		this.explaining = explaining;
	}

	@GetMapping("/portal/accounts/{number}/explanation")
	String explain(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable String number,
			@ModelAttribute("form") Asked form, BindingResult errors, Model model, HttpServletResponse response) {
		BillingAccount account = this.mine.account(me, number);
		Position position = this.positions.of(account.number());
		boolean balance = !errors.hasErrors() && (form.amount() == null || form.amount().isBlank());
		Explanation[] explanation = new Explanation[1];
		if (!Forms.done(errors, () -> explanation[0] = this.explaining.explain(account.number(),
				balance ? position.balance() : amount(form, account)))) {
			response.setStatus(422);
			model.addAttribute("typed", errors.getFieldValue("amount"));
		}
		model.addAttribute("page", new Page(account, position, explanation[0]));
		return "portal/explanation";
	}

	private static Money amount(Asked form, BillingAccount account) {
		return Amounts.read(form.amount(), account.currency())
			.orElseThrow(() -> new Refusal("amount", "Write an amount such as 97.06."));
	}

	/**
	 * What is asked about.
	 *
	 * @param amount as typed; empty: the balance
	 */
	record Asked(String amount) {
	}

	/**
	 * What the page shows.
	 *
	 * @param account the account
	 * @param position where it stands
	 * @param explanation the answer; null if the amount could not be read
	 */
	record Page(BillingAccount account, Position position, Explanation explanation) {

		/** The answer in one sentence, without our numbering of steps. */
		public String sentence() {
			return this.explanation.sentence().replaceAll(" \\(entr(y|ies) [\\d to]+\\)", "");
		}

		/** Whether there are steps between the amount and today's balance. */
		public boolean moved() {
			return !this.explanation.steps().isEmpty();
		}

	}

}
