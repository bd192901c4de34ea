package app.accord.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;

/** Takes in records of customers who are known already. */
final class TakingRecords<R> implements Taking {

	private static final String UNDONE = "The import was undone";

	private static final int LOOKED_AT_TOGETHER = 1000;

	private static final int LONGEST_NUMBER = 150;

	private final Records<R> records;

	private final RecordRows rows;

	private final NamedCustomers named;

	TakingRecords(Records<R> records, RecordRows rows, NamedCustomers named) {
		this.records = records;
		this.rows = rows;
		this.named = named;
	}

	@Override
	public ImportKind kind() {
		return this.records.kind();
	}

	@Override
	public Check check(DataImport one) {
		Seen seen = new Seen();
		return (some) -> take(one, some, seen, false);
	}

	@Override
	public List<ImportRemark> take(DataImport one, List<NumberedRow> some) {
		return take(one, some, new Seen(), true);
	}

	/** The lines of a purchase belong together. */
	@Override
	public String together(DataImport one, Row row) {
		if (kind() != ImportKind.PURCHASES) {
			return null;
		}
		String customer = field(one.plan(), row, Target.CUSTOMER);
		String number = field(one.plan(), row, Target.NUMBER);
		return (customer.isEmpty() || number.isEmpty()) ? null : customer + "\n" + number;
	}

	private static String field(ImportPlan plan, Row row, Target target) {
		int column = plan.targets().indexOf(target);
		return (column >= 0 && row.fields().size() > column) ? row.fields().get(column).strip() : "";
	}

	private List<ImportRemark> take(DataImport one, List<NumberedRow> some, Seen seen, boolean write) {
		List<ImportRemark> said = new ArrayList<>();
		List<RecordUnit<R>> rest = units(one, some, said);
		Actor actor = Applying.actor(one.id(), one.source());
		while (!rest.isEmpty()) {
			List<RecordUnit<R>> apart = new ArrayList<>();
			List<RecordUnit<R>> again = new ArrayList<>();
			Set<String> keys = new HashSet<>();
			rest.forEach((unit) -> (keys.add(unit.customerId() + " " + unit.key()) ? apart : again).add(unit));
			List<RecordUnit<R>> fresh = judge(one.plan(), apart, seen, said);
			if (write && !fresh.isEmpty()) {
				this.named.hold(fresh.stream().map(RecordUnit::customerId).toList());
				this.rows.keep(one.id(), one.plan(), fresh, this.records.write(one.plan(), fresh, actor));
			}
			rest = again;
		}
		return said;
	}

	/** What nobody knows yet, and nothing stands against. */
	private List<RecordUnit<R>> judge(ImportPlan plan, List<RecordUnit<R>> units, Seen seen, List<ImportRemark> said) {
		Map<Long, Map<String, RecordRows.Known>> known = this.rows.known(kind(), plan.prefix(),
				units.stream().map(RecordUnit::customerId).toList(), units.stream().map(RecordUnit::key).toList());
		List<RecordUnit<R>> unknown = new ArrayList<>();
		for (RecordUnit<R> unit : units) {
			RecordRows.Known before = known.getOrDefault(unit.customerId(), Map.of()).get(unit.key());
			String place = unit.customerId() + " " + unit.key();
			String other = (before != null) ? before.fingerprint() : seen.records.get(place);
			if (other == null) {
				unknown.add(unit);
			}
			else if (other.equals(unit.fingerprint())) {
				say(said, unit, Verdict.SAME, (before == null) ? "It stands in the file twice." : null);
			}
			else {
				say(said, unit, Verdict.REFUSED,
						(before == null)
								? "Number " + ReadingRows.cut(unit.number())
										+ " stands in the file with other content above; rows of one " + kind().one()
										+ " stand one below the other."
								: "Number " + ReadingRows.cut(unit.number())
										+ " is known already with other content, by import " + before.importId()
										+ ". History is not rewritten: undo that import, or leave the row out.");
			}
		}
		Map<RecordUnit<R>, Set<?>> added = this.records.added(unknown);
		Map<RecordUnit<R>, String> refused = this.records.refused(plan, unknown);
		List<RecordUnit<R>> fresh = new ArrayList<>();
		for (RecordUnit<R> unit : unknown) {
			if (added.containsKey(unit) && seen.adds(unit.customerId(), added.get(unit)).isEmpty()) {
				say(said, unit, Verdict.SAME, null);
			}
			else if (refused.containsKey(unit)) {
				say(said, unit, Verdict.REFUSED, refused.get(unit));
			}
			else {
				say(said, unit, Verdict.NEW, null);
				seen.keep(unit, added.getOrDefault(unit, Set.of()));
				fresh.add(unit);
			}
		}
		return fresh;
	}

	private static void say(List<ImportRemark> said, RecordUnit<?> unit, Verdict verdict, String remark) {
		unit.rows()
			.forEach((row) -> said.add(row.said(verdict, remark,
					(remark != null) ? CustomerNumber.of(unit.customerId()).toString() : null)));
	}

