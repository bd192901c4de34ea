package app.accord.portal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import app.accord.relationship.Access;
import app.accord.relationship.Scope;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The pages of the portal that somebody who acts for another may ask for, and what the
 * authority must cover for each. What is not in this table is not there for them: among
 * others, leaving or removing a card, giving money away, what was written to the
 * customer, and who may act.
 */
final class ActingDoors {

	private static final Set<String> READ = Set.of("GET", "HEAD");

	private static final Set<String> WRITE = Set.of("POST");

	private static final List<Door> DOORS = List.of(
	// @formatter:off
			open(null, null, "/portal", "/portal/live", "/portal/acting"),
			open(Scope.BILLS, null, "/portal/accounts/*/position"),
			open(Scope.BILLS, "bills and payments", "/portal/bills", "/portal/bills.csv", "/portal/bills/*",
					"/portal/credit-notes/*", "/portal/payments", "/portal/payments/*", "/portal/receipts/*",
					"/portal/accounts/*/statement", "/portal/accounts/*/statement.pdf",
					"/portal/accounts/*/statement.csv", "/portal/accounts/*/explanation",
					"/portal/accounts/*/next-bill", "/portal/accounts/*/reminders"),
			open(Scope.PAY, "bills and payments", "/portal/accounts/*/payment", "/portal/bills/*/dispute",
					"/portal/accounts/*/instalments"),
			done(Scope.PAY, "/portal/accounts/*/payment", "/portal/payments/*/call-off", "/portal/bills/*/dispute",
					"/portal/disputes/*/withdrawal", "/portal/accounts/*/instalments",
					"/portal/arrangements/*/withdrawal"),
			open(Scope.PAY, "cards and auto-pay", "/portal/cards").byAuthority(),
			done(Scope.PAY, "/portal/cards/*/preference", "/portal/accounts/*/auto-pay",
					"/portal/accounts/*/auto-pay/end").byAuthority(),
			open(Scope.BILLS, "what the bills give", "/portal/donations", "/portal/donations/*").byAuthority(),
			done(Scope.PAY, "/portal/accounts/*/donations/stop").byAuthority(),
			open(Scope.ORDERS, null, "/portal/services"),
			open(Scope.ORDERS, "purchases and prices", "/portal/purchases", "/portal/prices"),
			open(Scope.DATA, "personal data", "/portal/details"),
			done(Scope.DATA, "/portal/details/contact-points", "/portal/details/contact-points/*",
					"/portal/details/contact-points/*/preference", "/portal/details/contact-points/*/removal"),
			open(null, null, "/portal/cases", "/portal/cases/new", "/portal/cases/open"),
			open(null, "questions and complaints", "/portal/cases/*"),
			done(null, "/portal/cases", "/portal/cases/new", "/portal/cases/*/words", "/portal/cases/*/closing",
					"/portal/cases/*/reopening", "/portal/cases/*/withdrawal"));
	// @formatter:on

	private ActingDoors() {
	}

	/** The door for that request; empty where there is none. */
	static Optional<Door> of(String method, String path) {
		return DOORS.stream().filter((door) -> door.leads(method, path)).findFirst();
	}

	/** All of them. */
	static List<Door> all() {
		return DOORS;
	}

	private static Door open(Scope needed, String topic, String... paths) {
		return door(READ, needed, topic, paths);
	}

	private static Door done(Scope needed, String... paths) {
		return door(WRITE, needed, null, paths);
	}

	private static Door door(Set<String> methods, Scope needed, String topic, String... paths) {
		return new Door(methods, needed, topic, true,
				Arrays.stream(paths).map(PathPatternParser.defaultInstance::parse).toList());
	}

	/**
	 * Some pages that need the same.
	 *
	 * @param methods by which they are asked for
	 * @param needed what the authority must cover; null: anything
	 * @param topic what is looked at, for the customer's history; null where nothing is
	 * said by it alone
	 * @param byPaying whether it is enough to be asked to pay one of the accounts
	 * @param paths the paths
	 */
	record Door(Set<String> methods, Scope needed, String topic, boolean byPaying, List<PathPattern> paths) {

		/** The same, for those only to whom the customer gave an authority. */
		Door byAuthority() {
			return new Door(this.methods, this.needed, this.topic, false, this.paths);
		}

		/** Whether it leads there. */
		boolean leads(String method, String path) {
			PathContainer parsed = PathContainer.parsePath(path);
			return this.methods.contains(method) && this.paths.stream().anyMatch((each) -> each.matches(parsed));
		}

		/** Whether somebody with that access may go through. */
		boolean opensTo(Access access) {
			if (this.needed == null) {
				return access.any();
			}
			return this.byPaying ? access.may(this.needed) : access.scopes().contains(this.needed);
		}

	}

}
