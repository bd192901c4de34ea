package app.accord.security;

import java.util.Locale;

/** What an employee may do. */
public enum StaffRole {

	/** Serves customers at the desk. */
	AGENT,

	/** Serves customers at desk and counter, and decides where others may not. */
	SUPERVISOR,

	/** Serves customers at a shop counter. */
	CLERK,

	/** Keeps prices and bills. */
	BILLER,

	/** Keeps products, promotions and campaigns. */
	MARKETER,

	/** Keeps the installation: employees, imports, settings. */
	ADMIN;

	/** The word that people read: {@code Agent}. */
	public String label() {
		return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
	}

}