	private List<RecordUnit<R>> units(DataImport one, List<NumberedRow> some, List<ImportRemark> said) {
		List<List<Read<R>>> groups = new ArrayList<>();
		String last = null;
		for (NumberedRow row : some) {
			String key = together(one, row.row());
			if (key == null || !key.equals(last)) {
				groups.add(new ArrayList<>());
			}
			groups.getLast().add(read(one, row));
			last = key;
		}
		Map<NamedCustomers.Name, Long> customers = this.named.find(groups.stream()
			.flatMap(List::stream)
			.map(Read::customer)
			.filter((name) -> name != null)
			.collect(Collectors.toSet()));
		List<RecordUnit<R>> units = new ArrayList<>();
		for (List<Read<R>> group : groups) {
			Read<R> bad = group.stream()
				.map((read) -> read.resolved(customers))
				.filter((read) -> read.problem() != null)
				.findFirst()
				.orElse(null);
			if (bad == null) {
				Read<R> first = group.getFirst();
				units.add(new RecordUnit<>(customers.get(first.customer()), first.number(),
						group.stream().map(Read::row).toList(), group.stream().map(Read::record).toList()));
				continue;
			}
			group.forEach((read) -> {
				String problem = read.resolved(customers).problem();
				said.add(read.row()
					.refused((problem != null) ? problem : "Line " + bad.row().row().line() + " of the same "
							+ kind().one() + " can’t be taken in, so none of it is."));
			});
		}
		return units;
	}

	private Read<R> read(DataImport one, NumberedRow row) {
		try {
			Cells cells = Cells.of(one.plan(), one.header(), row.row());
			NamedCustomers.Name customer = customer(one.plan(), cells);
			String number = cells.line(Target.NUMBER, LONGEST_NUMBER);
			return new Read<>(row, customer, number, this.records.read(one.plan(), cells), null);
		}
		catch (BadRow ex) {
			return new Read<>(row, null, null, null, ex.getMessage());
		}
	}

	private static NamedCustomers.Name customer(ImportPlan plan, Cells cells) {
		String source = cells.line(Target.CUSTOMER_SOURCE, LONGEST_NUMBER);
		return new NamedCustomers.Name(cells.required(Target.CUSTOMER, LONGEST_NUMBER),
				(source != null) ? source : plan.customersOf());
	}

	@Override
	public Look.Read look(ImportPlan plan, List<String> header, Row row) {
		Cells cells = Cells.of(plan, header, row);
		NamedCustomers.Name customer = customer(plan, cells);
		if (this.named.find(Set.of(customer)).isEmpty()) {
			throw new BadRow(customer.unknown());
		}
		String title = this.records.title(this.records.read(plan, cells));
		String number = cells.line(Target.NUMBER, LONGEST_NUMBER);
		return new Look.Read(row.line(), title, null, (number != null) ? plan.prefix() + ":" + number : null,
				List.of("customer " + customer.typed()), null);
	}

	@Override
	public int made(long id) {
		return this.rows.standing(id);
	}

	@Override
	public Map<String, Integer> hanging(long id) {
		Map<String, Integer> hanging = new TreeMap<>();
		int below = Integer.MAX_VALUE;
		List<MadeRecord> some;
		while (!(some = this.rows.toTakeBack(id, below, LOOKED_AT_TOGETHER)).isEmpty()) {
			this.records.staying(some).values().forEach((why) -> hanging.merge(why, 1, Integer::sum));
			below = some.getLast().rowNo();
		}
		return hanging;
	}

	@Override
	public Step takeBack(DataImport one, int most) {
		List<MadeRecord> made = this.rows.toTakeBack(one.id(), Integer.MAX_VALUE, most);
		if (made.isEmpty()) {
			return new Step(0, 0);
		}
		this.named.hold(made.stream().map(MadeRecord::customerId).toList());
		Map<MadeRecord, String> staying = new LinkedHashMap<>(this.records.staying(made));
		List<MadeRecord> free = made.stream().filter((each) -> !staying.containsKey(each)).toList();
		if (!free.isEmpty()) {
			this.records.takeBack(free, UNDONE, Applying.actor(one.id(), one.source()));
		}
		this.rows.takenBack(one.id(), made, staying);
		return new Step(made.size(), staying.size());
	}

	@Override
	public List<Kept> kept(long id, int most) {
		return this.rows.kept(id, most);
	}

	/** What stood in earlier rows and is taken in, or would be. */
	private static final class Seen {

		private final Map<String, String> records = new HashMap<>();

		private final Set<List<?>> facts = new HashSet<>();

		/** What of it is new behind the earlier rows. */
		List<?> adds(long customerId, Set<?> facts) {
			return facts.stream().filter((fact) -> !this.facts.contains(List.of(customerId, fact))).toList();
		}

		void keep(RecordUnit<?> unit, Set<?> added) {
			if (this.records.size() < MOST_COMPARED) {
				this.records.put(unit.customerId() + " " + unit.key(), unit.fingerprint());
				added.forEach((fact) -> this.facts.add(List.of(unit.customerId(), fact)));
			}
		}

	}

	/**
	 * A row, read as far as that goes.
	 *
	 * @param problem why it is refused, or null
	 */
	private record Read<R>(NumberedRow row, NamedCustomers.Name customer, String number, R record, String problem) {

		Read<R> resolved(Map<NamedCustomers.Name, Long> customers) {
			return (this.problem != null || customers.containsKey(this.customer)) ? this
					: new Read<>(this.row, this.customer, this.number, this.record, this.customer.unknown());
		}

	}

}
