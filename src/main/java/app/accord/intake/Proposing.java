package app.accord.intake;

import java.util.List;

import app.accord.customer.CustomerKind;
import app.accord.time.DateStyle;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Proposes how a file is read, from its columns and what stands in them. */
@Component
class Proposing {

	private static final int LONGEST_SOURCE = 60;

	private final NamedCustomers customers;

	private final String currency;

	Proposing(NamedCustomers customers, @Value("${accord.currency:USD}") String currency) {
		this.customers = customers;
		this.currency = currency;
	}

	/**
	 * A plan for a file nobody has said anything of.
	 * @param records what it holds; null: what its columns look like
	 */
	ImportPlan first(FileSniffer.Sniffed sniffed, String name, ImportKind records) {
		if (sniffed.vcard()) {
			return new ImportPlan(sniffed.encoding(), ',', 0, DateStyle.ISO, "Address book", CustomerKind.PERSON,
					ImportPlan.Doubtful.LEAVE_OUT, VCardRows.TARGETS);
		}
		ImportKind kind = (records != null) ? records : ImportKind.of(sniffed.header());
		Columns.Preset preset = (kind == ImportKind.CUSTOMERS) ? Columns.Preset.of(sniffed.header()) : null;
		String source = (preset != null) ? preset.source() : name.replaceAll("\\.[A-Za-z]{1,5}$", "");
		ImportPlan bare = new ImportPlan(sniffed.encoding(), sniffed.separator(), sniffed.headerLine(), null,
				source.substring(0, Math.min(source.length(), LONGEST_SOURCE)), CustomerKind.PERSON,
				ImportPlan.Doubtful.LEAVE_OUT, List.of(), kind, null, null, null);
		return anew(bare, sniffed.header(), sniffed.sample());
	}

	/**
	 * A plan of another day, for this file, which may write days and amounts in another
	 * way.
	 */
	static ImportPlan again(ImportPlan plan, FileSniffer.Sniffed sniffed) {
		return new ImportPlan(sniffed.encoding(), sniffed.separator(), sniffed.headerLine(),
				Columns.dates(plan.targets(), sniffed.sample(), plan.dates()), plan.source(), plan.kind(),
				plan.doubtful(), plan.targets(), plan.records(),
				Columns.numbers(plan.targets(), sniffed.sample(), plan.numbers()), plan.currency(),
				plan.customerSource(), plan.openBills());
	}

	/** The plan with columns, styles and currency proposed from these rows. */
	ImportPlan anew(ImportPlan plan, List<String> header, List<Row> sample) {
		ImportKind records = plan.records();
		List<Target> targets = Columns.propose(records, header, sample);
		Columns.Preset preset = (records == ImportKind.CUSTOMERS) ? Columns.Preset.of(header) : null;
		CustomerKind kind = (records == ImportKind.CUSTOMERS) ? Columns.kind(preset, targets) : plan.kind();
		String named = Columns.currency(targets, sample);
		String shown = (plan.currency() != null) ? plan.currency() : (named != null) ? named : this.currency;
		return new ImportPlan(plan.encoding(), plan.separator(), plan.headerLine(),
				Columns.dates(targets, sample, null), plan.source(), kind, plan.doubtful(), targets, records,
				Columns.numbers(targets, sample, null), records.money() ? shown : null,
				(records.ofCustomers() && plan.customerSource() == null)
						? this.customers.sourceOf(Columns.values(targets, sample, Target.CUSTOMER::equals))
						: plan.customerSource(),
				plan.openBills());
	}

}
