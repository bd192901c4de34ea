package app.accord.payment;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import app.accord.actor.ActorKind;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.AttemptNumber;
import app.accord.message.MailPages;
import app.accord.message.MessageWriter;
import app.accord.message.NewMessage;
import app.accord.message.Outbox;
import app.accord.message.OutgoingMessage;
import app.accord.message.Written;
import app.accord.message.Written.Stated;

import org.springframework.stereotype.Component;

/**
 * Tells customers what became of their payments: a receipt when a card was charged, the
 * verdict when it was in doubt for a while. Says what the verdict is when the message
 * leaves.
 */
@Component
class PaymentMessages implements MessageWriter, AfterAttempt {

	private static final String RECEIPT = "receipt";

	private static final String VERDICT = "payment-verdict";

	private final Outbox outbox;

	private final MailPages pages;

	private final PaymentAttempts attempts;

	private final Verdicts verdicts;

	private final Positions positions;

	PaymentMessages(Outbox outbox, MailPages pages, PaymentAttempts attempts, Verdicts verdicts, Positions positions) {
		this.outbox = outbox;
		this.pages = pages;
		this.attempts = attempts;
		this.verdicts = verdicts;
		this.positions = positions;
	}

	@Override
	public void settled(PaymentAttempt attempt, boolean doubted) {
		boolean charged = attempt.state() == PaymentAttempt.State.SUCCEEDED;
		boolean found = attempt.way() == PaymentAttempt.Way.FOUND;
		if (!charged && (!doubted || attempt.starter().kind() == ActorKind.SYSTEM)) {
			// Who began it sees the answer; auto-pay tells in its own words.
			return;
		}
		String kind = (doubted || found) ? VERDICT : RECEIPT;
		this.outbox.decide(NewMessage
			.of(attempt.account().customerId(), attempt.account().no(), kind, "payment " + attempt.number())
			.with("payment", attempt.number().toString()));
	}

	@Override
	public Set<String> kinds() {
		return Set.of(RECEIPT, VERDICT);
	}

	@Override
	public Written write(OutgoingMessage message, Locale locale) {
		AttemptNumber number = AttemptNumber.parse(message.parameter("payment"));
		PaymentAttempt attempt = this.attempts.find(number).orElseThrow();
		if (!attempt.settled()) {
			return new Written.Withheld("The payment’s verdict is not known yet.");
		}
		Position position = this.positions.of(attempt.account());
		Map<String, Object> model = new HashMap<>();
		model.put("name", message.customer().name());
		model.put("verdict", this.verdicts.of(attempt, locale));
		model.put("position", position);
		return this.pages.letter("mail/payment-verdict", locale, model, position.balanceFact(),
				Stated.of(attempt.account(), position.balance(), position.asOf()));
	}

}
