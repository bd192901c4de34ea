package app.accord.desk;

import java.time.LocalDate;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.MalformedNumber;
import app.accord.dunning.ReminderCard;
import app.accord.dunning.ReminderPolicies;
import app.accord.dunning.ReminderSwitches;
import app.accord.dunning.Reminders;
import app.accord.dunning.SwitchKind;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.format.annotation.DateTimeFormat;
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

/** The reminders of an account, and what is different for its customer. */
@Controller
@RequestMapping("/desk/accounts/{account}/reminders")
class AccountReminders {

	private final OnDesk onDesk;

	private final Reminders reminders;

	private final ReminderSwitches switches;

	private final ReminderPolicies policies;

	AccountReminders(OnDesk onDesk, Reminders reminders, ReminderSwitches switches, ReminderPolicies policies) {
		this.onDesk = onDesk;
		this.reminders = reminders;
		this.switches = switches;
		this.policies = policies;
	}

	@GetMapping
	String show(@PathVariable String account, Model model) {
		put(account, model);
		return "desk/account-reminders";
	}

	@GetMapping("/switches/new")
	String sheet(@PathVariable String account, Model model) {
		put(account, model);
		model.addAttribute("form", new Form(SwitchKind.NO_REMINDERS, null, null, ""));
		return "desk/account-reminders :: sheet";
	}

	@PostMapping("/switches")
	String set(@PathVariable String account, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = put(account, model);
		return Forms.attempt(errors, () -> {
			if (form.kind() == null) {
				throw new Refusal("kind", "Choose what is to be different.");
			}
			this.switches.set(actor, customer.customerId(), form.kind(), form.policy(), form.until(), form.reason());
			return form.kind().label() + ": it holds from now on.";
		})
			.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> Forms.again(response, "desk/account-reminders :: sheet"));
	}

	@GetMapping("/switches/{kind}/end")
	String endSheet(@PathVariable String account, @PathVariable SwitchKind kind, Model model) {
		put(account, model);
		model.addAttribute("form", new Form(kind, null, null, ""));
		return "desk/account-reminders :: endSheet";
	}

	@PostMapping("/switches/{kind}/end")
	String end(@PathVariable String account, @PathVariable SwitchKind kind, @ModelAttribute("form") Form form,
			BindingResult errors, Actor actor, Model model, HttpServletResponse response) {
		CustomerProfile customer = put(account, model);
		return Forms.attempt(errors, () -> {
			this.switches.clear(actor, customer.customerId(), kind, form.reason());
			return "It does not hold any more.";
		})
			.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> Forms.again(response, "desk/account-reminders :: endSheet"));
	}

	private CustomerProfile put(String typed, Model model) {
		try {
			AccountNumber account = AccountNumber.parse(typed);
			CustomerProfile customer = this.onDesk.customer(account.customer().toString());
			ReminderCard card = this.reminders.of(account);
			model.addAttribute("customer", customer);
			model.addAttribute("card", card);
			model.addAttribute("kinds", SwitchKind.values());
			model.addAttribute("policies",
					this.policies.list()
						.stream()
						.filter((policy) -> policy.currency().equals(card.chaseable().getCurrencyUnit().getCode()))
						.toList());
			return customer;
		}
		catch (MalformedNumber | NotFound ex) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
	}

	/** What is typed in the sheet. */
	record Form(SwitchKind kind, String policy, @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until,
			String reason) {
	}

}
