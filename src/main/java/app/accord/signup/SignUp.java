package app.accord.signup;

import java.util.ArrayList;
import java.util.List;

import app.accord.customer.CustomerKind;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.Typed;

/**
 * Somebody who asks to become a customer.
 *
 * @param givenName may be null
 * @param familyName as typed
 * @param email as typed
 * @param phone as typed; null or empty: none
 */
public record SignUp(String givenName, String familyName, String email, String phone) {

	NewCustomer customer() {
		List<NewContactPoint> points = new ArrayList<>();
		points.add(NewContactPoint.email(this.email).preferring());
		if (Typed.clean(this.phone) != null) {
			points.add(NewContactPoint.phone(this.phone).preferring());
		}
		return new NewCustomer(CustomerKind.PERSON, null, this.givenName, this.familyName, null, null, null, points,
				null);
	}

}
