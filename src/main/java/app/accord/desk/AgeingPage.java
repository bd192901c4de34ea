package app.accord.desk;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import app.accord.billing.AgeBucket;
import app.accord.billing.Ageing;
import app.accord.billing.AgeingReport;
import app.accord.csv.Csv;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who owes for how long, as of any day. */
@Controller
class AgeingPage {

	private static final int SIZE = 50;

	private final Ageing ageing;

	private final BusinessCalendar calendar;

	AgeingPage(Ageing ageing, BusinessCalendar calendar) {
		this.ageing = ageing;
		this.calendar = calendar;
	}

	@GetMapping("/desk/reports/ageing")
	String show(@RequestParam(required = false) LocalDate day, @RequestParam(required = false) String currency,
			@RequestParam(required = false) AgeBucket bucket, @RequestParam(defaultValue = "1") int page, Model model) {
		LocalDate asOf = asOf(day);
		AgeingReport report = this.ageing.asOf(asOf);
		List<AgeingReport.Summary> all = report.currencies();
		AgeingReport.Summary chosen = all.stream()
			.filter((summary) -> summary.currency().equals(currency))
			.findFirst()
			.orElse(all.isEmpty() ? null : all.getFirst());
		int index = Math.clamp(page, 1, 1_000_000) - 1;
		List<AgeingReport.Row> rows = (chosen == null) ? List.of()
				: this.ageing.accounts(asOf, chosen.currency(), bucket, index, SIZE + 1);
		model.addAttribute("report", report);
		model.addAttribute("chosen", chosen);
		model.addAttribute("bucket", bucket);
		model.addAttribute("buckets", AgeBucket.values());
		model.addAttribute("rows", rows.subList(0, Math.min(SIZE, rows.size())));
		model.addAttribute("page", index + 1);
		model.addAttribute("pages", index + ((rows.size() > SIZE) ? 2 : 1));
		model.addAttribute("today", this.calendar.today());
		return "desk/ageing";
	}

	@GetMapping("/desk/reports/ageing.csv")
	void table(@RequestParam(required = false) LocalDate day, @RequestParam String currency,
			HttpServletResponse response) throws IOException {
		LocalDate asOf = asOf(day);
		List<String> columns = new ArrayList<>(List.of("account", "customer", "name", "currency"));
		Stream.of(AgeBucket.values()).map(AgeBucket::label).forEach(columns::add);
		columns.addAll(List.of("total", "oldest due"));
		List<List<Object>> rows = new ArrayList<>();
		this.ageing.each(asOf, currency, (row) -> rows.add(cells(row, currency)));
		Csv.write(response, "ageing-" + asOf + "-" + currency.replaceAll("[^A-Z]", ""), columns, rows.stream());
	}

	private static List<Object> cells(AgeingReport.Row row, String currency) {
		List<Object> cells = new ArrayList<>(
				Arrays.asList(row.account(), row.account().customer(), row.customerName(), currency));
		Stream.of(AgeBucket.values()).map((bucket) -> row.owed().get(bucket).getAmount()).forEach(cells::add);
		cells.addAll(Arrays.asList(row.total().getAmount(), row.oldestDueOn()));
		return cells;
	}

	private LocalDate asOf(LocalDate day) {
		LocalDate today = this.calendar.today();
		return (day == null || day.isAfter(today)) ? today : day;
	}

}
