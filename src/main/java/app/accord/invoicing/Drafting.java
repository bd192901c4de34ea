package app.accord.invoicing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.billing.LineKind;
import app.accord.billing.LineSource;
import app.accord.billing.NewInvoice;
import app.accord.catalog.PriceBook;
import app.accord.customer.AccountNumber;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Computes the bills of many accounts from what is stored. */
@Component
class Drafting {

	private final Billables billables;

	private final PriceBook prices;

	private final Taxes taxes;

	private final ObjectProvider<BillSupplement> supplements;

	private final BusinessCalendar calendar;

	private final TaxRounding rounding;

	Drafting(Billables billables, PriceBook prices, Taxes taxes, ObjectProvider<BillSupplement> supplements,
			BusinessCalendar calendar, @Value("${accord.billing.tax-rounding:PER_RATE}") TaxRounding rounding) {
		this.billables = billables;
		this.prices = prices;
		this.taxes = taxes;
		this.supplements = supplements;
		this.calendar = calendar;
		this.rounding = rounding;
	}

	/** Reads price book and taxes, for computing many bills by them. */
	Rating rating() {
		return new Rating(this.prices.sheet(), this.taxes.table(), this.rounding, this.calendar);
	}

	/**
	 * The bills of accounts that are due by that date.
	 * @param billDate the bills' date
	 */
	List<Drafted> drafts(Collection<AccountNumber> accounts, LocalDate billDate, Rating rating) {
		return drafts(this.billables.read(accounts, List.of()), billDate, rating);
	}

	/** The same from what was read. */
	List<Drafted> drafts(List<Billable> billables, LocalDate billDate, Rating rating) {
		List<Drafted> drafted = new ArrayList<>();
		for (Billable billable : billables) {
			if (!billable.cycle().nextBillOn().isAfter(billDate)) {
				drafted.add(draft(billable, billDate, rating));
			}
		}
		return supplemented(drafted, billDate);
	}

	private static Drafted draft(Billable billable, LocalDate billDate, Rating rating) {
		try {
			return new Drafted(billable, rating.bill(billable, billDate), null);
		}
		catch (CannotBeRated ex) {
			return new Drafted(billable, null, ex.getMessage());
		}
	}

	private List<Drafted> supplemented(List<Drafted> drafted, LocalDate billDate) {
		List<BillSupplement> adding = this.supplements.orderedStream().toList();
		Map<AccountNumber, Money> totals = new HashMap<>();
		drafted.stream()
			.filter((one) -> one.draft() != null && !one.draft().empty())
			.forEach((one) -> totals.put(one.billable().number(), one.draft().total()));
		if (adding.isEmpty() || totals.isEmpty()) {
			return drafted;
		}
		Map<AccountNumber, List<SupplementLine>> lines = new HashMap<>();
		adding.forEach((supplement) -> supplement.linesFor(totals, billDate)
			.forEach((account, added) -> lines.computeIfAbsent(account, (key) -> new ArrayList<>()).addAll(added)));
		return drafted.stream().map((one) -> {
			List<SupplementLine> added = lines.getOrDefault(one.billable().number(), List.of());
			return added.isEmpty() ? one : one.with(added);
		}).toList();
	}

	/**
	 * An account and its bill.
	 *
	 * @param billable what it rests on
	 * @param draft the bill; null if it can't be computed
	 * @param failure why it can't be computed; null if it can
	 */
	record Drafted(Billable billable, Draft draft, String failure) {

		private Drafted with(List<SupplementLine> added) {
			List<NewInvoice.Line> lines = new ArrayList<>(this.draft.lines());
			added.forEach((line) -> lines.add(new NewInvoice.Line(LineKind.DONATION, null, line.description(), 1,
					line.amount(), java.math.BigDecimal.ZERO, Money.zero(line.amount().getCurrencyUnit()),
					LineSource.of(null, line.reference(), line.working()))));
			return new Drafted(this.billable, this.draft.with(lines), null);
		}

	}

}
