package app.accord.customer;

import java.util.Locale;
import java.util.regex.Pattern;

import app.accord.refusal.Refusal;

import org.springframework.stereotype.Component;

/** Reads contact points as typed, for keeping and for finding them again. */
@Component
public class ReadingContactPoints {

	private static final Pattern EMAIL = Pattern.compile(
			"[^\\s@<>()\\[\\],;:\\\\\"]{1,64}@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+[\\p{L}]"
					+ "[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}]");

	private static final int LONGEST = 500;

	private final Phones phones;

	ReadingContactPoints(Phones phones) {
		this.phones = phones;
	}

	/**
	 * E.164 or lower-case address; null where it can't be read, and for postal addresses.
	 */
	public String canonical(ContactKind kind, String typed) {
		return switch (kind) {
			case PHONE -> this.phones.canonical(typed).orElse(null);
			case EMAIL -> email(typed);
			case POSTAL -> null;
		};
	}

	String shown(ContactKind kind, String typed, String canonical) {
		return (kind == ContactKind.PHONE && canonical != null) ? this.phones.shown(canonical) : typed;
	}

	/** Refuses what a person who is there can put right. */
	void check(ContactKind kind, String typed) {
		if (kind == null) {
			throw new Refusal("kind", "Please choose telephone, e-mail or postal address.");
		}
		String text = Typed.clean(typed);
		String field = (kind == ContactKind.PHONE) ? "phone" : (kind == ContactKind.EMAIL) ? "email" : "postal";
		if (text == null) {
			throw new Refusal(field, "Please type the " + kind.noun() + ".");
		}
		if (text.length() > LONGEST) {
			throw new Refusal(field, "This is longer than " + LONGEST + " characters. Please shorten it.");
		}
		if (kind == ContactKind.EMAIL && email(text) == null) {
			throw new Refusal(field,
					"“" + text + "” is not an e-mail address. One looks like name@example.com. Please check it.");
		}
		if (kind == ContactKind.PHONE && text.codePoints().filter(Character::isDigit).count() < 3
				&& this.phones.canonical(text).isEmpty()) {
			throw new Refusal(field, "“" + text + "” is not a telephone number. Please type its digits.");
		}
	}

	static String email(String typed) {
		String text = Typed.clean(typed);
		if (text == null || text.length() > 254) {
			return null;
		}
		String address = text.toLowerCase(Locale.ROOT);
		return EMAIL.matcher(address).matches() ? address : null;
	}

}
