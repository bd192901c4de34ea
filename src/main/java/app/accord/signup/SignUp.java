package app.accord.signup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import app.accord.consent.ConsentPurpose;
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
 * @param agreed what e-mails may be sent for: what was ticked, of {@link #ASKED}
 */
public record SignUp(String givenName, String familyName, String email, String phone, Set<ConsentPurpose> agreed) {

	/**
	 * What the form asks about, each by a box that is not ticked. By e-mail only: the
	 * link proves whose the mailbox is, nothing proves whose the telephone is.
	 */
	public static final List<ConsentPurpose> ASKED = List.of(ConsentPurpose.OFFERS, ConsentPurpose.SURVEYS);

	/** Somebody who ticked nothing. */
	public SignUp(String givenName, String familyName, String email, String phone) {
		this(givenName, familyName, email, phone, Set.of());
	}

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
