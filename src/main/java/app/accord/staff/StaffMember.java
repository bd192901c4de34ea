package app.accord.staff;

import java.time.Instant;

import app.accord.security.StaffRole;

/**
 * An employee as the staff page shows it.
 *
 * @param username lower-case user name
 * @param displayName what people read: {@code Ada Lindqvist}
 * @param role what the employee may do
 * @param createdAt since when the employee can sign in
 * @param disabledAt since when the employee can't sign in any more, or null
 */
public record StaffMember(String username, String displayName, StaffRole role, Instant createdAt, Instant disabledAt) {

	/** Whether the employee can sign in. */
	public boolean active() {
		return this.disabledAt == null;
	}

}
