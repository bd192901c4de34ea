package app.accord.message;

import java.util.Optional;
import java.util.stream.Stream;

import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Reachable;

/**
 * Where a message goes.
 *
 * @param medium how
 * @param contactPointId which of the customer's contact points; null for a letter to a
 * customer without a postal address
 * @param address the address or number, or null
 * @param missing why it can't go as wanted, a sentence, or null
 */
record Recipient(Medium medium, Integer contactPointId, String address, String missing) {

	/**
	 * The preferred contact point of that kind that may reach the customer, as of now.
	 * @param wanted null: an e-mail, else a text message, else a letter
	 */
	static Recipient of(CustomerProfile customer, Medium wanted) {
		if (wanted == Medium.POST) {
			return letter(customer, null);
		}
		Optional<Recipient> found = Optional.empty();
		if (wanted != Medium.SMS) {
			found = first(customer.emails().stream(), Medium.EMAIL);
		}
		if (wanted != Medium.EMAIL) {
			found = found.or(() -> first(customer.phones().stream(), Medium.SMS));
		}
		return found.orElseGet(() -> letter(customer,
				(wanted == Medium.EMAIL) ? "No e-mail address that reaches them."
						: (wanted == Medium.SMS) ? "No telephone number that reaches them."
								: "No e-mail address or telephone number that reaches them."));
	}

	/** Whether a transport can take it now. */
	boolean reaches() {
		return this.medium != Medium.POST;
	}

	/** Whether it can be posted. */
	boolean postable() {
		return this.medium == Medium.POST && this.address != null;
	}

	static Recipient letter(CustomerProfile customer, String missing) {
		return customer.postals()
			.stream()
			.filter((point) -> point.reachable() != Reachable.NO)
			.findFirst()
			.map((point) -> new Recipient(Medium.POST, point.id(), point.typed(), missing))
			.orElseGet(() -> new Recipient(Medium.POST, null, null,
					((missing != null) ? missing + " " : "") + "No postal address either."));
	}

	private static Optional<Recipient> first(Stream<ContactPointView> points, Medium medium) {
		return points.filter((point) -> point.canonical() != null && point.reachable() != Reachable.NO)
			.findFirst()
			.map((point) -> new Recipient(medium, point.id(), point.canonical(), null));
	}

}
