package app.accord.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import app.accord.care.CaseEntry;
import app.accord.care.CasePriority;
import app.accord.care.CaseRow;
import app.accord.care.CaseState;
import app.accord.care.EntryKind;
import app.accord.customer.CaseNumber;
import app.accord.customer.Numbers;
import app.accord.interaction.Interaction;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;

/** What the desk says of cases. Templates call it as {@code @caseText}. */
@Component
class CaseText {

	private final BusinessCalendar calendar;

	CaseText(BusinessCalendar calendar) {
		this.calendar = calendar;
	}

	/** How far off a deadline is: {@code in 3 hours}, {@code 2 days late}. */
	public String left(Instant deadline) {
		Duration left = Duration.between(this.calendar.now(), deadline);
		return left.isPositive() ? "in " + length(left) : length(left.negated()) + " late";
	}

	/** What the deadline that counts is for; empty where none counts. */
	public String what(CaseRow one) {
		Instant due = one.dueAt();
		if (due == null) {
			return "";
		}
		return due.equals(one.answerBy()) ? "answer" : "solve";
	}

	/** How a state looks. */
	public String pill(CaseState state) {
		return switch (state) {
			case ACKNOWLEDGED -> "pill pill-info";
			case IN_PROGRESS -> "pill pill-accent";
			case PENDING, HELD -> "pill pill-warn";
			case RESOLVED, CLOSED -> "pill pill-ok";
			case CANCELLED, REJECTED -> "pill";
		};
	}

	/** Whether a priority is to be pointed out. */
	public boolean urgent(CasePriority priority) {
		return priority == CasePriority.HIGH || priority == CasePriority.CRITICAL;
	}

	/** What happened, in a few words. */
	public String head(CaseEntry entry) {
		return switch (entry.kind()) {
			case OPENED -> "Opened";
			case SAID -> entry.byCustomer() ? "From the customer" : "The customer said";
			case REPLIED -> (entry.state() == CaseState.PENDING) ? "Answered, and asked" : "Answered";
			case NOTED -> "Note";
			case STATE -> state(entry);
			case ASSIGNED -> "Owner";
			case ESCALATED -> "Escalated";
			case CHANGED -> "Changed";
		};
	}

	private static String state(CaseEntry entry) {
		return switch (entry.state()) {
			case IN_PROGRESS -> (entry.text() != null) ? "Opened again" : "Goes on";
			case HELD -> "On hold";
			case RESOLVED -> "Solved";
			case CLOSED -> "Closed";
			case CANCELLED -> "Cancelled";
			case REJECTED -> "Turned down";
			case ACKNOWLEDGED, PENDING -> "Moved";
		};
	}

	/** The mark in front of it. */
	public String dot(CaseEntry entry) {
		return switch (entry.kind()) {
			case OPENED, SAID -> "dot dot-call";
			case REPLIED -> "dot dot-message";
			case ESCALATED -> "dot dot-money";
			default -> "dot dot-change";
		};
	}

	/** How it stands out: what was said to and by the customer, and the rest. */
	public String look(CaseEntry entry) {
		if (entry.kind() == EntryKind.SAID || entry.kind() == EntryKind.OPENED) {
			return "case-said";
		}
		return (entry.kind() == EntryKind.REPLIED || entry.state() == CaseState.RESOLVED && entry.text() != null)
				? "case-replied" : (entry.kind() == EntryKind.NOTED) ? "case-noted" : "";
	}

	/** The case that an entry of the history is about, or null. */
	public CaseNumber numberIn(Interaction entry) {
		return Arrays.stream(entry.summary().split(" "))
			.flatMap((word) -> Numbers.read(word).stream())
			.filter(CaseNumber.class::isInstance)
			.map(CaseNumber.class::cast)
			.findFirst()
			.orElse(null);
	}

	private static String length(Duration time) {
		long minutes = Math.max(1, time.toMinutes());
		if (minutes < 60) {
			return counted(minutes, "minute");
		}
		long hours = Math.round(minutes / 60.0);
		return (hours < 48) ? counted(hours, "hour") : counted(Math.round(hours / 24.0), "day");
	}

	private static String counted(long number, String what) {
		return number + " " + what + ((number == 1) ? "" : "s");
	}

}
