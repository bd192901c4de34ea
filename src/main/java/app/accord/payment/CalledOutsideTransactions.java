package app.accord.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sees to it that no database transaction is open while the gateway is called: it would
 * hold locks for as long as somebody else's computer takes.
 */
final class CalledOutsideTransactions implements Gateway {

	private final Gateway gateway;

	CalledOutsideTransactions(Gateway gateway) {
		this.gateway = gateway;
	}

	@Override
	public String name() {
		return this.gateway.name();
	}

	@Override
	public String pageOrigin() {
		return this.gateway.pageOrigin();
	}

	@Override
	public Waiting openPage(Checkout checkout) {
		return outside(() -> this.gateway.openPage(checkout));
	}

	@Override
	public Outcome charge(OffSession charge) {
		return outside(() -> this.gateway.charge(charge));
	}

	@Override
	public List<CardTerminal> terminals() {
		return outside(this.gateway::terminals);
	}

	@Override
	public Outcome present(AtTerminal order) {
		return outside(() -> this.gateway.present(order));
	}

	@Override
	public Optional<Outcome> ask(PaymentAttempt attempt) {
		return outside(() -> this.gateway.ask(attempt));
	}

	@Override
	public Optional<Outcome> callOff(PaymentAttempt attempt) {
		return outside(() -> this.gateway.callOff(attempt));
	}

	@Override
	public Waiting openSaving(Saving saving) {
		return outside(() -> this.gateway.openSaving(saving));
	}

	@Override
	public Optional<CardOnFile> saved(UUID savingId, String pageReference) {
		return outside(() -> this.gateway.saved(savingId, pageReference));
	}

	@Override
	public void forget(String token) {
		outside(() -> {
			this.gateway.forget(token);
			return null;
		});
	}

	@Override
	public PaidBack refund(Refund refund) {
		return outside(() -> this.gateway.refund(refund));
	}

	@Override
	public Optional<PaidBack> askRefund(Refund refund) {
		return outside(() -> this.gateway.askRefund(refund));
	}

	@Override
	public List<BookLine> booksSince(Instant since) {
		return outside(() -> this.gateway.booksSince(since));
	}

	@Override
	public Optional<BookLine> bookLine(String reference) {
		return outside(() -> this.gateway.bookLine(reference));
	}

	@Override
	public Report read(String body, String signature) {
		return this.gateway.read(body, signature);
	}

	private static <T> T outside(Supplier<T> call) {
		if (TransactionSynchronizationManager.isActualTransactionActive()) {
			throw new IllegalStateException("The gateway is called while a database transaction is open.");
		}
		return call.get();
	}

}
