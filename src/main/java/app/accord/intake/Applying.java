package app.accord.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.CustomerIntake;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewContactPoint;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Does what was decided, and keeps what is needed to take it back. */
@Component
class Applying {

	private static final int BATCH = 1000;

	private final CustomerIntake intake;

	private final Customers customers;

	private final ImportLinks links;

	private final JdbcTemplate jdbc;

	Applying(CustomerIntake intake, Customers customers, ImportLinks links, JdbcTemplate jdbc) {
		this.intake = intake;
		this.customers = customers;
		this.links = links;
		this.jdbc = jdbc;
	}

	/** In whose name an import writes. */
	static Actor actor(long id, String source) {
		return new Actor(ActorKind.PROGRAM, "import:" + id, "Import of " + source, Channel.SYSTEM);
	}

	/** Does it in the caller's transaction. */
	@Transactional(propagation = Propagation.MANDATORY)
	void apply(long id, ImportPlan plan, List<Decision> decisions) {
		Actor actor = actor(id, plan.source());
		List<Decision> fresh = decisions.stream().filter((one) -> one.verdict() == Verdict.NEW).toList();
		List<Long> ids = this.intake.createAll(actor, fresh.stream().map((one) -> one.candidate().customer()).toList());
		List<ImportLinks.Link> kept = new ArrayList<>();
		List<Made> made = new ArrayList<>();
		for (int i = 0; i < fresh.size(); i++) {
			Candidate candidate = fresh.get(i).candidate();
			made.add(new Made(ids.get(i), candidate.no()));
			if (candidate.externalId() != null) {
				kept.add(link(id, plan, ids.get(i), candidate));
			}
		}
		this.jdbc.batchUpdate("insert into import_made (customer_id, import_id, row_no) values (?, ?, ?)", made, BATCH,
				(statement, one) -> {
					statement.setLong(1, one.customerId());
					statement.setLong(2, id);
					statement.setInt(3, one.row());
				});
		List<Noted> noted = new ArrayList<>();
		List<Decision> known = decisions.stream()
			.filter((one) -> one.verdict() == Verdict.CHANGED || one.verdict() == Verdict.SAME)
			.sorted(Comparator.comparing(Decision::customerId))
			.toList();
		Map<Long, Map<String, Map<String, String>>> said = this.links.of(plan.prefix(),
				known.stream().map(Decision::customerId).toList());
		for (Decision decision : known) {
			Candidate candidate = decision.candidate();
			int place = 0;
			for (Change change : decision.changes()) {
				Integer point = change(actor, decision, change);
				noted.add(new Noted(decision.customerId(), 1000L * candidate.no() + place++, change, point));
			}
			if (candidate.externalId() == null) {
				continue;
			}
			Map<String, String> before = said.getOrDefault(decision.customerId(), new HashMap<>())
				.get(candidate.externalId());
			if (before == null || !before.equals(candidate.slots())) {
				ImportLinks.Link link = link(id, plan, decision.customerId(), candidate);
				kept.add(link);
				noted.add(new Noted(decision.customerId(), 1000L * candidate.no() + place, new Change(Change.Field.LINK,
						null, candidate.externalId(), (before != null) ? this.links.text(before) : null, link.fields()),
						null));
			}
		}
		this.links.keep(kept);
		note(id, noted);
	}

	private ImportLinks.Link link(long id, ImportPlan plan, long customerId, Candidate candidate) {
		return new ImportLinks.Link(customerId, plan.prefix(), candidate.externalId(),
				this.links.text(candidate.slots()), id);
	}

	/**
	 * @return the contact point that was added or changed, or null
	 */
	private Integer change(Actor actor, Decision decision, Change change) {
		CustomerNumber number = CustomerNumber.of(decision.customerId());
		switch (change.field()) {
			case NAME -> {
				String[] parts = Change.Names.parts(change.newValue());
				this.customers.rename(actor, number, parts[0], parts[1], parts[2]);
			}
			case LANGUAGE -> this.customers.changeLanguage(actor, number, change.newValue());
			case EXTERNAL_ID -> this.customers.addExternalId(actor, number, change.newValue());
			case POINT_ADDED -> {
				NewContactPoint point = decision.candidate().canonical().get(change.slot()).point();
				return this.customers.addContactPoint(actor, number, point);
			}
			case POINT_CHANGED -> {
				NewContactPoint point = decision.candidate().canonical().get(change.slot()).point();
				this.customers.changeContactPoint(actor, number, change.pointId(), point.label(), change.newValue());
				return change.pointId();
			}
			case LINK -> throw new IllegalStateException("A link is kept, not changed.");
		}
		return null;
	}

	private void note(long id, List<Noted> noted) {
		this.jdbc.batchUpdate("""
				insert into import_change (customer_id, import_id, change_no, field, point_id, old_value, new_value)
				values (?, ?, ?, ?, ?, ?, ?)
				""", noted, BATCH, (statement, one) -> {
			statement.setLong(1, one.customerId());
			statement.setLong(2, id);
			statement.setLong(3, one.no());
			statement.setString(4, one.change().field().name());
			statement.setObject(5, one.point(), java.sql.Types.INTEGER);
			statement.setString(6,
					(one.change().field() == Change.Field.LINK)
							? one.change().slot() + "\n"
									+ ((one.change().oldValue() != null) ? one.change().oldValue() : "")
							: one.change().oldValue());
			statement.setString(7, one.change().newValue());
		});
	}

	private record Made(long customerId, int row) {
	}

	private record Noted(long customerId, long no, Change change, Integer point) {
	}

}
