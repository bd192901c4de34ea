package app.accord.desk;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.dunning.Check;
import app.accord.dunning.Check.Outcome;
import app.accord.dunning.Notice;
import app.accord.dunning.Reminders;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A day's run of the reminders: who got one, who did not and why, and what waits. */
@Controller
@RequestMapping("/desk/reminders")
class ReminderRun {

	private static final int SIZE = 50;

	private final Reminders reminders;

	private final Customers customers;

	private final BusinessCalendar calendar;

	ReminderRun(Reminders reminders, Customers customers, BusinessCalendar calendar) {
		this.reminders = reminders;
		this.customers = customers;
		this.calendar = calendar;
	}

	@GetMapping
	String show(@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
			@RequestParam(required = false) String outcome, @RequestParam(defaultValue = "1") int page, Model model) {
		LocalDate on = (day != null) ? day : this.calendar.today();
		Outcome chosen = Forms.named(Outcome.class, outcome).orElse(null);
		int shown = Math.clamp(page, 1, 100_000);
		List<Check> checks = this.reminders.day(on, chosen, shown - 1, SIZE);
		List<Notice> stopped = this.reminders.stopped(on);
		List<Notice> waiting = this.reminders.toApprove();
		Map<Outcome, Long> tally = this.reminders.tally(on);
		long total = tally.entrySet()
			.stream()
			.filter((each) -> chosen == null || each.getKey() == chosen)
			.mapToLong(Map.Entry::getValue)
			.sum();
		model.addAttribute("day", on);
		model.addAttribute("today", this.calendar.today());
		model.addAttribute("run", this.reminders.run(on).orElse(null));
		model.addAttribute("outcome", (chosen != null) ? chosen.name() : "");
		model.addAttribute("tally",
				tally.entrySet().stream().map((each) -> new Tally(each.getKey(), each.getValue())).toList());
		model.addAttribute("checks", checks);
		model.addAttribute("stopped", stopped);
		model.addAttribute("waiting", waiting);
		model.addAttribute("names", names(checks, stopped, waiting));
		model.addAttribute("page", shown);
		model.addAttribute("pages", Math.max(1, (total + SIZE - 1) / SIZE));
		return "desk/reminders";
	}

	@PostMapping("/{customerId}/{noticeId}/end")
	String approve(@PathVariable long customerId, @PathVariable long noticeId, Actor actor, RedirectAttributes after) {
		return decided(after, "The customer is told, then the services end.",
				() -> this.reminders.approveEnd(actor, customerId, noticeId));
	}

	@PostMapping("/{customerId}/{noticeId}/stay")
	String refuse(@PathVariable long customerId, @PathVariable long noticeId,
			@RequestParam(defaultValue = "") String reason, Actor actor, RedirectAttributes after) {
		return decided(after, "The services don’t end.",
				() -> this.reminders.refuseEnd(actor, customerId, noticeId, reason));
	}

	private static String decided(RedirectAttributes after, String done, Runnable act) {
		try {
			act.run();
			after.addFlashAttribute("toast", done);
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/desk/reminders";
	}

	private Map<Long, CustomerProfile> names(List<Check> checks, List<Notice> stopped, List<Notice> waiting) {
		Set<Long> ids = new LinkedHashSet<>();
		checks.forEach((check) -> ids.add(check.account().customerId()));
		stopped.forEach((notice) -> ids.add(notice.account().customerId()));
		waiting.forEach((notice) -> ids.add(notice.account().customerId()));
		return ids.isEmpty() ? Map.of() : this.customers.readAll(List.copyOf(ids));
	}

	/** How many accounts came to an outcome. */
	record Tally(Outcome outcome, long count) {
	}

}
