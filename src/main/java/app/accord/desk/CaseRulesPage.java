package app.accord.desk;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.care.CaseKind;
import app.accord.care.CasePriority;
import app.accord.care.CaseRules;
import app.accord.care.Deadline;
import app.accord.care.RuleBook;
import app.accord.refusal.Refusal;
import app.accord.staff.Staff;
import app.accord.staff.StaffMember;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Where an administrator says within which time cases are dealt with, and who looks after
 * late ones.
 */
@Controller
@RequestMapping("/desk/admin/cases")
class CaseRulesPage {

	private static final int LATEST = 20;

	private final RuleBook rules;

	private final Staff staff;

	CaseRulesPage(RuleBook rules, Staff staff) {
		this.rules = rules;
		this.staff = staff;
	}

	@GetMapping
	String show(Model model) {
		model.addAttribute("form", Form.of(this.rules.now()));
		return page(model);
	}

	@PostMapping
	String set(@ModelAttribute("form") Form form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		return Forms.attempt(errors, () -> {
			this.rules.set(actor, form.read(), form.kinds(), form.executive(), form.reason());
			return "These rules hold from now on. What was promised before stays.";
		}).map((sentence) -> {
			after.addFlashAttribute("toast", sentence);
			return "redirect:/desk/admin/cases";
		}).orElseGet(() -> Forms.again(response, page(model)));
	}

	private String page(Model model) {
		List<CaseRules> history = this.rules.history(LATEST);
		model.addAttribute("priorities", CasePriority.values());
		model.addAttribute("kinds", CaseKind.values());
		model.addAttribute("owners", CaseQueue.workers(this.staff).filter(StaffMember::active).toList());
		model.addAttribute("history", history);
		model.addAttribute("names",
				this.staff.list().stream().collect(Collectors.toMap(StaffMember::username, StaffMember::displayName)));
		return "desk/case-rules";
	}

	/**
	 * What is typed.
	 *
	 * @param answer hours to the answer, in the order of the urgencies
	 * @param resolve hours to the solution
	 * @param usual the kinds' usual urgency, in their order
	 * @param executive a user name, or empty
	 * @param reason why it is changed
	 */
	record Form(List<String> answer, List<String> resolve, List<String> usual, String executive, String reason) {

		static Form of(CaseRules rules) {
			List<String> answer = new ArrayList<>();
			List<String> resolve = new ArrayList<>();
			for (CasePriority priority : CasePriority.values()) {
				answer.add(Integer.toString(rules.of(priority).answerHours()));
				resolve.add(Integer.toString(rules.of(priority).resolveHours()));
			}
			List<String> usual = new ArrayList<>();
			for (CaseKind kind : CaseKind.values()) {
				usual.add(rules.of(kind).name());
			}
			return new Form(answer, resolve, usual, (rules.executive() != null) ? rules.executive() : "", "");
		}

		Map<CasePriority, Deadline> read() {
			Map<CasePriority, Deadline> read = new EnumMap<>(CasePriority.class);
			for (CasePriority priority : CasePriority.values()) {
				read.put(priority, new Deadline(hours(at(this.answer, priority.ordinal()), priority),
						hours(at(this.resolve, priority.ordinal()), priority)));
			}
			return read;
		}

		Map<CaseKind, CasePriority> kinds() {
			Map<CaseKind, CasePriority> read = new EnumMap<>(CaseKind.class);
			for (CaseKind kind : CaseKind.values()) {
				Forms.named(CasePriority.class, at(this.usual, kind.ordinal()))
					.ifPresent((priority) -> read.put(kind, priority));
			}
			return read;
		}

		private static String at(List<String> typed, int place) {
			return (typed != null && typed.size() > place) ? typed.get(place) : "";
		}

		private static int hours(String typed, CasePriority priority) {
			if (typed == null || !typed.strip().matches("\\d{1,4}")) {
				throw new Refusal("deadlines", "Write whole hours, such as 24, for " + priority.label() + ".");
			}
			return Integer.parseInt(typed.strip());
		}

	}

}
