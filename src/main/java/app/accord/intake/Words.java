package app.accord.intake;

/** Words that mean yes or no. */
final class Words {

	private Words() {
	}

	/**
	 * Whether a cell says yes.
	 * @param otherwise where it is empty
	 * @throws BadRow if it says neither
	 */
	static boolean yes(Cells cells, Target target, boolean otherwise) {
		return switch (cells.word(target, otherwise ? "yes" : "no")) {
			case "yes", "y", "true", "1", "x", "ja", "oui", "si", "sí", "on", "opt-in", "optin", "opted in", "given",
					"granted", "subscribed" ->
				true;
			case "no", "n", "false", "0", "-", "nein", "non", "off", "opt-out", "optout", "opted out", "refused",
					"denied", "withdrawn", "revoked", "unsubscribed" ->
				false;
			default -> throw new BadRow("“" + ReadingRows.cut(cells.text(target)) + "” is neither yes nor no.");
		};
	}

}
