package app.accord.invoicing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import app.accord.billing.BillCycle;
import app.accord.billing.NewInvoice;
import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;
import app.accord.subscription.ContractHistory;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Computes an account's next bill by the code that bill runs make it with. Nothing is
 * written.
 */
@Component
public class NextBills {

	private final Drafting drafting;

	private final Billables billables;

	private final BusinessCalendar calendar;

	NextBills(Drafting drafting, Billables billables, BusinessCalendar calendar) {
		this.drafting = drafting;
		this.billables = billables;
		this.calendar = calendar;
	}

	/** The next bill as it stands now; empty if none is planned. */
	@Transactional(readOnly = true)
	public Optional<NextBill> of(AccountNumber account) {
		return of(account, List.of());
	}

	/**
	 * The next bill of a contract's account as it would be with another history; empty if
	 * none is planned.
	 */
	@Transactional(readOnly = true)
	public Optional<NextBill> ifChanged(ContractHistory contract) {
		return of(contract.account(), List.of(contract));
	}

	private Optional<NextBill> of(AccountNumber account, List<ContractHistory> instead) {
		List<Billable> read = this.billables.read(List.of(account), instead);
		return read.stream().findFirst().map((billable) -> {
			LocalDate today = this.calendar.today();
			LocalDate planned = billable.cycle().nextBillOn();
			LocalDate billDate = planned.isBefore(today) ? today : planned;
			return bill(this.drafting.drafts(read, billDate, this.drafting.rating()).getFirst(), billDate);
		});
	}

	/**
	 * The days that the next bills would be made on if an account's cycle were changed,
	 * with the days that each is for.
	 * @param wanted its day counts
	 * @param bills how many
	 */
	@Transactional(readOnly = true)
	public List<Planned> planned(BillCycle wanted, int bills) {
		List<Planned> planned = new ArrayList<>();
		LocalDate on = wanted.nextBillOn();
		for (int i = 0; i < bills && on != null; i++) {
			LocalDate after = BillCycle.after(on, wanted.day());
			Period period = new Period(on, after.minusDays(1), BillCycle.daysBefore(after, wanted.day()));
			planned.add(new Planned(on, on.plusDays(wanted.termsDays()), period.from(), period.to(), period.days(),
					period.basisDays()));
			on = after;
		}
		return planned;
	}

	private NextBill bill(Drafting.Drafted drafted, LocalDate billDate) {
		Billable of = drafted.billable();
		Money nothing = Amounts.ofMinor(of.currency(), 0);
		Draft draft = drafted.draft();
		if (draft == null || draft.empty()) {
			return new NextBill(of.number(), of.cycle(), billDate, billDate.plusDays(of.cycle().termsDays()), null,
					null, List.of(), nothing, nothing, nothing, nothing, draft != null && draft.last(),
					(draft != null) ? draft.nextBillOn() : null, of.account().lastSeq(), this.calendar.now(),
					drafted.failure());
		}
		NewInvoice invoice = draft.invoice();
		return new NextBill(of.number(), of.cycle(), billDate, draft.dueOn(), draft.from(), draft.to(), draft.lines(),
				invoice.net(), invoice.tax(), invoice.donation(), invoice.total(), draft.last(), draft.nextBillOn(),
				of.account().lastSeq(), this.calendar.now(), null);
	}

	/**
	 * A bill to come.
	 *
	 * @param on its date
	 * @param dueOn when it will be due
	 * @param from first day of the period that begins with it
	 * @param to last day of that period
	 * @param days days of that period
	 * @param basisDays days of a whole period; more than {@code days} for a part of one
	 */
	public record Planned(LocalDate on, LocalDate dueOn, LocalDate from, LocalDate to, int days, int basisDays) {
	}

}
