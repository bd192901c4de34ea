package app.accord.relationship;

import java.time.LocalDate;
import java.util.Set;

import app.accord.customer.CustomerNumber;

/**
 * Somebody who may speak for a customer.
 *
 * @param number the number that leads
 * @param name the name
 * @param title what this one is to the customer: daughter; or null
 * @param scopes how far
 * @param until the last day, or null
 */
public record Speaker(CustomerNumber number, String name, String title, Set<Scope> scopes, LocalDate until) {

	/** Name and what they are: “Ana Ruiz (daughter)”. */
	public String named() {
		return (this.title != null) ? this.name + " (" + this.title + ")" : this.name;
	}

	/** What this one may do: “may be told about bills and payments and pay”. */
	public String may() {
		return Scope.sentence(this.scopes);
	}

}
