package app.accord.payment;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.joda.money.Money;

import org.springframework.stereotype.Component;

/**
 * A gateway without cards: what becomes of an attempt follows from the token. Its books
 * last as long as the program runs; an attempt that it has forgotten was never charged,
 * since no money ever moves here.
 */
@Component
class SandboxGateway implements Gateway {

	private final Map<UUID, Outcome> books = new ConcurrentHashMap<>();

	@Override
	public Outcome charge(UUID attemptId, Money amount, String token) {
		Outcome outcome = this.books.computeIfAbsent(attemptId, (id) -> switch (TestCard.of(token)) {
			case DECLINED -> new Declined("The bank declined the card.");
			case NO_FUNDS -> new Declined("There is not enough money on the card’s account.");
			case GOOD, NO_ANSWER -> new Charged("sandbox-" + id);
		});
		if (TestCard.of(token) == TestCard.NO_ANSWER) {
			throw new GatewayUnclear("The sandbox charged the card and did not answer, as this test card asks.");
		}
		return outcome;
	}

	@Override
	public Optional<Outcome> ask(UUID attemptId) {
		return Optional.ofNullable(this.books.get(attemptId));
	}

}
