package app.accord.relationship;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How far somebody may speak and act for another customer. */
public enum Scope {

	/** May be told what is owed, billed and paid. */
	BILLS("be told about bills and payments"),

	/** May pay; whoever pays is told what there is to pay. */
	PAY("pay"),

	/** May order and change contracts; sees what there is of both. */
	ORDERS("order and change contracts"),

	/** May change how the customer is called and reached. */
	DATA("change personal data");

	private final String words;

	Scope(String words) {
		this.words = words;
	}

	/** What may be done, after “may”. */
	public String words() {
		return this.words;
	}

	/** These, with what each of them brings along. */
	static Set<Scope> whole(Collection<Scope> chosen) {
		Set<Scope> whole = EnumSet.noneOf(Scope.class);
		whole.addAll(chosen);
		if (whole.contains(PAY)) {
			whole.add(BILLS);
		}
		return whole;
	}

	/**
	 * What somebody with these may do: “may be told about bills and payments and pay”.
	 */
	public static String sentence(Collection<Scope> scopes) {
		List<String> words = EnumSet.copyOf(scopes).stream().map(Scope::words).toList();
		String last = words.getLast();
		return "may "
				+ ((words.size() == 1) ? last : String.join(", ", words.subList(0, words.size() - 1)) + " and " + last);
	}

}
