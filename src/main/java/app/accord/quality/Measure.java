package app.accord.quality;

/** What may be wrong with a customer's record. */
public enum Measure {

	/** Nothing to reach the customer by. */
	NO_CONTACT(Kind.MISSING, "No way to reach them", "Ask for a telephone number or an e-mail address.",
			"not " + reached("")),

	/** No e-mail address, but something else. */
	NO_EMAIL(Kind.MISSING, "No e-mail address", "Bills and receipts go by letter until there is one.",
			reached("") + " and not " + reached("and p.kind = 'EMAIL'")),

	/** A person with one part of the name only. */
	HALF_A_NAME(Kind.MISSING, "Half a name", "Ask for the given or the family name.",
			"c.kind = 'PERSON' and position(' ' in c.name) = 0"),

	/** Every contact point is known not to reach anybody. */
	UNREACHABLE(Kind.UNREACHABLE, "Nothing reaches them", "Everything that is known bounced or was refused.",
			reached("") + " and not " + reached("and p.reachable <> 'NO'")),

	/** A telephone number or e-mail address that can't be one. */
	UNREADABLE(Kind.UNREACHABLE, "A number or address that can’t be right",
			"It is kept as it was typed; nothing can be sent to it.",
			reached("and p.kind in ('PHONE', 'EMAIL') and p.canonical is null")),

	/** The parts of a person's name are not in the whole name. */
	NAME_CONTRADICTS(Kind.CONTRADICTORY, "The name contradicts itself",
			"Given and family name are not in the whole name.",
			"c.kind = 'PERSON' and position(lower(c.family_name) in lower(c.name)) = 0"),

	/** A person with a company's name. */
	PERSON_AS_COMPANY(Kind.CONTRADICTORY, "A person with a company’s name", "Probably a company.",
			"c.kind = 'PERSON' and c.name ~* '\\m(inc|llc|ltd|gmbh|corp|corporation|company|plc)\\M\\.?$'"),

	/** Longest silence. */
	STALE(Kind.STALE, "Nothing heard for two years", "Check that they are still customers and still live there.", """
			c.created_at < ?::timestamptz
			and not exists (select from interaction i left join linked_customer m on m.customer_id = i.customer_id
			  where coalesce(m.leading_id, i.customer_id) = c.customer_id and i.at >= ?::timestamptz)
			"""),

	/** Somebody else has the same name and the same telephone or e-mail. */
	DOUBLED(Kind.DOUBLED, "There twice", "Same name and same telephone or e-mail as another customer.", """
			exists (select from directory d left join linked_customer m on m.customer_id = d.customer_id
			  join directory o on o.kind = d.kind and o.value = d.value and o.customer_id <> d.customer_id
			  join shown_customer other on other.customer_id = o.customer_id
			  where coalesce(m.leading_id, d.customer_id) = c.customer_id and other.leading_id <> c.customer_id
			  and d.kind in ('PHONE', 'EMAIL') and lower(other.name) = lower(c.name))
			""");

	private final Kind kind;

	private final String label;

	private final String advice;

	private final String condition;

	Measure(Kind kind, String label, String advice, String condition) {
		this.kind = kind;
		this.label = label;
		this.advice = advice;
		this.condition = condition;
	}

	/** That the customer, in whichever record, has such a contact point. */
	private static String reached(String by) {
		return """
				exists (select from contact_point p left join linked_customer m on m.customer_id = p.customer_id
				  where coalesce(m.leading_id, p.customer_id) = c.customer_id and p.ended_at is null %s)
				""".formatted(by);
	}

	/** What sort of fault it is. */
	public Kind kind() {
		return this.kind;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

	/** What to do about it. */
	public String advice() {
		return this.advice;
	}

	/**
	 * In SQL, of a customer {@code c} with all records that are joined in it; a parameter
	 * is the day before which it is old.
	 */
	String condition() {
		return this.condition;
	}

	/** Sorts of faults. */
	public enum Kind {

		/** Something is not known. */
		MISSING("Missing"),

		/** What is known leads nowhere. */
		UNREACHABLE("Unreachable"),

		/** What is known can't all be true. */
		CONTRADICTORY("Contradictory"),

		/** What is known is old. */
		STALE("Stale"),

		/** The same customer more than once. */
		DOUBLED("Doubled");

		private final String label;

		Kind(String label) {
			this.label = label;
		}

		/** What people read. */
		public String label() {
			return this.label;
		}

	}

}
