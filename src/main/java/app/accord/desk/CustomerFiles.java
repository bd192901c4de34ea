package app.accord.desk;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentEntry;
import app.accord.consent.ConsentPurpose;
import app.accord.consent.Consents;
import app.accord.csv.Csv;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.FieldChange;
import app.accord.customer.FieldChanges;
import app.accord.customer.Tier;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.message.Message;
import app.accord.message.Messages;
import app.accord.privacy.Wishes;
import app.accord.quality.DataQuality;
import app.accord.quality.Measure;
import app.accord.search.CustomerSearch;
import app.accord.search.ListOrder;
import app.accord.search.SearchHit;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Lists of customers, and of what is known of one, as files for spreadsheets. */
@Controller
class CustomerFiles {

	private static final List<String> PERSON = List.of("number", "name", "kind", "phone", "e-mail", "address", "tier",
			"language", "customer since");

	private final OnDesk onDesk;

	private final Customers customers;

	private final CustomerSearch search;

	private final DataQuality quality;

	private final Timeline timeline;

	private final Messages messages;

	private final FieldChanges changes;

	private final Wishes wishes;

	private final Consents consents;

	CustomerFiles(OnDesk onDesk, Customers customers, CustomerSearch search, DataQuality quality, Timeline timeline,
			Messages messages, FieldChanges changes, Wishes wishes, Consents consents) {
		this.consents = consents;
		this.onDesk = onDesk;
		this.customers = customers;
		this.search = search;
		this.quality = quality;
		this.timeline = timeline;
		this.messages = messages;
		this.changes = changes;
		this.wishes = wishes;
	}

	/** All that the list shows, page after page; not only those that were counted. */
	@GetMapping("/desk/customers/list.csv")
	void customers(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String tier,
			@RequestParam(defaultValue = "BEST") String sort, HttpServletResponse response) throws IOException {
		Tier wanted = Forms.named(Tier.class, tier).orElse(null);
		ListOrder order = Forms.named(ListOrder.class, sort).orElse(ListOrder.BEST);
		Csv.write(response, "customers", PERSON, AccountList.until((page, size) -> {
			List<Long> ids = this.search.list(q, wanted, order, page, size)
				.items()
				.stream()
				.map(SearchHit::customerId)
				.toList();
			Map<Long, CustomerProfile> profiles = this.customers.readAll(ids);
			return ids.stream().filter(profiles::containsKey).map(profiles::get).toList();
		}).map(CustomerFiles::person));
	}

	/** Those who may be contacted so. */
	@GetMapping("/desk/customers/agreed.csv")
	void agreed(@RequestParam(defaultValue = "") String purpose, @RequestParam(defaultValue = "") String channel,
			HttpServletResponse response) throws IOException {
		ConsentPurpose what = Forms.named(ConsentPurpose.class, purpose).orElse(ConsentPurpose.OFFERS);
		ConsentChannel way = Forms.named(ConsentChannel.class, channel).orElse(ConsentChannel.EMAIL);
		Csv.write(response, "agreed-to-" + (what + "-by-" + way).toLowerCase(Locale.ROOT), PERSON,
				this.consents.who(what, way).flatMap((ids) -> {
					Map<Long, CustomerProfile> profiles = this.customers.readAll(ids);
					return ids.stream().filter(profiles::containsKey).map(profiles::get).map(CustomerFiles::person);
				}));
	}

	@GetMapping("/desk/customers/{number}/consents.csv")
	void consents(@PathVariable String number, HttpServletResponse response) throws IOException {
		CustomerProfile customer = this.onDesk.customer(number);
		Csv.write(
				response, "consents-" + customer.number(), List.of("said at", "records", "purpose", "channel", "answer",
						"state", "where", "shown", "noted at", "by", "reason"),
				this.consents.history(customer.customerId()).stream().map((line) -> {
					ConsentEntry entry = line.entry();
					return Arrays.asList(entry.saidAt(),
							line.records().stream().map(Object::toString).collect(Collectors.joining(" ")),
							entry.purpose().label(), entry.channel().label(), entry.answer().label(),
							line.state().label(), entry.where(), entry.wording(), entry.recordedAt(),
							entry.actor().name(), entry.reason());
				}));
	}

