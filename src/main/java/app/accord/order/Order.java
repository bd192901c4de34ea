package app.accord.order;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import app.accord.refusal.Refusal;

/** An order on its way. What was ordered is in its lines and does not change. */
@Entity(name = "PlacedOrder")
@Table(name = "orders")
@IdClass(Order.Key.class)
class Order {

	@Id
	private long customerId;

	@Id
	private int orderNo;

	@Enumerated(EnumType.STRING)
	private OrderStatus status;

	private int version;

	protected Order() {
	}

	OrderStatus status() {
		return this.status;
	}

	void moveTo(OrderStatus next) {
		if (!this.status.mayMoveTo(next)) {
			throw new Refusal("status",
					this.status.last() ? "The order is %s; nothing follows.".formatted(this.status.words())
							: "An order that is %s can't become %s.".formatted(this.status.words(), next.words()));
		}
		this.status = next;
		this.version++;
	}

	record Key(long customerId, int orderNo) {
	}

}
