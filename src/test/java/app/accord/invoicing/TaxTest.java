package app.accord.invoicing;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import app.accord.billing.LineKind;
import app.accord.billing.LineSource;
import app.accord.billing.NewInvoice;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

import static org.assertj.core.api.Assertions.assertThat;

/** Which rate of tax holds, and how the tax of a bill is rounded. */
class TaxTest {

	private static final Path EXAMPLES = Path.of("..", "shared", "data", "einvoice_ubl");

	@Test
	void takesRateOfPlaceAroundWhereAPlaceHasNone() {
		TaxTable table = new TaxTable(List.of(RatingTest.rate("US", "STANDARD", "0", "2020-01-01"),
				RatingTest.rate("US-NY", "STANDARD", "4", "2020-01-01"),
				RatingTest.rate("US-NY-NYC", "STANDARD", "8.875", "2024-01-01")));
		assertThat(table.percent("US-NY-NYC", "STANDARD", LocalDate.parse("2025-01-01"))).isEqualByComparingTo("8.875");
		assertThat(table.percent("US-NY-NYC", "STANDARD", LocalDate.parse("2023-01-01"))).isEqualByComparingTo("4");
		assertThat(table.percent("US-CA", "STANDARD", LocalDate.parse("2025-01-01"))).isEqualByComparingTo("0");
		assertThat(table.percent("DE", "STANDARD", LocalDate.parse("2025-01-01"))).isEqualByComparingTo("0");
	}

	/**
	 * Three times 3.33 at 10 %: by line 0.99, by rate 1.00, of which one line gets 0.34.
	 */
	@Test
	void roundsTaxOfEachRateOnce() {
		List<NewInvoice.Line> lines = List.of(line("USD", 333, "10"), line("USD", 333, "10"), line("USD", 333, "10"));
		assertThat(TaxRounding.PER_LINE.tax(lines)).extracting((line) -> line.tax().getAmountMinorLong())
			.containsExactly(33L, 33L, 33L);
		assertThat(TaxRounding.PER_RATE.tax(lines)).extracting((line) -> line.tax().getAmountMinorLong())
			.containsExactly(34L, 33L, 33L);
	}

	@Test
	void spreadsTaxOverLinesWithoutLosingAMinorUnit() {
		long seed = Long.getLong("accord.seed", System.nanoTime());
		System.out.println("TaxTest: -Daccord.seed=" + seed);
		Random random = new Random(seed);
		List<String> rates = List.of("0", "5", "6.25", "7.7", "8.875", "19", "25");
		List<String> currencies = List.of("USD", "JPY", "KWD");
		for (int i = 0; i < 5000; i++) {
			String currency = currencies.get(i % 3);
			List<NewInvoice.Line> lines = new ArrayList<>();
			for (int n = 1 + random.nextInt(9); n > 0; n--) {
				lines.add(line(currency, random.nextInt(40_000) - 8_000, rates.get(random.nextInt(rates.size()))));
			}
			List<NewInvoice.Line> taxed = TaxRounding.PER_RATE.tax(lines);
			Map<BigDecimal, long[]> byRate = new TreeMap<>();
			for (NewInvoice.Line line : taxed) {
				long[] sums = byRate.computeIfAbsent(line.taxPercent(), (rate) -> new long[2]);
				sums[0] += line.net().getAmountMinorLong();
				sums[1] += line.tax().getAmountMinorLong();
				BigDecimal exact = BigDecimal.valueOf(line.net().getAmountMinorLong())
					.multiply(line.taxPercent())
					.movePointLeft(2);
				assertThat(BigDecimal.valueOf(line.tax().getAmountMinorLong()).subtract(exact).abs())
					.isLessThan(BigDecimal.ONE);
			}
			byRate.forEach((rate,
					sums) -> assertThat(sums[1]).isEqualTo(BigDecimal.valueOf(sums[0])
						.multiply(rate)
						.movePointLeft(2)
						.setScale(0, RoundingMode.HALF_UP)
						.longValueExact()));
		}
	}

