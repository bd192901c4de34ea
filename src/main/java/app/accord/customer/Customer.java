package app.accord.customer;

import java.time.Instant;
import java.time.LocalDate;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import app.accord.refusal.Refusal;

/** A customer. Whoever changes one holds its row, so its version counts the changes. */
@Entity
class Customer {

	@Id
	private Long customerId;

	@Enumerated(EnumType.STRING)
	private CustomerKind kind;

	private String name;

	private String givenName;

	private String familyName;

	private String language;

	@Enumerated(EnumType.STRING)
	private Tier tier;

	private Instant tierSince;

	private LocalDate customerSince;

	private Instant createdAt;

	private int version;

	protected Customer() {
	}

	String name() {
		return this.name;
	}

	String givenName() {
		return this.givenName;
	}

	String familyName() {
		return this.familyName;
	}

	Tier tier() {
		return this.tier;
	}

	String language() {
		return this.language;
	}

	void rename(String whole, String given, String family) {
		if (whole == null) {
			throw new Refusal("name", "Please give the customer's name.");
		}
		if (whole.length() > 200) {
			throw new Refusal("name", "The name is longer than 200 characters. Please shorten it.");
		}
		this.name = whole;
		this.givenName = given;
		this.familyName = family;
		changed();
	}

	void moveTo(Tier other, Instant now) {
		if (other == null) {
			throw new Refusal("tier", "Please choose a tier.");
		}
		this.tier = other;
		this.tierSince = now;
		changed();
	}

	void speak(String code) {
		if (code == null || !code.matches("[a-z]{2,3}(-[A-Z]{2})?")) {
			throw new Refusal("language", "A language is a code such as en, es or fr-CA.");
		}
		this.language = code;
		changed();
	}

	void changed() {
		this.version++;
	}

}
