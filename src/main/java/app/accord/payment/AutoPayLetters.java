package app.accord.payment;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.message.MailPages;
import app.accord.message.Medium;
import app.accord.message.MessageWriter;
import app.accord.message.OutgoingMessage;
import app.accord.message.Written;
import app.accord.message.Written.Letter;
import app.accord.message.Written.Stated;
import app.accord.message.Written.Withheld;
import app.accord.money.Amounts;
import app.accord.payment.AutoPayPlan.State;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes what auto-pay and pay links tell customers, with the figures as they are when it
 * goes. A text message says the same in a sentence.
 */
@Component
class AutoPayLetters implements MessageWriter {

	private final AutoPayPlans plans;

	private final AutoPay autoPay;

	private final Chargeable chargeable;

	private final SavedCards cards;

	private final PayLinks links;

	private final Positions positions;

	private final DeclineWords declines;

	private final MailPages pages;

	private final MessageSource messages;

	private final BusinessCalendar calendar;

	AutoPayLetters(AutoPayPlans plans, AutoPay autoPay, Chargeable chargeable, SavedCards cards, PayLinks links,
			Positions positions, DeclineWords declines, MailPages pages, MessageSource messages,
			BusinessCalendar calendar) {
		this.plans = plans;
		this.autoPay = autoPay;
		this.chargeable = chargeable;
		this.cards = cards;
		this.links = links;
		this.positions = positions;
		this.declines = declines;
		this.pages = pages;
		this.messages = messages;
		this.calendar = calendar;
	}

	@Override
	public Set<String> kinds() {
		return Set.of(AutoPay.ANNOUNCED, AutoPay.FAILED, CardExpiry.KIND, SendingPayLinks.KIND);
	}

	@Override
	public Written write(OutgoingMessage message, Locale locale) {
		return switch (message.kind()) {
			case AutoPay.ANNOUNCED -> announced(message, locale);
			case AutoPay.FAILED -> failed(message, locale);
			case CardExpiry.KIND -> expiring(message, locale);
			case SendingPayLinks.KIND -> payLink(message, locale);
			default -> throw new IllegalArgumentException(message.kind());
		};
	}

	private Written announced(OutgoingMessage message, Locale locale) {
		AutoPayPlan plan = plan(message);
		if (plan == null || plan.state() != State.PLANNED || plan.begun() > 0 && plan.tries() > 0) {
			return new Withheld("Auto-pay does not wait for its first try any more.");
		}
		Position position = this.positions.of(plan.account());
		Money amount = this.chargeable.on(position, plan.dueOn());
		if (!amount.isPositive()) {
			return new Withheld("Nothing is open any more that auto-pay would charge.");
		}
		Optional<SavedCard> card = this.autoPay.mandate(plan.account())
			.filter(Mandate::active)
			.flatMap(this.autoPay::cardFor);
		if (card.isEmpty()) {
			return new Withheld("Auto-pay has no card to charge.");
		}
		Map<String, Object> model = model(message, position, amount);
		model.put("plan", plan);
		model.put("card", card.get().label());
		return letter("mail/autopay-announced", "sms.autopay-announced", message, locale, model, position, amount,
				new Object[] { Amounts.show(amount, locale), card.get().label(), day(plan, locale) });
	}

	private Written failed(OutgoingMessage message, Locale locale) {
		AutoPayPlan plan = plan(message);
		if (plan == null || plan.state() == State.PAID || plan.state() == State.NOT_NEEDED) {
			return new Withheld("It has been paid meanwhile.");
		}
		Position position = this.positions.of(plan.account());
		Money amount = this.chargeable.on(position, plan.dueOn());
		if (!amount.isPositive()) {
			return new Withheld("Nothing is open any more that auto-pay would charge.");
		}
		if (plan.underWay()) {
			return new Withheld("The card is being charged once more at this moment.");
		}
		Map<String, Object> model = model(message, position, amount);
		model.put("plan", plan);
		model.put("again", plan.state() == State.PLANNED);
		model.put("card", card(plan));
		model.put("why", (plan.code() != null) ? this.declines.of(plan.code(), locale) : "");
		model.put("link", link(message));
		return letter("mail/autopay-failed",
				(plan.state() == State.PLANNED) ? "sms.autopay-failed-again" : "sms.autopay-failed", message, locale,
				model, position, amount,
				new Object[] { Amounts.show(amount, locale), card(plan), day(plan, locale), model.get("link") });
	}

	private Written expiring(OutgoingMessage message, Locale locale) {
		Optional<SavedCard> card = this.cards.find(message.customerId(), UUID.fromString(message.parameter("card")));
		Optional<SavedCard> charged = this.autoPay.mandate(message.account())
			.filter(Mandate::active)
			.flatMap(this.autoPay::cardFor);
		if (card.isEmpty() || charged.isEmpty() || !charged.get().id().equals(card.get().id())) {
			return new Withheld("Auto-pay does not charge that card any more.");
		}
		Map<String, Object> model = new HashMap<>();
		model.put("customer", message.customer());
		model.put("account", message.account());
		model.put("card", card.get());
		return letter("mail/card-expiring", "sms.card-expiring", message, locale, model, null, null,
				new Object[] { card.get().label(), this.pages.address() + "/portal/cards" });
	}

	private Written payLink(OutgoingMessage message, Locale locale) {
		Optional<PayLink> link = this.links.find(message.account(), Integer.parseInt(message.parameter("link")));
		if (link.isEmpty() || !link.get().worksAt(this.calendar.now())) {
			return new Withheld("The link does not work any more.");
		}
		Position position = this.positions.of(message.account());
		Money amount = position.balance();
		Map<String, Object> model = model(message, position, amount);
		model.put("link", this.links.address(link.get()));
		model.put("expires", link.get().expiresAt());
		return letter("mail/pay-link", amount.isPositive() ? "sms.pay-link" : "sms.pay-link-nothing", message, locale,
				model, position, amount, new Object[] { Amounts.show(amount, locale), model.get("link") });
	}

	private Written letter(String template, String text, OutgoingMessage message, Locale locale,
			Map<String, Object> model, Position position, Money amount, Object[] words) {
		Stated stated = (position != null) ? Stated.of(position.account(), amount, position.asOf()) : null;
		if (message.medium() == Medium.SMS) {
			String sentence = this.messages.getMessage(text, words, locale);
			return new Letter(sentence, sentence, null, null, stated);
		}
		return this.pages.letter(template, locale, message.readBy(model),
				(position != null) ? position.balanceFact() : null, stated);
	}

	private Map<String, Object> model(OutgoingMessage message, Position position, Money amount) {
		Map<String, Object> model = new HashMap<>();
		model.put("customer", message.customer());
		model.put("account", message.account());
		model.put("position", position);
		model.put("amount", amount);
		return model;
	}

	private String link(OutgoingMessage message) {
		AccountNumber account = message.account();
		return this.links.find(account, Integer.parseInt(message.parameter("link")))
			.map(this.links::address)
			.orElse(this.pages.address() + "/portal");
	}

	private String card(AutoPayPlan plan) {
		return Optional.ofNullable(plan.cardId())
			.flatMap((id) -> this.cards.find(plan.account().customerId(), id))
			.map(SavedCard::label)
			.orElse(null);
	}

	private AutoPayPlan plan(OutgoingMessage message) {
		return this.plans.find(InvoiceNumber.parse(message.parameter("bill"))).orElse(null);
	}

	private static String day(AutoPayPlan plan, Locale locale) {
		return java.time.format.DateTimeFormatter.ofPattern("d MMM", locale).format(plan.nextOn());
	}

}
