package app.accord.message;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** A page of a mail as plain text: the same words and figures, once. */
final class MailText {

	private final StringBuilder text = new StringBuilder();

	private MailText() {
	}

	static String of(Document page) {
		MailText writer = new MailText();
		writer.write(page.body());
		return writer.text.toString()
			.replaceAll("[ \\t\\u00a0]+", " ")
			.replaceAll(" *\\n *", "\n")
			.replaceAll("\\n{3,}", "\n\n")
			.strip() + "\n";
	}

	private void write(Node node) {
		switch (node) {
			case TextNode words -> this.text.append(words.getWholeText().replaceAll("\\s+", " "));
			case Element element when element.hasClass("no-text") -> {
			}
			case Element element -> write(element);
			default -> {
			}
		}
	}

	private void write(Element element) {
		switch (element.normalName()) {
			case "br" -> this.text.append('\n');
			case "hr" -> this.text.append("\n\n--\n");
			case "h1", "h2", "p", "table", "ul", "ol" -> around(element, "\n\n");
			case "div" -> around(element, "\n");
			case "tr" -> {
				this.text.append('\n');
				children(element);
			}
			case "li" -> {
				this.text.append("\n- ");
				children(element);
			}
			case "td", "th" -> {
				if (element.previousElementSibling() != null) {
					this.text.append(": ");
				}
				children(element);
			}
			case "a" -> {
				children(element);
				String to = element.attr("href");
				if (to.startsWith("http") && !element.text().equals(to)) {
					this.text.append(": ").append(to);
				}
			}
			default -> children(element);
		}
	}

	private void around(Element element, String gap) {
		this.text.append(gap);
		children(element);
		this.text.append(gap);
	}

	private void children(Element element) {
		element.childNodes().forEach(this::write);
	}

}
