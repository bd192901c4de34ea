package app.accord.counter;

import java.util.ArrayList;
import java.util.List;

import app.accord.customer.ContactKind;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.Typed;

/**
 * Somebody new, as typed at the counter.
 *
 * @param name the whole name
 * @param phone in any format
 * @param email may be empty
 * @param postal the address; may be empty
 * @param idempotencyKey made when the form was shown
 */
record Newcomer(String name, String phone, String email, String postal, String idempotencyKey) {

	String key() {
		boolean usable = this.idempotencyKey != null && !this.idempotencyKey.isBlank()
				&& this.idempotencyKey.length() <= 100;
		return usable ? this.idempotencyKey : null;
	}

	NewCustomer customer() {
		String whole = Typed.clean(this.name);
		int space = (whole != null) ? whole.lastIndexOf(' ') : -1;
		List<NewContactPoint> points = new ArrayList<>();
		add(points, ContactKind.PHONE, this.phone);
		add(points, ContactKind.EMAIL, this.email);
		add(points, ContactKind.POSTAL, this.postal);
		return NewCustomer
			.person((space > 0) ? whole.substring(0, space).strip() : null,
					(whole != null) ? whole.substring(space + 1) : null)
			.with(points.toArray(NewContactPoint[]::new));
	}

	private static void add(List<NewContactPoint> points, ContactKind kind, String typed) {
		if (Typed.clean(typed) != null) {
			points.add(new NewContactPoint(kind, null, typed, true));
		}
	}

}
