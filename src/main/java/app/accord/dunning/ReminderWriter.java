package app.accord.dunning;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import app.accord.billing.Ledger;
import app.accord.dunning.ReminderPolicy.Step;
import app.accord.fact.Fact;
import app.accord.message.MailPages;
import app.accord.message.Medium;
import app.accord.message.MessageWriter;
import app.accord.message.OutgoingMessage;
import app.accord.message.Written;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes the notices of the ladder. At the instant of sending it asks once more, under
 * the account's lock, what it asked when the notice was decided.
 */
@Component
class ReminderWriter implements MessageWriter {

	/** A notice of the ladder. */
	static final String NOTICE = "reminder";

	/** Takes a notice back. */
	static final String RETRACTION = "reminder-retraction";

	/** Services go on after they were paused. */
	static final String RESUMED = "services-resumed";

	private final ReminderRows rows;

	private final Claims claims;

	private final ReminderPolicies policies;

	private final ReminderSwitches switches;

	private final Ledger ledger;

	private final MailPages pages;

	private final MessageSource messages;

	private final BusinessCalendar calendar;

	ReminderWriter(ReminderRows rows, Claims claims, ReminderPolicies policies, ReminderSwitches switches,
			Ledger ledger, MailPages pages, MessageSource messages, BusinessCalendar calendar) {
		this.rows = rows;
		this.claims = claims;
		this.policies = policies;
		this.switches = switches;
		this.ledger = ledger;
		this.pages = pages;
		this.messages = messages;
		this.calendar = calendar;
	}

	@Override
	public Set<String> kinds() {
		return Set.of(NOTICE, RETRACTION, RESUMED);
	}

	@Override
	public Written write(OutgoingMessage message, Locale locale) {
		this.ledger.lock(message.account());
		Claim claim = this.claims.of(message.account());
		if (message.kind().equals(RESUMED)) {
			return letter("mail/services-resumed", "services-resumed", message, claim, new HashMap<>(), locale);
		}
		Notice notice = notice(this.rows, message);
		if (message.kind().equals(RETRACTION)) {
			return retraction(message, notice, claim, locale);
		}
		String reason = withheld(notice, claim);
		return (reason != null) ? new Written.Withheld(reason) : notice(message, notice, claim, locale);
	}

	/** Why a notice must not go any more, a sentence; null if it may. */
	private String withheld(Notice notice, Claim claim) {
		if (notice.state() != NoticeState.DECIDED) {
			return "The notice was " + notice.state().label().toLowerCase(Locale.ROOT) + ".";
		}
		if (!claim.any()) {
			return claim.whyNothing();
		}
		Map<SwitchKind, ReminderSwitch> different = this.switches.of(notice.account().customerId());
		String held = Reminding.heldBack(claim, different);
		if (held != null) {
			return held;
		}
		boolean cutsOff = notice.action() == StepAction.RESTRICTION || notice.action() == StepAction.END;
		if (cutsOff && different.containsKey(SwitchKind.NO_RESTRICTION)) {
			return "This customer’s services go on: " + different.get(SwitchKind.NO_RESTRICTION).reason();
		}
		if (notice.action() == StepAction.LATE_FEE && different.containsKey(SwitchKind.NO_LATE_FEE)) {
			return "This customer is charged no late fee: " + different.get(SwitchKind.NO_LATE_FEE).reason();
		}
		Step step = this.policies.find(notice.policyCode()).map((policy) -> policy.step(notice.stepNo())).orElse(null);
		if (step != null && claim.chaseable().isLessThan(step.minimum())) {
			return "Only " + Amounts.show(claim.chaseable()) + " is left to be paid, less than the "
					+ Amounts.show(step.minimum()) + " for which this notice is sent.";
		}
		return null;
	}

	private Written notice(OutgoingMessage message, Notice notice, Claim claim, Locale locale) {
		Map<String, Object> model = new HashMap<>();
		model.put("notice", notice);
		model.put("again", notice.stepNo() > 1);
		ReminderPolicy policy = this.policies.find(notice.policyCode()).orElse(null);
		Step next = (policy != null) ? policy.after(notice.stepNo()) : null;
		Step here = (policy != null) ? policy.step(notice.stepNo()) : null;
		if (next != null && here != null) {
			model.put("next", next.action());
			model.put("nextFee", next.fee());
			model.put("nextOn", claim.position().today().plusDays(next.daysOverdue() - here.daysOverdue()));
		}
		return letter("mail/reminder", "reminder." + notice.action(), message, claim, model, locale);
	}

	private Written retraction(OutgoingMessage message, Notice notice, Claim claim, Locale locale) {
		Map<String, Object> model = new HashMap<>();
		model.put("notice", notice);
		boolean feeBack = notice.feeSeq() != null
				&& this.ledger.reversalOf(notice.account(), notice.feeSeq()).isPresent();
		model.put("fee", feeBack ? notice.fee() : null);
		model.put("sentOn", (notice.sentAt() != null) ? this.calendar.dayOf(notice.sentAt()) : notice.decidedOn());
		return letter("mail/reminder-retraction", "reminder-retraction", message, claim, model, locale);
	}

	/** A page for a mail or letter; a line for a text message. */
	private Written letter(String template, String key, OutgoingMessage message, Claim claim, Map<String, Object> model,
			Locale locale) {
		String account = message.account().toString();
		Fact overdue = claim.position().overdueFact();
		Fact balance = claim.position().balanceFact();
		Fact toPay = Fact.ofMoney("to-pay", account, claim.position().asOf(), claim.position().at(), claim.chaseable());
		model.put("name", message.customer().name());
		model.put("account", account);
		model.put("claim", claim);
		model.put("overdue", overdue);
		model.put("balance", balance);
		model.put("toPay", toPay);
		boolean asks = message.kind().equals(NOTICE);
		Written.Stated stated = asks
				? Written.Stated.of(message.account(), claim.position().overdue(), claim.position().asOf())
				: Written.Stated.of(message.account(), claim.position().balance(), claim.position().asOf());
		if (message.medium() == Medium.SMS) {
			Object[] words = { Amounts.show(claim.chaseable(), locale), account,
					this.pages.address() + message.portal(), Amounts.show(claim.position().balance(), locale),
					Long.toString(claim.position().asOf()) };
			String line = this.messages.getMessage("sms." + key, words, locale);
			return new Written.Letter(this.messages.getMessage("mail." + key + ".title", null, locale), line, null,
					List.of(), stated);
		}
		return this.pages.letter(template, locale, message.readBy(model), balance, stated);
	}

	static Notice notice(ReminderRows rows, OutgoingMessage message) {
		long id = Long.parseLong(message.parameter("notice"));
		return rows.notice(message.customerId(), id)
			.orElseThrow(() -> new IllegalStateException("There is no notice " + id + "."));
	}

}
