package app.accord.sandbox;

import java.util.List;

import app.accord.sandbox.SandboxBooks.Terminal;

/** The page that plays a card terminal, made by hand like {@link PaymentPage}. */
final class TerminalPage {

	/** It looks every two seconds whether it is to ask for a card. */
	private static final String LOOKS_AGAIN = "<meta http-equiv=\"refresh\" content=\"2\">";

	private static final TestCard[] CARDS = { TestCard.GOOD, TestCard.GOOD_MASTERCARD, TestCard.DECLINED,
			TestCard.NO_FUNDS, TestCard.LOST, TestCard.EXPIRED, TestCard.ANSWER_LOST };

	private TerminalPage() {
	}

	static String list(List<Terminal> terminals) {
		StringBuilder html = new StringBuilder("<h1 class=\"words\">Card terminals</h1><ul class=\"plain\">");
		for (Terminal terminal : terminals) {
			html.append("<li><a href=\"/terminals/")
				.append(PaymentPage.escape(terminal.id()))
				.append("\">")
				.append(PaymentPage.escape(terminal.name()))
				.append(terminal.online() ? "" : " (switched off)")
				.append("</a></li>");
		}
		return PaymentPage.page("Card terminals", html.append("</ul>").toString());
	}

	/**
	 * A terminal.
	 * @param asking what it asks a card for, or null
	 * @param last what it asked a card for last, or null
	 */
	static String of(Terminal terminal, Intent asking, Intent last) {
		String title = "Card terminal, " + PaymentPage.escape(terminal.name());
		StringBuilder html = new StringBuilder("<p class=\"soft\">" + title + "</p>");
		if (!terminal.online()) {
			html.append("<h1 class=\"words\">Switched off</h1>");
		}
		else if (asking == null) {
			html.append("<h1 class=\"words\">Ready</h1>").append(result(last));
		}
		else {
			ask(html, terminal, asking);
		}
		html.append(button(terminal, "plug", "plug", terminal.online() ? "off" : "on",
				terminal.online() ? "Switch it off" : "Switch it on"));
		return PaymentPage.page(title, (terminal.online() && asking == null) ? LOOKS_AGAIN : "", html.toString());
	}

	private static void ask(StringBuilder html, Terminal terminal, Intent asking) {
		html.append("<h1>").append(PaymentPage.amount(asking)).append("</h1>");
		if (asking.description() != null) {
			html.append("<p class=\"soft\">").append(PaymentPage.escape(asking.description())).append("</p>");
		}
		html.append("<p class=\"screen\">Hold the card here</p><form method=\"post\" action=\"/terminals/")
			.append(PaymentPage.escape(terminal.id()))
			.append("/tap\"><fieldset><legend>Test card</legend>");
		for (TestCard card : CARDS) {
			PaymentPage.row(html, card, card == TestCard.GOOD);
		}
		html.append("</fieldset><button type=\"submit\">Hold it to the terminal</button></form>")
			.append(button(terminal, "refuse", "button", "red", "Press the red button"))
			.append(button(terminal, "run-out", "time", "out", "Let the time run out"));
	}

	private static String button(Terminal terminal, String action, String name, String value, String words) {
		return """
				<form method="post" action="/terminals/%s/%s"><button class="quiet" type="submit" name="%s" value="%s">%s</button></form>"""
			.formatted(PaymentPage.escape(terminal.id()), action, name, value, words);
	}

	private static String result(Intent last) {
		if (last == null) {
			return "<p class=\"soft\">It asks for a card as soon as the shop’s counter tells it to.</p>";
		}
		String amount = PaymentPage.amount(last);
		return switch (last.state()) {
			case SUCCEEDED -> "<p class=\"screen\">" + amount + ": approved</p>";
			case DECLINED -> "<p class=\"bad\">" + amount + ": not charged, "
					+ PaymentPage.words(String.valueOf(last.declineCode())) + "</p>";
			case CANCELED -> "<p class=\"screen\">" + amount + ": called off by the counter</p>";
			case OPEN, CHALLENGE, EXPIRED -> "<p class=\"screen\">" + amount + ": no card came in time</p>";
		};
	}

}
