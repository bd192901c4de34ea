package app.accord.subscription;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.customer.ContractNumber;

/**
 * What a contract cost and whether it was charged on each day, as far as is known.
 *
 * @param number the contract
 * @param account who pays
 * @param timing when its months are billed
 * @param place where it is provided, or null
 * @param phases in the order of recording; a later one holds from its day on, whatever
 * earlier ones said about those days
 */
public record ContractHistory(ContractNumber number, AccountNumber account, BillingTiming timing, String place,
		List<ContractPhase> phases) {

	/** The phases that hold, in the order of their days. */
	public List<ContractPhase> effective() {
		List<ContractPhase> holding = new ArrayList<>();
		for (ContractPhase phase : this.phases) {
			holding.removeIf((earlier) -> !earlier.from().isBefore(phase.from()));
			holding.add(phase);
		}
		return holding;
	}

	/** The phase that holds on that day; null before its first day. */
	public ContractPhase on(LocalDate day) {
		return effective().stream().filter((phase) -> !phase.from().isAfter(day)).reduce((a, b) -> b).orElse(null);
	}

	/** Whether any day from that one on is charged. */
	public boolean chargedFrom(LocalDate day) {
		ContractPhase then = on(day);
		return (then != null && then.charged())
				|| effective().stream().anyMatch((phase) -> phase.from().isAfter(day) && phase.charged());
	}

	/** What is to be recorded when it is paused from that day on. */
	List<ContractPhase> paused(LocalDate day) {
		return changed(on(day).begun(PhaseKind.PAUSE, day).charged(false), (later) -> later.charged(false));
	}

	/** What is to be recorded when it is charged again from that day on. */
	List<ContractPhase> resumed(LocalDate day) {
		return changed(on(day).begun(PhaseKind.RESUME, day).charged(true),
				(later) -> later.charged(later.kind() != PhaseKind.END));
	}

	/** What is to be recorded when that is its last day. */
	List<ContractPhase> ended(LocalDate last) {
		List<ContractPhase> recorded = new ArrayList<>();
		List<ContractPhase> holding = effective();
		ContractPhase end = holding.getLast();
		if (end.kind() == PhaseKind.END && !end.from().isAfter(last) && holding.size() > 1) {
			recorded.add(holding.get(holding.size() - 2).begun(PhaseKind.PROLONG, end.from()));
		}
		ContractPhase then = (on(last) != null) ? on(last) : holding.getFirst();
		recorded.add(then.begun(PhaseKind.END, last.plusDays(1)).charged(false));
		return recorded;
	}

	/** What is to be recorded when it was called off before its first day. */
	List<ContractPhase> calledOff() {
		ContractPhase first = effective().getFirst();
		return List.of(first.begun(PhaseKind.END, first.from()).charged(false));
	}

	/** What is to be recorded when it has these terms from that day on. */
	List<ContractPhase> repriced(ContractTerms terms, LocalDate from) {
		ContractPhase first = on(from).begun(PhaseKind.CHANGE, from).on(terms);
		List<ContractPhase> recorded = new ArrayList<>(List.of(first));
		boolean untilNext = true;
		for (ContractPhase later : after(from)) {
			untilNext &= later.kind() != PhaseKind.CHANGE;
			recorded.add(untilNext ? later.on(terms) : later);
		}
		return recorded;
	}

	/** The history as it would be once these phases are recorded. */
	ContractHistory with(List<ContractPhase> recorded) {
		List<ContractPhase> all = new ArrayList<>(this.phases);
		all.addAll(recorded);
		return new ContractHistory(this.number, this.account, this.timing, this.place, all);
	}

	private List<ContractPhase> changed(ContractPhase first, java.util.function.UnaryOperator<ContractPhase> change) {
		List<ContractPhase> recorded = new ArrayList<>(List.of(first));
		after(first.from()).forEach((later) -> recorded.add(change.apply(later)));
		return recorded;
	}

	private List<ContractPhase> after(LocalDate day) {
		return effective().stream().filter((phase) -> phase.from().isAfter(day)).toList();
	}

}
