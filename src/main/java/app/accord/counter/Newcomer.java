package app.accord.counter;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import app.accord.customer.ContactKind;
import app.accord.customer.CustomerKind;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.Typed;

/**
 * Somebody new, as typed at the counter.
 *
 * @param kind PERSON or ORGANIZATION
 * @param name the whole name
 * @param phone in any format
 * @param email may be empty
 * @param postal the address; may be empty
 * @param idempotencyKey made when the form was shown
 */
record Newcomer(String kind, String name, String phone, String email, String postal, String idempotencyKey) {

	/** Nobody yet. */
	static Newcomer nobody() {
		return of("", "", "");
	}

	/** Somebody of whom that much is known; a person until somebody says otherwise. */
	static Newcomer of(String name, String phone, String email) {
		return new Newcomer(CustomerKind.PERSON.name(), name, phone, email, "", UUID.randomUUID().toString());
	}

	private boolean organization() {
		return CustomerKind.ORGANIZATION.name().equals(this.kind);
	}

	String key() {
		boolean usable = this.idempotencyKey != null && !this.idempotencyKey.isBlank()
				&& this.idempotencyKey.length() <= 100;
		return usable ? this.idempotencyKey : null;
	}

	NewCustomer customer() {
		List<NewContactPoint> points = new ArrayList<>();
		add(points, ContactKind.PHONE, this.phone);
		add(points, ContactKind.EMAIL, this.email);
		add(points, ContactKind.POSTAL, this.postal);
		return named(Typed.clean(this.name)).with(points.toArray(NewContactPoint[]::new));
	}

	private NewCustomer named(String whole) {
		if (organization() && whole != null) {
			return NewCustomer.organization(whole);
		}
		int space = (whole != null) ? whole.lastIndexOf(' ') : -1;
		return NewCustomer.person((space > 0) ? whole.substring(0, space).strip() : null,
				(whole != null) ? whole.substring(space + 1) : null);
	}

	private static void add(List<NewContactPoint> points, ContactKind kind, String typed) {
		if (Typed.clean(typed) != null) {
			points.add(new NewContactPoint(kind, null, typed, true));
		}
	}

}
