package app.accord.intake;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.catalog.NewPrice;
import app.accord.catalog.NewProduct;
import app.accord.catalog.PriceBook;
import app.accord.catalog.PricedProduct;
import app.accord.catalog.ProductIntake;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.catalog.Products;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes in products with their list prices. A product that is known keeps its name; its
 * price changes from now on, or from the day that the row says.
 */
@Component
class TakingProducts implements Taking {

	private static final int LONGEST = 200;

	private static final int LONGEST_TEXT = 2000;

	private final Products products;

	private final ProductIntake intake;

	private final PriceBook prices;

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final BusinessCalendar calendar;

	TakingProducts(Products products, ProductIntake intake, PriceBook prices, JdbcClient client, JdbcTemplate jdbc,
			BusinessCalendar calendar) {
		this.products = products;
		this.intake = intake;
		this.prices = prices;
		this.client = client;
		this.jdbc = jdbc;
		this.calendar = calendar;
	}

	@Override
	public ImportKind kind() {
		return ImportKind.PRODUCTS;
	}

	private record Wanted(NumberedRow row, NewProduct product, Money price, LocalDate from) {

		String code() {
			return this.product.code();
		}

	}

	/** What is to become of a row; the old price is null where there is none. */
	private record Judged(Wanted wanted, Verdict verdict, String remark, Long old) {
	}

	@Override
	public Check check(DataImport one) {
		Map<String, Money> seen = new HashMap<>();
		return (rows) -> {
			List<ImportRemark> said = new ArrayList<>();
			judge(wanted(one, rows, said), seen, said);
			return said;
		};
	}

	@Override
	public List<ImportRemark> take(DataImport one, List<NumberedRow> rows) {
		List<ImportRemark> said = new ArrayList<>();
		List<Wanted> wanted = wanted(one, rows, said);
		List<Judged> judged = judge(wanted, taken(one, wanted), said);
		Actor actor = Applying.actor(one.id(), one.source());
		List<Judged> fresh = judged.stream().filter((each) -> each.verdict() == Verdict.NEW).toList();
		this.intake.addAll(actor, fresh.stream()
			.map((each) -> new PricedProduct(each.wanted().product(), each.wanted().price(),
					(each.wanted().from() != null) ? this.calendar.startOf(each.wanted().from()) : this.calendar.now()))
			.toList());
		List<Judged> changed = judged.stream().filter((each) -> each.verdict() == Verdict.CHANGED).toList();
		changed.forEach((each) -> this.prices.setPrice(actor, new NewPrice(each.wanted().code(), each.wanted().price(),
				starts(each.wanted()), null, "Import of " + one.source())));
		this.jdbc.batchUpdate("""
				insert into import_product (import_id, row_no, product_code, added, currency, new_minor, old_minor)
				values (?, ?, ?, ?, ?, ?, ?)
				""", judged.stream().filter((each) -> each.verdict() != Verdict.SAME).toList(), 500,
				(statement, each) -> {
					statement.setLong(1, one.id());
					statement.setInt(2, each.wanted().row().no());
					statement.setString(3, each.wanted().code());
					statement.setBoolean(4, each.verdict() == Verdict.NEW);
					statement.setString(5, each.wanted().price().getCurrencyUnit().getCode());
					statement.setLong(6, Amounts.minor(each.wanted().price()));
					statement.setObject(7, each.old(), java.sql.Types.BIGINT);
				});
		return said;
	}

	/** What earlier rows of the same file said, by code. */
	private Map<String, Money> taken(DataImport one, List<Wanted> wanted) {
		Map<String, Money> taken = new HashMap<>();
		this.client
			.sql("""
					select product_code, currency, new_minor from import_product where import_id = ? and product_code = any (?)
					""")
			.param(one.id())
			.param(wanted.stream().map(Wanted::code).toArray(String[]::new))
			.query((row) -> {
				taken.put(row.getString(1), Amounts.ofMinor(row.getString(2), row.getLong(3)));
			});
		return taken;
	}

	/** When a changed price begins; null: at once, for the past is not rewritten. */
	private Instant starts(Wanted wanted) {
		return (wanted.from() != null && wanted.from().isAfter(this.calendar.today()))
				? this.calendar.startOf(wanted.from()) : null;
	}

	private List<Wanted> wanted(DataImport one, List<NumberedRow> rows, List<ImportRemark> said) {
		List<Wanted> wanted = new ArrayList<>();
		for (NumberedRow row : rows) {
			try {
				wanted.add(read(Cells.of(one.plan(), one.header(), row.row()), row));
			}
			catch (BadRow ex) {
				said.add(row.refused(ex.getMessage()));
			}
		}
		return wanted;
	}

