package app.accord.customer;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import app.accord.refusal.Refusal;

/** A way to reach a customer, until it ends. */
@Entity
@IdClass(ContactPoint.Key.class)
class ContactPoint {

	@Id
	private long customerId;

	@Id
	private int contactPointId;

	@Enumerated(EnumType.STRING)
	private ContactKind kind;

	private String label;

	private String typed;

	private String canonical;

	private boolean preferred;

	@Enumerated(EnumType.STRING)
	private Reachable reachable;

	private String reachableReason;

	private Instant createdAt;

	private Instant endedAt;

	private int version;

	protected ContactPoint() {
	}

	ContactPoint(long customerId, int contactPointId, NewContactPoint point, String canonical, Instant now) {
		this.customerId = customerId;
		this.contactPointId = contactPointId;
		this.kind = point.kind();
		this.label = Typed.clean(point.label());
		this.typed = Typed.clean(point.typed());
		this.canonical = canonical;
		this.reachable = Reachable.UNKNOWN;
		this.createdAt = now;
	}

	int id() {
		return this.contactPointId;
	}

	ContactKind kind() {
		return this.kind;
	}

	String label() {
		return this.label;
	}

	String typed() {
		return this.typed;
	}

	String canonical() {
		return this.canonical;
	}

	boolean preferred() {
		return this.preferred;
	}

	Reachable reachable() {
		return this.reachable;
	}

	/** Whether both are the same address, whatever they look like. */
	boolean names(String otherTyped, String otherCanonical) {
		return (this.canonical != null) ? this.canonical.equals(otherCanonical)
				: otherCanonical == null && Typed.fold(this.typed).equals(Typed.fold(otherTyped));
	}

	void prefer(boolean first) {
		this.preferred = first;
		this.version++;
	}

	/** A corrected address is a new one: whether it reaches anybody is not known. */
	void correct(String newLabel, String newTyped, String newCanonical) {
		guardPresent();
		if (!names(newTyped, newCanonical)) {
			this.reachable = Reachable.UNKNOWN;
			this.reachableReason = null;
		}
		this.label = newLabel;
		this.typed = newTyped;
		this.canonical = newCanonical;
		this.version++;
	}

	void mark(Reachable state, String reason) {
		guardPresent();
		if (state == null) {
			throw new Refusal("reachable", "Please say whether it reaches the customer.");
		}
		if (state == Reachable.NO && reason == null) {
			throw new Refusal("reason", "Please say why it does not reach the customer.");
		}
		this.reachable = state;
		this.reachableReason = reason;
		this.version++;
	}

	void end(Instant now) {
		guardPresent();
		this.endedAt = now;
		this.preferred = false;
		this.version++;
	}

	private void guardPresent() {
		if (this.endedAt != null) {
			throw new Refusal("This " + this.kind.noun() + " has been removed already.");
		}
	}

	record Key(long customerId, int contactPointId) {
	}

}