	/** The examples of the European standard for electronic bills. */
	@Test
	void comesToTaxTotalsOfPublishedExamples() throws Exception {
		if (!Files.isDirectory(EXAMPLES)) {
			System.out.println("TaxTest: SKIPPED the published examples: there is no folder " + EXAMPLES);
			return;
		}
		List<Path> files;
		try (Stream<Path> all = Files.list(EXAMPLES)) {
			files = all.filter((file) -> file.toString().toLowerCase().endsWith(".xml")).sorted().toList();
		}
		int compared = 0;
		for (Path file : files) {
			compared += compare(file);
		}
		System.out.println("TaxTest: " + compared + " rates of " + files.size() + " published bills compared");
		assertThat(compared).isGreaterThanOrEqualTo(files.size());
	}

	private static int compare(Path file) throws Exception {
		Document bill = read(file);
		Element root = bill.getDocumentElement();
		String currency = text(root, "DocumentCurrencyCode");
		List<NewInvoice.Line> lines = new ArrayList<>();
		for (Element line : children(root)) {
			if (line.getLocalName().equals("InvoiceLine") || line.getLocalName().equals("CreditNoteLine")) {
				Element category = child(child(line, "Item"), "ClassifiedTaxCategory");
				lines.add(line(currency, text(line, "LineExtensionAmount"), text(category, "Percent")));
			}
			else if (line.getLocalName().equals("AllowanceCharge")) {
				boolean charge = text(line, "ChargeIndicator").equals("true");
				lines.add(line(currency, (charge ? "" : "-") + text(line, "Amount"),
						text(child(line, "TaxCategory"), "Percent")));
			}
		}
		Map<BigDecimal, BigDecimal> ours = new TreeMap<>();
		TaxRounding.PER_RATE.tax(lines)
			.forEach((line) -> ours.merge(line.taxPercent(), line.tax().getAmount(), BigDecimal::add));
		Map<BigDecimal, BigDecimal> theirs = new TreeMap<>();
		for (Element total : children(root)) {
			if (total.getLocalName().equals("TaxTotal")
					&& currency.equals(child(total, "TaxAmount").getAttribute("currencyID"))) {
				for (Element part : children(total)) {
					if (part.getLocalName().equals("TaxSubtotal")) {
						theirs.merge(percent(text(child(part, "TaxCategory"), "Percent")),
								new BigDecimal(text(part, "TaxAmount")), BigDecimal::add);
					}
				}
			}
		}
		assertThat(theirs).as(file.toString()).isNotEmpty();
		theirs.forEach((rate, tax) -> assertThat(ours.getOrDefault(rate, BigDecimal.ZERO))
			.as(file.getFileName() + " at " + rate + " %")
			.isEqualByComparingTo(tax));
		return theirs.size();
	}

	private static Document read(Path file) throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		factory.setNamespaceAware(true);
		factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
		try (var in = Files.newInputStream(file)) {
			return factory.newDocumentBuilder().parse(in);
		}
		catch (IOException ex) {
			throw new AssertionError(file.toString(), ex);
		}
	}

	private static List<Element> children(Element parent) {
		List<Element> children = new ArrayList<>();
		for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
			if (node instanceof Element element) {
				children.add(element);
			}
		}
		return children;
	}

	private static Element child(Element parent, String name) {
		return (parent == null) ? null
				: children(parent).stream()
					.filter((element) -> element.getLocalName().equals(name))
					.findFirst()
					.orElse(null);
	}

	private static String text(Element parent, String name) {
		Element child = child(parent, name);
		return (child != null) ? child.getTextContent().strip() : null;
	}

	private static BigDecimal percent(String text) {
		BigDecimal value = (text != null) ? new BigDecimal(text).stripTrailingZeros() : BigDecimal.ZERO;
		return (value.signum() == 0) ? BigDecimal.ZERO : value;
	}

	private static NewInvoice.Line line(String currency, String amount, String percent) {
		CurrencyUnit unit = CurrencyUnit.of(currency);
		return line(currency, Money.of(unit, new BigDecimal(amount), RoundingMode.UNNECESSARY).getAmountMinorLong(),
				percent(percent).toPlainString());
	}

	private static NewInvoice.Line line(String currency, long minor, String percent) {
		Money net = Money.ofMinor(CurrencyUnit.of(currency), minor);
		return new NewInvoice.Line(LineKind.OTHER, null, "Something", 1, net, new BigDecimal(percent),
				Money.zero(net.getCurrencyUnit()), LineSource.NONE);
	}

}
