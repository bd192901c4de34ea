package app.accord.intake;

/**
 * What a row changes of a customer.
 *
 * @param field what
 * @param pointId the contact point that is changed, or null
 * @param slot of the row that says it, or null
 * @param oldValue what stood there, or null
 * @param newValue what is to stand there
 */
record Change(Field field, Integer pointId, String slot, String oldValue, String newValue) {

	enum Field {

		NAME, LANGUAGE, POINT_ADDED, POINT_CHANGED, EXTERNAL_ID, LINK

	}

	/** In words, or null where nobody need know. */
	String words() {
		return switch (this.field) {
			case NAME -> "name “" + ReadingRows.cut(Names.shown(this.oldValue)) + "” becomes “"
					+ ReadingRows.cut(Names.shown(this.newValue)) + "”";
			case LANGUAGE -> "language " + this.oldValue + " becomes " + this.newValue;
			case POINT_ADDED -> "“" + ReadingRows.cut(flat(this.newValue)) + "” is added";
			case POINT_CHANGED ->
				"“" + ReadingRows.cut(flat(this.oldValue)) + "” becomes “" + ReadingRows.cut(flat(this.newValue)) + "”";
			case EXTERNAL_ID -> "known as " + this.newValue;
			case LINK -> null;
		};
	}

	private static String flat(String text) {
		return text.replace("\n", ", ");
	}

	/** The three parts of a name, kept in one value. */
	static final class Names {

		private static final String BETWEEN = "\n";

		private Names() {
		}

		static String of(String name, String given, String family) {
			return name + BETWEEN + ((given != null) ? given : "") + BETWEEN + ((family != null) ? family : "");
		}

		static String shown(String value) {
			return value.split(BETWEEN, 2)[0];
		}

		/** Whole, given and family name; the last two may be null. */
		static String[] parts(String value) {
			String[] parts = value.split(BETWEEN, -1);
			return new String[] { parts[0], parts[1].isEmpty() ? null : parts[1],
					parts[2].isEmpty() ? null : parts[2] };
		}

	}

}