	private static Wanted read(Cells cells, NumberedRow row) {
		String code = cells.required(Target.CODE, LONGEST).toUpperCase(Locale.ROOT);
		if (!code.matches("[A-Z0-9][A-Z0-9._-]{0,39}")) {
			throw new BadRow("“" + ReadingRows.cut(code)
					+ "” is no code: up to 40 letters and digits, with dots, hyphens and underscores between them.");
		}
		Money price = cells.requiredAmount(Target.PRICE, cells.currency(Target.PRICE));
		if (price.isNegative()) {
			throw new BadRow("A price can’t be less than nothing.");
		}
		return new Wanted(row, new NewProduct(code, cells.required(Target.TITLE, LONGEST), productKind(cells),
				unit(cells), cells.text(Target.TEXT, LONGEST_TEXT)), price, cells.day(Target.FROM));
	}

	private static ProductKind productKind(Cells cells) {
		return switch (cells.word(Target.PRODUCT_KIND, "goods")) {
			case "goods", "good", "article", "product", "item" -> ProductKind.GOODS;
			case "service", "services", "subscription" -> ProductKind.SERVICE;
			default -> throw new BadRow(
					"“" + ReadingRows.cut(cells.text(Target.PRODUCT_KIND)) + "” is neither goods nor service.");
		};
	}

	private static ProductUnit unit(Cells cells) {
		return switch (cells.word(Target.UNIT, "each")) {
			case "each", "piece", "pc", "pcs", "one" -> ProductUnit.EACH;
			case "month", "monthly", "per month" -> ProductUnit.MONTH;
			default ->
				throw new BadRow("“" + ReadingRows.cut(cells.text(Target.UNIT)) + "” is neither each nor month.");
		};
	}

	private List<Judged> judge(List<Wanted> wanted, Map<String, Money> seen, List<ImportRemark> said) {
		List<Judged> judged = new ArrayList<>();
		List<String> codes = wanted.stream().map(Wanted::code).toList();
		Map<String, String> names = this.products.names(codes);
		Set<String> retired = this.products.retired(codes);
		Map<String, Map<String, Long>> prices = new HashMap<>();
		wanted.stream()
			.collect(Collectors.groupingBy((each) -> each.price().getCurrencyUnit().getCode()))
			.forEach((currency, some) -> prices.put(currency,
					this.intake.pricesAt(some.stream().map(Wanted::code).toList(), currency, this.calendar.now())));
		for (Wanted each : wanted) {
			Judged one = judge(each, names, retired, prices.get(each.price().getCurrencyUnit().getCode()), seen);
			said.add(each.row().said(one.verdict(), one.remark(), null));
			if (one.verdict() == Verdict.NEW || one.verdict() == Verdict.CHANGED) {
				seen.put(each.code(), each.price());
			}
			if (one.verdict() != Verdict.REFUSED) {
				judged.add(one);
			}
		}
		return judged;
	}

	private Judged judge(Wanted wanted, Map<String, String> names, Set<String> retired, Map<String, Long> prices,
			Map<String, Money> seen) {
		Money before = seen.get(wanted.code());
		if (before != null) {
			return before.equals(wanted.price())
					? new Judged(wanted, Verdict.SAME, "It stands in the file twice.", null)
					: new Judged(wanted, Verdict.REFUSED,
							"Product " + wanted.code() + " stands in the file above with another price.", null);
		}
		String name = names.get(wanted.code());
		Long old = (starts(wanted) != null) ? this.intake
			.pricesAt(List.of(wanted.code()), wanted.price().getCurrencyUnit().getCode(), starts(wanted))
			.get(wanted.code()) : prices.get(wanted.code());
		if (name == null) {
			return new Judged(wanted, Verdict.NEW, null, null);
		}
		if (retired.contains(wanted.code())) {
			return new Judged(wanted, Verdict.REFUSED, "Product " + wanted.code() + " is not sold any more.", null);
		}
		String stays = name.equals(wanted.product().name()) ? "" : " The name stays “" + name + "”.";
		if (old != null && old == Amounts.minor(wanted.price())) {
			return new Judged(wanted, Verdict.SAME, stays.isEmpty() ? null : stays.strip(), old);
		}
		String change = ((old != null)
				? "It costs " + Amounts.show(wanted.price()) + " instead of "
						+ Amounts.show(Amounts.ofMinor(wanted.price().getCurrencyUnit().getCode(), old))
				: "It gets a price in " + wanted.price().getCurrencyUnit().getCode())
				+ ((starts(wanted) != null) ? " from " + wanted.from() + " on." : " from now on.");
		return new Judged(wanted, Verdict.CHANGED, change + stays, old);
	}

