package app.accord.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import app.accord.fact.Fact;
import app.accord.ui.FactText;
import app.accord.ui.Rendering;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Makes letters of templates {@code mail/<kind>.html} on the one layout
 * {@code mail/layout}: the page with its look in the elements themselves, as mail
 * programs need it, the same as plain text, and the subject from the page's title. Each
 * template is given {@code company}, {@code address} (of the customers' pages, without a
 * slash at the end), {@code phone}, {@code hours} and {@code moment} (when the figures
 * were read).
 */
@Component
public class MailPages {

	private static final Pattern RULE = Pattern.compile("([^{}@]+)\\{([^{}]*)\\}");

	private final Rendering rendering;

	private final FactText words;

	private final Map<String, String> looks = new LinkedHashMap<>();

	private final String dark;

	private final String company;

	private final String address;

	private final String phone;

	private final String hours;

	MailPages(Rendering rendering, FactText words, @Value("${accord.company:Northline}") String company,
			@Value("${accord.address:http://localhost:8080}") String address,
			@Value("${accord.help.phone:(212) 555-0100}") String phone, @Value("${accord.help.hours:}") String hours) {
		this.rendering = rendering;
		this.words = words;
		this.company = company;
		this.address = address.replaceAll("/+$", "");
		this.phone = phone;
		this.hours = hours;
		String css = read("templates/mail/mail.css").replaceAll("(?s)/\\*.*?\\*/", "");
		int media = css.indexOf("@media");
		this.dark = css.substring(media).strip();
		Matcher rules = RULE.matcher(css.substring(0, media));
		while (rules.find()) {
			this.looks.merge(rules.group(1).strip(), rules.group(2).replaceAll("\\s+", " ").strip(), String::concat);
		}
	}

	/** The address of the customers' pages, without a slash at the end. */
	public String address() {
		return this.address;
	}

	/**
	 * Makes a letter.
	 * @param template such as {@code mail/reminder}
	 * @param locale the customer's
	 * @param model what the template shows
	 * @param figures a fact whose position the footer states, or null
	 * @param stated the amount it tells the customer, or null
	 */
	public Written.Letter letter(String template, Locale locale, Map<String, Object> model, Fact figures,
			Written.Stated stated) {
		Map<String, Object> values = new HashMap<>(model);
		values.putIfAbsent("portal", "/portal");
		values.putIfAbsent("paidFor", null);
		values.put("company", this.company);
		values.put("address", this.address);
		values.put("phone", this.phone);
		values.put("hours", this.hours.isBlank() ? this.words.in(locale).say("paper.hours") : this.hours);
		values.put("figures", figures);
		values.put("moment", (figures != null) ? moment(figures.at(), locale) : null);
		Document page = Jsoup.parse(this.rendering.render(template, locale, values));
		page.outputSettings().prettyPrint(false);
		String text = MailText.of(page);
		return new Written.Letter(page.title(), text, dressed(page), List.of(), stated);
	}

	/** An instant as a letter names it: {@code 22 Nov 2026 14:02 EST}. */
	public String moment(Instant at, Locale locale) {
		return this.words.in(locale).zoned(at);
	}

	private String dressed(Document page) {
		this.looks.forEach((selector, look) -> {
			for (Element element : page.select(selector)) {
				String own = element.attr("style");
				element.attr("style", own.isEmpty() ? look : own + " " + look);
			}
		});
		page.head().appendElement("style").appendChild(new org.jsoup.nodes.DataNode(this.dark));
		return page.outerHtml();
	}

	private static String read(String path) {
		try {
			return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
