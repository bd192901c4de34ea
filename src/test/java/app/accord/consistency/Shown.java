package app.accord.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;

/**
 * A fact as somebody was shown it.
 *
 * @param channel desk, portal, counter, api, or one of the documents and mails
 * @param address where
 * @param fact its name
 * @param subject what it is about
 * @param asOf the version it was read at
 * @param value for machines; empty for none
 * @param currency ISO 4217 code, or empty
 * @param text for people; null where there is none
 */
record Shown(String channel, String address, String fact, String subject, long asOf, String value, String currency,
		String text) {

	/** All facts on a page. */
	static List<Shown> on(Document page, String channel, String address) {
		List<Shown> all = new ArrayList<>();
		for (Element data : page.select("data.fact")) {
			all.add(new Shown(channel, address, data.attr("data-fact"), data.attr("data-subject"),
					Long.parseLong(data.attr("data-as-of")), data.attr("value"), data.attr("data-currency"),
					data.text()));
		}
		return all;
	}

	/** All facts in an answer, wherever they are in it. */
	static List<Shown> in(JsonNode answer, String address) {
		List<Shown> all = new ArrayList<>();
		if (answer.isObject() && answer.has("fact") && answer.has("subject") && answer.has("asOf")) {
			all.add(new Shown("api", address, answer.at("/fact").asString(), answer.at("/subject").asString(),
					answer.at("/asOf").asLong(), text(answer, "value"), text(answer, "currency"), null));
		}
		answer.forEach((inner) -> all.addAll(in(inner, address)));
		return all;
	}

	private static String text(JsonNode fact, String name) {
		JsonNode value = fact.get(name);
		return (value == null || value.isNull()) ? "" : value.asString();
	}

	/** Whether people read the amount that machines do. */
	boolean legible() {
		return this.text == null || this.currency.isEmpty() || digits(this.text).equals(digits(this.value));
	}

	private static String digits(String text) {
		return text.replaceAll("[^0-9]", "");
	}

	/** What it is that must be the same wherever it is shown. */
	String what() {
		return this.fact + " of " + this.subject;
	}

	String answer() {
		return Objects.equals(this.currency, "") ? "“" + this.value + "”" : this.value + " " + this.currency;
	}

	String where() {
		return this.channel + " " + this.address;
	}

}
