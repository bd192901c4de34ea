package app.accord.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import app.accord.customer.ContactKind;
import app.accord.customer.CustomerNumber;
import app.accord.duplicates.BlockingKeys;
import app.accord.privacy.Fingerprints;

import org.springframework.stereotype.Component;

/** Takes in customers, each compared with those who are known. */
@Component
class TakingCustomers implements Taking {

	/** Of more who are called alike in some rows, nobody is the other. */
	private static final int CALLED_ALIKE = 30;

	private static final String ERASED = "Somebody with this e-mail address or telephone number had their data erased. "
			+ "If they came back by themselves, take them on at the desk.";

	private final ReadingRows reading;

	private final RowVerdicts verdicts;

	private final Applying applying;

	private final Undoing undoing;

	private final Dependents dependents;

	private final Fingerprints fingerprints;

	TakingCustomers(ReadingRows reading, RowVerdicts verdicts, Applying applying, Undoing undoing,
			Dependents dependents, Fingerprints fingerprints) {
		this.fingerprints = fingerprints;
		this.reading = reading;
		this.verdicts = verdicts;
		this.applying = applying;
		this.undoing = undoing;
		this.dependents = dependents;
	}

	@Override
	public ImportKind kind() {
		return ImportKind.CUSTOMERS;
	}

	@Override
	public Check check(DataImport one) {
		Rehearsal rehearsal = new Rehearsal();
		return (rows) -> take(one, rows, rehearsal, (decided) -> rehearsal.apply(decided.decisions(), decided.known()));
	}

	@Override
	public List<ImportRemark> take(DataImport one, List<NumberedRow> rows) {
		return take(one, rows, Rehearsal.NONE,
				(decided) -> this.applying.apply(one.id(), one.plan(), decided.decisions()));
	}

	/** The same for the check and for the run, so that both come to the same. */
	private List<ImportRemark> take(DataImport one, List<NumberedRow> rows, Rehearsal rehearsal,
			Consumer<RowVerdicts.Decided> apply) {
		List<ImportRemark> said = new ArrayList<>();
		List<Candidate> rest = candidates(one, rows, said);
		while (!rest.isEmpty()) {
			List<Candidate> apart = new ArrayList<>();
			List<Candidate> again = new ArrayList<>();
			part(rest, apart, again);
			RowVerdicts.Decided decided = this.verdicts.decide(one.plan(), apart, rehearsal);
			apply.accept(decided);
			decided.decisions().forEach((decision) -> said.add(said(decision)));
			rest = again;
		}
		return said;
	}

	/**
	 * Rows that name the same id, telephone or e-mail, or are called alike, are taken in
	 * one after the other.
	 */
	private static void part(List<Candidate> rows, List<Candidate> apart, List<Candidate> again) {
		Map<String, Integer> called = new HashMap<>();
		for (Candidate row : rows) {
			BlockingKeys.lookedFor(row.readable()).forEach((key) -> called.merge(key, 1, Integer::sum));
		}
		Set<String> keys = new HashSet<>();
		for (Candidate row : rows) {
			Set<String> own = new HashSet<>(RowVerdicts.keys(row));
			BlockingKeys.lookedFor(row.readable())
				.stream()
				.filter((key) -> called.get(key) <= CALLED_ALIKE)
				.forEach(own::add);
			if (own.stream().anyMatch(keys::contains)) {
				again.add(row);
			}
			else {
				apart.add(row);
			}
			keys.addAll(own);
		}
	}

	private List<Candidate> candidates(DataImport one, List<NumberedRow> rows, List<ImportRemark> said) {
		List<Candidate> candidates = new ArrayList<>();
		for (NumberedRow row : rows) {
			try {
				candidates.add(this.reading.read(one.plan(), one.header(), row.no(), row.row()));
			}
			catch (BadRow ex) {
				said.add(row.refused(ex.getMessage()));
			}
		}
		return withoutErased(candidates, said);
	}

	/** Who had themselves erased is not brought back by a list. */
	private List<Candidate> withoutErased(List<Candidate> candidates, List<ImportRemark> said) {
		Set<String> erased = new HashSet<>();
		for (ContactKind kind : List.of(ContactKind.EMAIL, ContactKind.PHONE)) {
			erased.addAll(this.fingerprints.suppressed(kind,
					candidates.stream()
						.flatMap((candidate) -> candidate.canonical().values().stream())
						.filter((slot) -> slot.point().kind() == kind && slot.canonical() != null)
						.map(Candidate.Slot::canonical)
						.toList()));
		}
		if (erased.isEmpty()) {
			return candidates;
		}
		List<Candidate> wanted = new ArrayList<>();
		for (Candidate candidate : candidates) {
			if (candidate.canonical().values().stream().anyMatch((slot) -> erased.contains(slot.canonical()))) {
				said.add(new ImportRemark(candidate.no(), candidate.line(), Verdict.REFUSED, ERASED, null, null));
			}
			else {
				wanted.add(candidate);
			}
		}
		return wanted;
	}

	private static ImportRemark said(Decision decision) {
		Candidate candidate = decision.candidate();
		return new ImportRemark(candidate.no(), candidate.line(), decision.verdict(), decision.remark(),
				(decision.customerId() != null && decision.customerId() > 0)
						? CustomerNumber.of(decision.customerId()).toString() : null,
				candidate.text());
	}

	@Override
	public Look.Read look(ImportPlan plan, List<String> header, Row row) {
		Candidate candidate = this.reading.read(plan, header, 0, row);
		return new Look.Read(row.line(), candidate.customer().name(), candidate.customer().kind(),
				candidate.externalId(),
				candidate.customer()
					.contactPoints()
					.stream()
					.map((point) -> point.typed().replace("\n", ", "))
					.toList(),
				null);
	}

	@Override
	public int made(long id) {
		return this.undoing.total(id);
	}

	@Override
	public Map<String, Integer> hanging(long id) {
		return this.dependents.summary(id);
	}

	@Override
	public Step takeBack(DataImport one, int most) {
		return this.undoing.step(one.id(), one.source(), most);
	}

	@Override
	public List<Kept> kept(long id, int most) {
		return this.undoing.kept(id, most);
	}

}