	@GetMapping("/desk/quality/list.csv")
	void measures(HttpServletResponse response) throws IOException {
		Csv.write(response, "data-quality",
				List.of("sort", "records with", "customers", "of all", "a week earlier", "what to do"),
				this.quality.counted()
					.stream()
					.map((each) -> Arrays.asList(each.measure().kind().label(), each.measure().label(),
							each.customers(), each.ofAll(), each.before(), each.measure().advice())));
	}

	@GetMapping("/desk/quality/{fault}/list.csv")
	void faulty(@PathVariable String fault, @RequestParam(defaultValue = "") String q, HttpServletResponse response)
			throws IOException {
		Measure measure = Arrays.stream(Measure.values())
			.filter((each) -> each.name().equalsIgnoreCase(fault.replace('-', '_')))
			.findFirst()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		Csv.write(response, fault, PERSON,
				AccountList.<CustomerProfile>until((page, size) -> this.quality.list(measure, q, page, size))
					.map(CustomerFiles::person));
	}

	@GetMapping("/desk/customers/{number}/history.csv")
	void history(@PathVariable String number, @RequestParam(defaultValue = "") String group,
			HttpServletResponse response) throws IOException {
		CustomerProfile customer = this.onDesk.customer(number);
		Csv.write(response, "history-" + customer.number(),
				List.of("at", "kind", "direction", "channel", "by", "summary", "text", "reason", "internal"),
				AccountList
					.<Interaction>until((page, size) -> this.timeline.page(customer.customerId(), Audience.STAFF,
							TimelineView.groups(group), page, size))
					.map((entry) -> Arrays.asList(entry.at(), entry.kind(), entry.direction(), entry.actor().channel(),
							entry.actor().name(), entry.summary(), entry.body(), entry.reason(),
							entry.internal() ? "yes" : "no")));
	}

	@GetMapping("/desk/customers/{number}/messages.csv")
	void messages(@PathVariable String number, HttpServletResponse response) throws IOException {
		CustomerProfile customer = this.onDesk.customer(number);
		Csv.write(response, "messages-" + customer.number(),
				List.of("decided", "sent", "state", "by", "to", "subject", "problem"),
				AccountList
					.<Message>until((page, size) -> this.messages.page(customer.customerId(), page, size).items())
					.map((message) -> Arrays.asList(message.decidedAt(), message.sentAt(), message.state().label(),
							message.medium(), message.sentTo(), message.subject(), message.problem())));
	}

	@GetMapping("/desk/customers/{number}/fields.csv")
	void changes(@PathVariable String number, HttpServletResponse response) throws IOException {
		CustomerProfile customer = this.onDesk.customer(number);
		Csv.write(response, "changes-" + customer.number(),
				List.of("at", "record", "field", "before", "after", "by", "channel", "reason"),
				AccountList
					.<FieldChange>until((page, size) -> this.changes.page(customer.customerId(), page, size).items())
					.map((change) -> Arrays.asList(change.at(), change.record(), change.field().label(),
							change.oldValue(), change.newValue(), change.actor().name(), change.actor().channel(),
							change.reason())));
	}

	@GetMapping("/desk/erasures/list.csv")
	void wishes(HttpServletResponse response) throws IOException {
		Csv.write(response, "wishes-to-be-erased", List.of("number", "asked", "by", "answer until"),
				this.wishes.waiting()
					.stream()
					.map((wish) -> Arrays.asList(wish.customer(), wish.at(), wish.by(), this.wishes.due(wish))));
	}

	private static List<Object> person(CustomerProfile person) {
		return Arrays.asList(person.number(), person.name(), person.kind(), shown(person.phones()),
				shown(person.emails()), shown(person.postals()), person.tier(), person.language(),
				person.customerSince());
	}

	private static String shown(List<ContactPointView> points) {
		return points.stream().map(ContactPointView::shown).collect(Collectors.joining("; "));
	}

}
