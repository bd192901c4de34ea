package app.accord.desk;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

import jakarta.servlet.http.HttpServletResponse;

import app.accord.actor.Actor;
import app.accord.invoicing.BillRuns;
import app.accord.invoicing.HoldRules;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The bill runs, and where the next one is begun. */
@Controller
class BillRunList {

	private static final int SIZE = 20;

	private final BillRuns runs;

	private final HoldRules rules;

	private final BusinessCalendar calendar;

	BillRunList(BillRuns runs, HoldRules rules, BusinessCalendar calendar) {
		this.runs = runs;
		this.rules = rules;
		this.calendar = calendar;
	}

	@GetMapping("/desk/bill-runs")
	String show(@RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("form", new Form(this.calendar.today().toString()));
		return page(page, model);
	}

	@GetMapping("/desk/bill-runs/list")
	String list(@RequestParam(defaultValue = "1") int page, Model model) {
		return page(page, model) + " :: list";
	}

	@PostMapping("/desk/bill-runs")
	String start(@ModelAttribute("form") Form form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response) {
		return Forms.attempt(errors, () -> this.runs.start(actor, form.day(), false))
			.map((run) -> "redirect:/desk/bill-runs/" + run.id())
			.orElseGet(() -> Forms.again(response, page(1, model)));
	}

	private String page(int page, Model model) {
		int index = Math.clamp(page, 1, 100_000) - 1;
		model.addAttribute("runs", this.runs.list(index, SIZE));
		model.addAttribute("underWay", this.runs.underWay().orElse(null));
		model.addAttribute("held", this.runs.held());
		model.addAttribute("rules", this.rules);
		model.addAttribute("today", this.calendar.today());
		model.addAttribute("page", index + 1);
		model.addAttribute("pages", (this.runs.count() + SIZE - 1) / SIZE);
		return "desk/bill-runs";
	}

	/** What is typed to begin a run. */
	record Form(String billDate) {

		LocalDate day() {
			try {
				return LocalDate.parse(this.billDate);
			}
			catch (DateTimeParseException | NullPointerException ex) {
				throw new Refusal("billDate", "Choose a day.");
			}
		}

	}

}
