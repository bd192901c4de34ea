package app.accord.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the sandbox misbehaves: single faults that are planned for the next requests, and
 * how it sends its reports. Forgotten when the program ends.
 */
public class Misbehaviour {

	private final List<Planned> plan = new ArrayList<>();

	private final Map<Operation, Fault> standing = new EnumMap<>(Operation.class);

	private final Set<ReportFault> reports = Collections.synchronizedSet(EnumSet.noneOf(ReportFault.class));

	private volatile Duration hang = Duration.ofSeconds(60);

	private volatile Duration slow = Duration.ofSeconds(5);

	/**
	 * Plans faults for the next requests, one for each.
	 * @param account only for requests that name this account; null: for anybody's
	 */
	public synchronized void plan(String account, Operation operation, Fault... faults) {
		for (Fault fault : faults) {
			this.plan.add(new Planned(account, operation, fault));
		}
	}

	/** From now on, every such request; null: none. */
	public synchronized void always(Operation operation, Fault fault) {
		if (fault == null) {
			this.standing.remove(operation);
		}
		else {
			this.standing.put(operation, fault);
		}
	}

	/** How reports are sent from now on. */
	public void reports(Set<ReportFault> faults) {
		synchronized (this.reports) {
			this.reports.clear();
			this.reports.addAll(faults);
		}
	}

	/**
	 * How long it hangs.
	 * @param hanging before a connection is dropped, or before what comes late is done
	 * @param slowness before a slow answer
	 */
	public void times(Duration hanging, Duration slowness) {
		this.hang = hanging;
		this.slow = slowness;
	}

	/** Behaves from now on. */
	public synchronized void behave() {
		this.plan.clear();
		this.standing.clear();
		this.reports.clear();
		this.hang = Duration.ofSeconds(60);
		this.slow = Duration.ofSeconds(5);
	}

	synchronized Fault next(String account, Operation operation) {
		for (Iterator<Planned> rest = this.plan.iterator(); rest.hasNext();) {
			Planned planned = rest.next();
			if (planned.operation() == operation && (planned.account() == null || planned.account().equals(account))) {
				rest.remove();
				return planned.fault();
			}
		}
		return this.standing.getOrDefault(operation, Fault.NONE);
	}

	synchronized List<Planned> planned() {
		return List.copyOf(this.plan);
	}

	synchronized Map<Operation, Fault> standing() {
		return Map.copyOf(this.standing);
	}

	Set<ReportFault> reports() {
		synchronized (this.reports) {
			return Set.copyOf(this.reports);
		}
	}

	Duration hang() {
		return this.hang;
	}

	Duration slow() {
		return this.slow;
	}

	/** What is asked of the sandbox. */
	public enum Operation {

		/** Charging a kept card. */
		CHARGE,

		/** Opening a payment page. */
		PAGE,

		/** Asking for a card at a terminal. */
		TERMINAL,

		/** Asking what became of something. */
		ASK,

		/** Calling something off. */
		CANCEL,

		/** Paying back. */
		REFUND,

		/** Reading the books. */
		BOOKS

	}

	/** What goes wrong with a request. */
	public enum Fault {

		/** Nothing. */
		NONE("nothing"),

		/** Does it, and never answers. */
		ACCEPT_THEN_HANG("does it, then hangs"),

		/** Does it, and answers 500. */
		ACCEPT_THEN_500("does it, then answers 500"),

		/** Does it, and drops the connection. */
		ACCEPT_THEN_CLOSE("does it, then drops the connection"),

		/** Hangs, and does it when nobody waits any more. */
		LATE("does it after the caller has given up"),

		/** Does nothing and answers 500. */
		FAIL("answers 500, does nothing"),

		/** Answers slowly. */
		SLOW("answers slowly"),

		/** Answers 409: the same request is being worked on. */
		CONFLICT("answers 409, does nothing"),

		/** Answers 429: too many requests. */
		BUSY("answers 429, does nothing"),

		/** Drops the connection and does nothing. */
		CLOSE("drops the connection, does nothing"),

		/** Captures the amount twice. */
		CAPTURE_TWICE("captures twice"),

		/** Declines for want of money. */
		DECLINE_FUNDS("declines: not enough money"),

		/** Declines without saying why. */
		DECLINE("declines"),

		/** Declines a card that was reported as lost. */
		DECLINE_LOST("declines: card reported as lost");

		private final String words;

		Fault(String words) {
			this.words = words;
		}

		/** What people read. */
		public String words() {
			return this.words;
		}

	}

	/** What goes wrong with reports. */
	public enum ReportFault {

		/** They are never sent. */
		LOST("never sent"),

		/** Each is sent five times. */
		FIVE_TIMES("each sent five times"),

		/** The last one first. */
		REVERSED("the last one first"),

		/** Three days later. */
		LATE("three days late"),

		/** With a signature that isn't ours, and content that isn't true. */
		FORGED("forged ones as well"),

		/** About objects that there are not. */
		UNKNOWN_OBJECTS("about unknown objects as well"),

		/** With a time that is 301 seconds off. */
		TIME_OFF("with a time 301 s off as well");

		private final String words;

		ReportFault(String words) {
			this.words = words;
		}

		/** What people read. */
		public String words() {
			return this.words;
		}

	}

	record Planned(String account, Operation operation, Fault fault) {
	}

}
