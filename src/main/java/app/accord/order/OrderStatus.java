package app.accord.order;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The states of an order (TM Forum's TMF622) and the moves between them. */
public enum OrderStatus {

	/** Received. */
	ACKNOWLEDGED,

	/** Refused; final. */
	REJECTED,

	/** Waits for something or somebody outside. */
	PENDING,

	/** Stopped by us, to go on later. */
	HELD,

	/** Being carried out. */
	IN_PROGRESS,

	/** Called off; final. */
	CANCELLED,

	/** Carried out; final. */
	COMPLETED,

	/** Could not be carried out; final. */
	FAILED,

	/** Carried out in part; final. */
	PARTIAL,

	/** The customer wants to call it off; we see whether it can be. */
	ASSESSING_CANCELLATION,

	/** Being called off. */
	PENDING_CANCELLATION;

	/** Every move that there is. */
	static final Map<OrderStatus, Set<OrderStatus>> MOVES = new EnumMap<>(Map.ofEntries(
			Map.entry(ACKNOWLEDGED,
					EnumSet.of(REJECTED, PENDING, HELD, IN_PROGRESS, ASSESSING_CANCELLATION, COMPLETED)),
			Map.entry(PENDING, EnumSet.of(IN_PROGRESS, HELD, ASSESSING_CANCELLATION, FAILED)),
			Map.entry(HELD, EnumSet.of(IN_PROGRESS, PENDING, ASSESSING_CANCELLATION, FAILED)),
			Map.entry(IN_PROGRESS, EnumSet.of(COMPLETED, PARTIAL, FAILED, PENDING, HELD, ASSESSING_CANCELLATION)),
			Map.entry(ASSESSING_CANCELLATION, EnumSet.of(PENDING_CANCELLATION, PENDING, HELD, IN_PROGRESS)),
			Map.entry(PENDING_CANCELLATION, EnumSet.of(CANCELLED, FAILED)),
			Map.entry(REJECTED, EnumSet.noneOf(OrderStatus.class)),
			Map.entry(CANCELLED, EnumSet.noneOf(OrderStatus.class)),
			Map.entry(COMPLETED, EnumSet.noneOf(OrderStatus.class)),
			Map.entry(FAILED, EnumSet.noneOf(OrderStatus.class)),
			Map.entry(PARTIAL, EnumSet.noneOf(OrderStatus.class))));

	/** Whether an order in this state may move to that one. */
	public boolean mayMoveTo(OrderStatus other) {
		return MOVES.get(this).contains(other);
	}

	/** Whether nothing follows. */
	public boolean last() {
		return MOVES.get(this).isEmpty();
	}

	String words() {
		return name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

}
