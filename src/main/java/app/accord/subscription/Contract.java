package app.accord.subscription;

import java.time.LocalDate;
import java.util.Locale;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import app.accord.refusal.Refusal;

/** A contract during its life. */
@Entity
@IdClass(Contract.Key.class)
class Contract {

	@Id
	private long customerId;

	@Id
	private int contractNo;

	private String productCode;

	@Enumerated(EnumType.STRING)
	private ContractStatus status;

	private long monthlyMinor;

	private LocalDate startedOn;

	private LocalDate endedOn;

	private int version;

	protected Contract() {
	}

	String productCode() {
		return this.productCode;
	}

	long monthlyMinor() {
		return this.monthlyMinor;
	}

	LocalDate startedOn() {
		return this.startedOn;
	}

	/** Another service or price, which holds now. */
	void change(String product, long monthly) {
		this.productCode = product;
		this.monthlyMinor = monthly;
		this.version++;
	}

	void guardChange(LocalDate on) {
		if (this.status.last() || this.status == ContractStatus.CREATED) {
			throw new Refusal("status", "A service that is %s can't be changed.".formatted(this.status.words()));
		}
		if (on.isBefore(this.startedOn)) {
			throw new Refusal("on", "The contract started on %s, which is later.".formatted(this.startedOn));
		}
		if (this.endedOn != null && on.isAfter(this.endedOn)) {
			throw new Refusal("on", "The contract ends on %s, which is earlier.".formatted(this.endedOn));
		}
	}

	LocalDate endedOn() {
		return this.endedOn;
	}

	void activate(LocalDate today) {
		if (this.startedOn.isAfter(today)) {
			throw new Refusal("on", "The contract starts on %s.".formatted(this.startedOn));
		}
		moveTo(ContractStatus.ACTIVE);
	}

	void suspend(LocalDate on, LocalDate today) {
		guardDay(on, today);
		moveTo(ContractStatus.SUSPENDED);
	}

	void resume(LocalDate on, LocalDate today) {
		if (this.status != ContractStatus.SUSPENDED) {
			throw new Refusal("status",
					"Only a paused service can be resumed; this one is %s.".formatted(this.status.words()));
		}
		guardDay(on, today);
		moveTo(ContractStatus.ACTIVE);
	}

	/** Before its first day it is called off, on a day to come it is about to end. */
	void end(LocalDate on, LocalDate today) {
		if (this.status == ContractStatus.PENDING_ACTIVE || this.status == ContractStatus.CREATED) {
			moveTo(ContractStatus.CANCELLED);
			this.endedOn = this.startedOn;
			return;
		}
		if (on.isBefore(this.startedOn)) {
			throw new Refusal("on", "It can't end before it started on %s.".formatted(this.startedOn));
		}
		if (this.status == ContractStatus.PENDING_TERMINATE && on.isAfter(today)) {
			this.endedOn = on;
			this.version++;
			return;
		}
		moveTo(on.isAfter(today) ? ContractStatus.PENDING_TERMINATE : ContractStatus.TERMINATED);
		this.endedOn = on;
	}

	ContractStatus status() {
		return this.status;
	}

	private void guardDay(LocalDate on, LocalDate today) {
		if (on.isAfter(today)) {
			throw new Refusal("on", "Please do this on the day itself; today is %s.".formatted(today));
		}
		if (on.isBefore(this.startedOn)) {
			throw new Refusal("on", "The contract started on %s, which is later.".formatted(this.startedOn));
		}
	}

	private void moveTo(ContractStatus next) {
		if (!this.status.mayMoveTo(next)) {
			throw new Refusal("status", "A service that is %s can't become %s.".formatted(this.status.words(),
					next.words().toLowerCase(Locale.ROOT)));
		}
		this.status = next;
		this.version++;
	}

	record Key(long customerId, int contractNo) {
	}

}
