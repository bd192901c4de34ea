package app.accord.privacy;

import java.io.OutputStream;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.interaction.Audience;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedSet;
import app.accord.money.Amounts;
import app.accord.privacy.Register.Table;
import app.accord.refusal.NotFound;
import app.accord.ui.FactText;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * All that is known of a person (GDPR, articles 15 and 20): as a file for programs and as
 * a page to be read, both from the same register and rows, of all records that are
 * joined.
 */
@Component
public class PersonalData {

	/** So many rows of a kind are on the page; the file has all. */
	public static final int SHOWN = 200;

	private static final int FETCHED = 500;

	private final JdbcTemplate jdbc;

	private final JdbcClient client;

	private final Register register;

	private final LinkedCustomers linked;

	private final Customers customers;

	private final Timeline timeline;

	private final JsonMapper json;

	private final FactText text;

	private final Clock clock;

	PersonalData(JdbcTemplate jdbc, JdbcClient client, Register register, LinkedCustomers linked, Customers customers,
			Timeline timeline, JsonMapper json, FactText text, Clock clock) {
		this.jdbc = jdbc;
		this.client = client;
		this.register = register;
		this.linked = linked;
		this.customers = customers;
		this.timeline = timeline;
		this.json = json;
		this.text = text;
		this.clock = clock;
	}

	/**
	 * Notes in the timeline that the data is given out, before it is.
	 * @param actor who asked for it, and where
	 * @param reason how it was asked for, or null
	 * @throws NotFound if there is no such customer
	 */
	@Transactional
	public void asked(Actor actor, CustomerNumber number, String reason) {
		CustomerProfile person = person(number.customerId());
		this.timeline.record(
				NewInteraction
					.change(person.customerId(), this.clock.instant(), InteractionKind.DATA, actor,
							"Complete copy of the personal data given out.")
					.because(reason));
	}

	/**
	 * Writes the file: JSON, UTF-8, row by row as it is read, as of one moment.
	 * @param audience the customer isn't given the words of internal notes without
	 * somebody's having read them over
	 * @throws NotFound if there is no such customer
	 */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public void write(CustomerNumber number, Audience audience, OutputStream out) {
		CustomerProfile person = person(number.customerId());
		LinkedSet set = this.linked.of(person.customerId());
		GivenRows rows = new GivenRows(this.client, set.ids(), audience);
		try (JsonGenerator to = this.json.createGenerator(out)) {
			to.writeStartObject();
			to.writeStringProperty("format", "accord personal data, version 1");
			to.writeStringProperty("customer", person.number().toString());
			to.writePOJOProperty("records", person.numbers().stream().map(CustomerNumber::toString).toList());
			to.writeStringProperty("asOf", this.clock.instant().toString());
			to.writePOJOProperty("notes", notes(audience));
			to.writeArrayPropertyStart("data");
			for (Table table : this.register.given()) {
				to.writeStartObject();
				to.writeStringProperty("name", GivenRows.key(table.name()));
				to.writeStringProperty("section", table.section().title());
				to.writeStringProperty("what", table.heading());
				to.writeArrayPropertyStart("rows");
				read(table, set.ids(), Integer.MAX_VALUE, (row) -> to.writePOJO(rows.row(table, row)));
				to.writeEndArray();
				to.writeEndObject();
			}
			to.writeEndArray();
			to.writeEndObject();
		}
	}

	/**
	 * The page.
	 * @param audience as above
	 * @throws NotFound if there is no such customer
	 */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Sheet sheet(CustomerNumber number, Audience audience) {
		CustomerProfile person = person(number.customerId());
		LinkedSet set = this.linked.of(person.customerId());
		GivenRows rows = new GivenRows(this.client, set.ids(), audience);
		Map<Section, List<Block>> sections = new EnumMap<>(Section.class);
		for (Table table : this.register.given()) {
			List<List<String>> lines = new ArrayList<>();
			read(table, set.ids(), SHOWN, (row) -> {
				Map<String, Object> given = rows.row(table, row);
				lines.add(table.shown()
					.keySet()
					.stream()
					.map((column) -> words(column, given.get(GivenRows.key(column)), given.get("currency")))
					.toList());
			});
			if (!lines.isEmpty()) {
				long total = (lines.size() < SHOWN) ? lines.size() : count(table, set.ids());
				sections.computeIfAbsent(table.section(), (section) -> new ArrayList<>())
					.add(new Block(table.heading(), List.copyOf(table.shown().values()), lines, total));
			}
		}
		return new Sheet(person, this.clock.instant(), sections, notes(audience));
	}

	/** What is left out, and why: sentences for the person. */
	private List<String> notes(Audience audience) {
		List<String> notes = new ArrayList<>();
		notes.add("Passwords, tokens and links that work are left out, because whoever has them could use them. "
				+ "Of a card we know its last four digits and its expiry, never its number.");
		notes.add("People who work for us are not named, except those with whom you spoke or wrote. "
				+ "What other customers’ records say is theirs.");
		if (audience == Audience.CUSTOMER) {
			notes.add("Notes that employees wrote for each other are listed with their day. "
					+ "Ask us for their words: somebody reads them over first, because others may be named in them.");
		}
		notes.add("Left out as well is what our program keeps to find you, to count, and to do nothing twice: "
				+ "it says nothing that is not here.");
		return notes;
	}

	private CustomerProfile person(long customerId) {
		return Optional.of(customerId)
			.flatMap(this.customers::find)
			.orElseThrow(() -> new NotFound("There is no customer %s.".formatted(CustomerNumber.of(customerId))));
	}

	private void read(Table table, Long[] records, int most, RowCallbackHandler each) {
		this.jdbc.query((connection) -> {
			PreparedStatement statement = connection.prepareStatement(
					"select * from " + table.name() + " where customer_id = any (?) order by 1, 2 limit ?");
			statement.setFetchSize(FETCHED);
			statement.setArray(1, connection.createArrayOf("bigint", records));
			statement.setInt(2, most);
			return statement;
		}, each);
	}

	private long count(Table table, Long[] records) {
		return this.client.sql("select count(*) from " + table.name() + " where customer_id = any (?)")
			.param(records)
			.query(Long.class)
			.single();
	}

	private String words(String column, Object value, Object currency) {
		return switch (value) {
			case null -> "";
			case Instant at -> this.text.when(at);
			case LocalDate day -> this.text.day(day);
			case Boolean yes -> yes ? "yes" : "no";
			case String plain when column.endsWith("_minor") && currency instanceof String of ->
				Amounts.read(plain, of).map(this.text::money).orElse(plain);
			case String code when code.matches("[A-Z][A-Z_]+") && !column.contains("code") ->
				this.text.code("personal." + column, code);
			default -> value.toString();
		};
	}

	/**
	 * All that is known of a person, to be read.
	 *
	 * @param person who it is
	 * @param asOf when it was read, UTC
	 * @param sections in the order in which they are read; those without anything are
	 * left out
	 * @param notes sentences on what is left out, and why
	 */
	public record Sheet(CustomerProfile person, Instant asOf, Map<Section, List<Block>> sections, List<String> notes) {
	}

	/**
	 * What there is of a kind.
	 *
	 * @param heading what it is
	 * @param columns the headings of its columns
	 * @param rows their words, at most {@link #SHOWN}
	 * @param total how many there are
	 */
	public record Block(String heading, List<String> columns, List<List<String>> rows, long total) {
	}

}
