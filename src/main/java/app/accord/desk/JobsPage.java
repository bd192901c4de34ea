package app.accord.desk;

import app.accord.job.Jobs;
import app.accord.security.StaffPrincipal;
import app.accord.time.BusinessCalendar;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the program does by itself, how each job went, and a button to do it now. */
@Controller
@RequestMapping("/desk/admin/jobs")
class JobsPage {

	private final Jobs jobs;

	private final BusinessCalendar calendar;

	JobsPage(Jobs jobs, BusinessCalendar calendar) {
		this.jobs = jobs;
		this.calendar = calendar;
	}

	@GetMapping
	String show(Model model) {
		model.addAttribute("jobs", this.jobs.states());
		model.addAttribute("at", this.calendar.now());
		return "desk/jobs";
	}

	@GetMapping("/list")
	String list(Model model) {
		return show(model) + " :: list";
	}

	@PostMapping
	String run(@RequestParam String job, @AuthenticationPrincipal StaffPrincipal me, RedirectAttributes redirect) {
		try {
			this.jobs.run(job, me.displayName());
			redirect.addFlashAttribute("toast", "Done: " + job + ".");
		}
		catch (RuntimeException ex) {
			redirect.addFlashAttribute("problem", job + " failed: " + ex.getMessage());
		}
		return "redirect:/desk/admin/jobs";
	}

}
