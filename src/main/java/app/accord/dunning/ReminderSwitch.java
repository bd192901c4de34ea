package app.accord.dunning;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What is different for one customer.
 *
 * @param kind what
 * @param policyCode the other policy; null unless it is one
 * @param until the last day it holds; null: until it is taken away
 * @param reason why
 * @param setBy by whom
 * @param setAt when, UTC
 */
public record ReminderSwitch(SwitchKind kind, String policyCode, LocalDate until, String reason, String setBy,
		Instant setAt) {
}
