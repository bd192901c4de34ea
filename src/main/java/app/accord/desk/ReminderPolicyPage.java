package app.accord.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import app.accord.actor.Actor;
import app.accord.customer.CustomerKind;
import app.accord.customer.Tier;
import app.accord.dunning.ReminderPolicies;
import app.accord.dunning.ReminderPolicy;
import app.accord.dunning.ReminderPolicy.Step;
import app.accord.dunning.StepAction;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an administrator says who is reminded when, and what follows. */
@Controller
@RequestMapping("/desk/admin/reminders")
class ReminderPolicyPage {

	private static final int ROWS = 8;

	private final ReminderPolicies policies;

	ReminderPolicyPage(ReminderPolicies policies) {
		this.policies = policies;
	}

	@GetMapping
	String list(Model model) {
		model.addAttribute("policies", this.policies.list());
		return "desk/reminder-policies";
	}

	@GetMapping("/new")
	String begin(Model model) {
		return form(model, new Form("", "", "USD", null, null, "1", "14", rows(List.of()), true));
	}

	@GetMapping("/{code}")
	String edit(@PathVariable String code, Model model) {
		ReminderPolicy policy = this.policies.find(code)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		return form(model,
				new Form(policy.code(), policy.name(), policy.currency(), policy.kind(), policy.tier(),
						Integer.toString(policy.crossingDays()), Integer.toString(policy.feeDueDays()),
						rows(policy.steps()), false));
	}

	@PostMapping
	String set(@ModelAttribute("form") Form form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		return Forms.attempt(errors, () -> {
			ReminderPolicy policy = form.policy();
			if (form.fresh() && this.policies.find(policy.code()).isPresent()) {
				throw new Refusal("code", "There is a policy of that code already.");
			}
			this.policies.set(actor, policy);
			return policy.name();
		}).map((name) -> {
			after.addFlashAttribute("toast", name + " holds from the next run on.");
			return "redirect:/desk/admin/reminders";
		}).orElseGet(() -> {
			put(model, form);
			return Forms.again(response, "desk/reminder-policy");
		});
	}

	@PostMapping("/{code}/end")
	String end(@PathVariable String code, Actor actor, RedirectAttributes after) {
		try {
			this.policies.end(actor, code);
			after.addFlashAttribute("toast", "Ended. Its customers fall under another policy from the next run on.");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/desk/admin/reminders";
	}

	private static String form(Model model, Form form) {
		model.addAttribute("form", form);
		put(model, form);
		return "desk/reminder-policy";
	}

	private static void put(Model model, Form form) {
		model.addAttribute("rows", form.padded());
		model.addAttribute("actions", StepAction.values());
		model.addAttribute("tiers", Tier.values());
		model.addAttribute("kinds", CustomerKind.values());
		model.addAttribute("currencies", AccountSheet.CURRENCIES);
	}

	private static List<Row> rows(List<Step> steps) {
		List<Row> rows = new ArrayList<>();
		steps.forEach((step) -> rows.add(new Row(step.action(), Integer.toString(step.daysOverdue()),
				Amounts.plain(step.minimum()), (step.fee() != null) ? Amounts.plain(step.fee()) : "")));
		return rows;
	}

	/** What is typed of a policy. */
	record Form(String code, String name, String currency, CustomerKind kind, Tier tier, String crossingDays,
			String feeDueDays, List<Row> steps, boolean fresh) {

		List<Row> padded() {
			List<Row> rows = new ArrayList<>((this.steps != null) ? this.steps : List.of());
			while (rows.size() < ROWS) {
				rows.add(new Row(null, "", "", ""));
			}
			return rows;
		}

		ReminderPolicy policy() {
			if (this.currency == null || !AccountSheet.CURRENCIES.contains(this.currency)) {
				throw new Refusal("currency", "Choose a currency.");
			}
			List<Step> read = new ArrayList<>();
			for (Row row : (this.steps != null) ? this.steps : List.<Row>of()) {
				if (row.action() != null) {
					read.add(row.step(read.size() + 1, this.currency));
				}
			}
			return new ReminderPolicy((this.code != null) ? this.code.strip().toUpperCase(Locale.ROOT) : "", this.name,
					this.currency, this.kind, this.tier, number("crossingDays", this.crossingDays),
					number("feeDueDays", this.feeDueDays), read, null, null, 0);
		}

	}

	/** What is typed of a step; without an action it is none. */
	record Row(StepAction action, String days, String minimum, String fee) {

		Step step(int no, String currency) {
			return new Step(no, this.action, number("steps", this.days), amount(this.minimum, currency, true),
					(this.action == StepAction.LATE_FEE) ? amount(this.fee, currency, false) : null);
		}

		private static Money amount(String typed, String currency, boolean orNothing) {
			if (orNothing && (typed == null || typed.isBlank())) {
				return Amounts.ofMinor(currency, 0);
			}
			return Forms.amount("steps", typed, currency);
		}

	}

	private static int number(String field, String typed) {
		if (typed == null || !typed.strip().matches("\\d{1,4}")) {
			throw new Refusal(field, "Write a number of days, such as 14.");
		}
		return Integer.parseInt(typed.strip());
	}

}