	@Override
	public Look.Read look(ImportPlan plan, List<String> header, Row row) {
		Wanted wanted = read(Cells.of(plan, header, row), new NumberedRow(0, row));
		return new Look.Read(row.line(), wanted.product().name(), null, wanted.code(), List
			.of(Amounts.show(wanted.price()) + ((wanted.product().unit() == ProductUnit.MONTH) ? " a month" : " each")),
				null);
	}

	/** What a row made. */
	private record Made(int rowNo, String code, boolean added, String currency, long now, Long old) {
	}

	private List<Made> toTakeBack(long id, int below, int most) {
		return this.client.sql("""
				select row_no, product_code, added, currency, new_minor, old_minor from import_product
				where import_id = ? and row_no < ? and undone_at is null and kept_because is null
				order by row_no desc limit ?
				""")
			.params(id, below, most)
			.query((row, no) -> new Made(row.getInt(1), row.getString(2), row.getBoolean(3), row.getString(4),
					row.getLong(5), (Long) row.getObject(6)))
			.list();
	}

	private Map<Made, String> staying(List<Made> made) {
		Map<Made, String> staying = new LinkedHashMap<>();
		Set<String> used = this.intake
			.used(made.stream().filter(Made::added).map(Made::code).collect(Collectors.toCollection(HashSet::new)));
		Map<String, Map<String, Long>> prices = new HashMap<>();
		made.stream()
			.collect(Collectors.groupingBy(Made::currency, Collectors.mapping(Made::code, Collectors.toList())))
			.forEach((currency, codes) -> prices.put(currency,
					this.intake.pricesAt(codes, currency, this.calendar.now())));
		for (Made one : made) {
			Long now = prices.get(one.currency()).get(one.code());
			if (used.contains(one.code())) {
				staying.put(one, "the product was sold, billed or promoted");
			}
			else if (!one.added() && (now == null || now != one.now())) {
				staying.put(one, "the price was changed since");
			}
		}
		return staying;
	}

	@Override
	public int made(long id) {
		return this.client.sql("""
				select count(*) from import_product where import_id = ? and undone_at is null and kept_because is null
				""").param(id).query(Integer.class).single();
	}

	@Override
	public Map<String, Integer> hanging(long id) {
		Map<String, Integer> hanging = new TreeMap<>();
		staying(toTakeBack(id, Integer.MAX_VALUE, Integer.MAX_VALUE)).values()
			.forEach((why) -> hanging.merge(why, 1, Integer::sum));
		return hanging;
	}

	@Override
	public Step takeBack(DataImport one, int most) {
		List<Made> made = toTakeBack(one.id(), Integer.MAX_VALUE, most);
		Map<Made, String> staying = staying(made);
		Actor actor = Applying.actor(one.id(), one.source());
		List<Made> free = made.stream().filter((each) -> !staying.containsKey(each)).toList();
		this.intake.takeOut(free.stream().filter(Made::added).map(Made::code).toList());
		free.stream().filter((each) -> !each.added()).forEach((each) -> {
			if (each.old() != null) {
				this.prices.setPrice(actor, new NewPrice(each.code(), Amounts.ofMinor(each.currency(), each.old()),
						null, null, "The import was undone"));
			}
			else {
				this.intake.endPrice(each.code(), each.currency());
			}
		});
		Timestamp now = Timestamp.from(this.calendar.now());
		this.jdbc.batchUpdate(
				"update import_product set undone_at = ?, kept_because = ? where import_id = ? and row_no = ?", made,
				500, (statement, each) -> {
					statement.setTimestamp(1, staying.containsKey(each) ? null : now);
					statement.setString(2, staying.get(each));
					statement.setLong(3, one.id());
					statement.setInt(4, each.rowNo());
				});
		return new Step(made.size(), staying.size());
	}

	@Override
	public List<Kept> kept(long id, int most) {
		return this.client.sql("""
				select product_code, kept_because from import_product
				where import_id = ? and kept_because is not null order by row_no limit ?
				""")
			.params(id, most)
			.query((row, no) -> new Kept(row.getString(1), "It stays: " + row.getString(2) + "."))
			.list();
	}

}
