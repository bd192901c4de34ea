package app.accord.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where no gateway is configured: nothing is charged, and that is said. */
final class NoGateway implements Gateway {

	@Override
	public String name() {
		return "none";
	}

	@Override
	public String pageOrigin() {
		return null;
	}

	@Override
	public Waiting openPage(Checkout checkout) {
		throw refused();
	}

	@Override
	public Outcome charge(OffSession charge) {
		throw refused();
	}

	@Override
	public List<CardTerminal> terminals() {
		return List.of();
	}

	@Override
	public Outcome present(AtTerminal order) {
		throw refused();
	}

	@Override
	public Optional<Outcome> ask(PaymentAttempt attempt) {
		throw new GatewayUnclear("No gateway is configured.");
	}

	@Override
	public Optional<Outcome> callOff(PaymentAttempt attempt) {
		throw new GatewayUnclear("No gateway is configured.");
	}

	@Override
	public Waiting openSaving(Saving saving) {
		throw refused();
	}

	@Override
	public Optional<CardOnFile> saved(UUID savingId, String pageReference) {
		return Optional.empty();
	}

	@Override
	public PaidBack refund(Refund refund) {
		throw refused();
	}

	@Override
	public Optional<PaidBack> askRefund(Refund refund) {
		throw new GatewayUnclear("No gateway is configured.");
	}

	@Override
	public List<BookLine> booksSince(Instant since) {
		return List.of();
	}

	@Override
	public Optional<BookLine> bookLine(String reference) {
		return Optional.empty();
	}

	@Override
	public void forget(String token) {
		throw refused();
	}

	@Override
	public Report read(String body, String signature) {
		throw new ForgedReport("No gateway is configured.");
	}

	private static GatewayRefused refused() {
		return new GatewayRefused(DeclineCode.NOT_REACHED, "No gateway is configured.");
	}

}
