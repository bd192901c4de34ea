package app.accord.duplicates;

import java.sql.Timestamp;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.MalformedNumber;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.search.CustomerSearch;
import app.accord.search.SearchHit;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who may be the same as somebody, and what people decided about it. */
@Service
public class Duplicates {

	private static final int NAMES = 30;

	private static final int CANDIDATES = 80;

	private static final int SHOWN = 5;

	private final JdbcClient jdbc;

	private final Customers customers;

	private final CustomerSearch search;

	private final Recognising recognising;

	private final SuspectedPairs pairs;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	Duplicates(JdbcClient jdbc, Customers customers, CustomerSearch search, Recognising recognising,
			SuspectedPairs pairs, Timeline timeline, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.customers = customers;
		this.search = search;
		this.recognising = recognising;
		this.pairs = pairs;
		this.timeline = timeline;
		this.calendar = calendar;
	}

	/**
	 * Who may be the one that is being typed, the likeliest first, at most five.
	 * @param typed what is known so far; a name alone finds those who have just that name
	 */
	@Transactional
	public List<Suspect> of(NewCustomer typed) {
		return suspects(typed, 0).stream().limit(SHOWN).toList();
	}

	/** Who may be the same as that customer, the likeliest first. */
	@Transactional
	List<Suspect> of(CustomerProfile customer) {
		List<NewContactPoint> points = customer.contactPoints()
			.stream()
			.map((point) -> new NewContactPoint(point.kind(), point.label(),
					(point.canonical() != null) ? point.canonical() : point.typed(), point.preferred()))
			.toList();
		return suspects(new NewCustomer(customer.kind(), customer.name(), customer.givenName(), customer.familyName(),
				null, null, null, points, null), customer.customerId());
	}

	private List<Suspect> suspects(NewCustomer typed, long self) {
		Set<Long> candidates = new LinkedHashSet<>(
				this.recognising.candidates(List.of(typed), Imagined.NOTHING).getOrDefault(0, Set.of()));
		String name = (typed.name() != null && !typed.name().isBlank()) ? typed.name()
				: ((typed.givenName() != null) ? typed.givenName() : "") + " "
						+ ((typed.familyName() != null) ? typed.familyName() : "");
		if (!name.isBlank()) {
			this.search.find(name, 0, NAMES).items().stream().map(SearchHit::customerId).forEach(candidates::add);
		}
		Set<Long> some = new LinkedHashSet<>(candidates.stream().limit(CANDIDATES).toList());
		return this.recognising.weigh(List.of(typed), Map.of(0, some), Imagined.NOTHING)
			.getOrDefault(0, List.of())
			.stream()
			.filter((one) -> one.customerId() != self)
			.map((one) -> new Suspect(one.customer(), one.weight(), one.sure(), one.reasons(), line(one)))
			.sorted(Comparator.comparingInt(Suspect::weight).reversed())
			.toList();
	}

	private static String line(Recognised one) {
		return one.why().isEmpty() ? "" : one.why().substring(0, 1).toUpperCase(Locale.ROOT) + one.why().substring(1);
	}

	/**
	 * Looks for others who may be that customer, and keeps the pairs for a person to
	 * decide.
	 */
	@Transactional
	public void look(CustomerNumber number) {
		CustomerProfile customer = this.customers.read(number);
		Timestamp now = Timestamp.from(this.calendar.now());
		this.pairs.keep(of(customer).stream()
			.map((suspect) -> FoundPair.of(customer.customerId(), suspect.customer().customerId(), suspect.weight(),
					suspect.sure(), suspect.reasons()))
			.toList(), now);
	}

	/**
	 * Remembers that two customers are not the same; they are not suspected again. Saying
	 * it twice changes nothing.
	 */
	@Transactional
	public void notTheSame(Actor actor, CustomerNumber one, CustomerNumber other) {
		long first = Math.min(one.customerId(), other.customerId());
		long second = Math.max(one.customerId(), other.customerId());
		if (first == second || !this.customers.exists(first) || !this.customers.exists(second)) {
			return;
		}
		Timestamp now = Timestamp.from(this.calendar.now());
		int changed = this.jdbc.sql("""
				insert into suspected_duplicate (customer_id, other_id, weight, sure, reasons, found_at, since,
					decided_by, decided_at)
				values (?, ?, 0, false, '{}', ?, ?, ?, ?)
				on conflict (customer_id, other_id) do update set decided_by = excluded.decided_by,
					decided_at = excluded.decided_at where suspected_duplicate.decided_by is null
				""").param(first).param(second).param(now).param(now).param(actor.name()).param(now).update();
		if (changed > 0) {
			tell(actor, first, second, "Not the same as %s, it was decided.");
			tell(actor, second, first, "Not the same as %s, it was decided.");
		}
	}

	/**
	 * Remembers that somebody new is none of those who were shown.
	 * @param others their numbers; what is no number is left out
	 */
	@Transactional
	public void somebodyElse(Actor actor, CustomerNumber fresh, List<String> others) {
		for (String other : others) {
			try {
				notTheSame(actor, fresh, CustomerNumber.parse(other));
			}
			catch (MalformedNumber ex) {
				// Nobody has it.
			}
		}
	}

	/**
	 * Takes back that two customers are not the same: if they still look like one, they
	 * are suspected again.
	 */
	@Transactional
	public void takeBack(Actor actor, CustomerNumber one, CustomerNumber other) {
		long first = Math.min(one.customerId(), other.customerId());
		long second = Math.max(one.customerId(), other.customerId());
		int changed = this.jdbc.sql("""
				delete from suspected_duplicate where customer_id = ? and other_id = ? and decided_by is not null
				""").param(first).param(second).update();
		if (changed > 0) {
			tell(actor, first, second, "It was taken back that this is not the same as %s.");
			tell(actor, second, first, "It was taken back that this is not the same as %s.");
			look(CustomerNumber.of(second));
		}
	}

	private void tell(Actor actor, long customerId, long other, String sentence) {
		this.timeline.record(
				NewInteraction
					.change(customerId, this.calendar.now(), InteractionKind.DATA, actor,
							sentence.formatted(CustomerNumber.of(other)))
					.forStaffOnly());
	}

}
