package app.accord.sandbox;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import app.accord.refusal.Refusal;
import app.accord.sandbox.Misbehaviour.Fault;
import app.accord.sandbox.Misbehaviour.Operation;
import app.accord.sandbox.Misbehaviour.ReportFault;
import org.joda.money.Money;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The sandbox's switches: for an administrator who wants to see things go wrong. */
@Controller
@RequestMapping("/desk/admin/sandbox")
@ConditionalOnProperty(name = "accord.sandbox.enabled", havingValue = "true")
class SandboxDesk {

	private final Sandbox sandbox;

	SandboxDesk(Sandbox sandbox) {
		this.sandbox = sandbox;
	}

	@GetMapping
	String show(Model model) {
		Misbehaviour misbehaviour = this.sandbox.misbehaviour();
		model.addAttribute("operations", Operation.values());
		model.addAttribute("faults", Fault.values());
		model.addAttribute("reportFaults", ReportFault.values());
		model.addAttribute("planned", misbehaviour.planned());
		model.addAttribute("standing", misbehaviour.standing());
		model.addAttribute("reports", misbehaviour.reports());
		model.addAttribute("listening", this.sandbox.listening());
		model.addAttribute("url", this.sandbox.url());
		model.addAttribute("terminals", this.sandbox.terminals());
		model.addAttribute("captures", this.sandbox.captures(10));
		model.addAttribute("disputes", this.sandbox.disputes());
		return "desk/sandbox";
	}

	@PostMapping("/faults")
	String plan(@RequestParam Operation operation, @RequestParam Fault fault,
			@RequestParam(required = false) String account, @RequestParam(defaultValue = "once") String when,
			RedirectAttributes after) {
		if (when.equals("always")) {
			this.sandbox.misbehaviour().always(operation, (fault == Fault.NONE) ? null : fault);
		}
		else {
			this.sandbox.misbehaviour()
				.plan((account == null || account.isBlank()) ? null : account.strip(), operation, fault);
		}
		return done(after, "The sandbox will misbehave as you wish.");
	}

	@PostMapping("/reports")
	String reports(@RequestParam(required = false) List<ReportFault> fault, RedirectAttributes after) {
		Set<ReportFault> chosen = EnumSet.noneOf(ReportFault.class);
		if (fault != null) {
			chosen.addAll(fault);
		}
		this.sandbox.misbehaviour().reports(chosen);
		return done(after, "Reports are sent that way from now on.");
	}

	@PostMapping("/connections")
	String connections(@RequestParam boolean refuse, RedirectAttributes after) {
		this.sandbox.refuseConnections(refuse);
		return done(after, refuse ? "The sandbox refuses connections." : "The sandbox takes connections again.");
	}

	@PostMapping("/behaviour")
	String behave(RedirectAttributes after) {
		this.sandbox.misbehaviour().behave();
		this.sandbox.refuseConnections(false);
		return done(after, "The sandbox behaves.");
	}

	@PostMapping("/refunds")
	String refund(@RequestParam String capture, RedirectAttributes after) {
		try {
			Money amount = this.sandbox.captures(100)
				.stream()
				.filter((one) -> one.reference().equals(capture))
				.findFirst()
				.orElseThrow(() -> new Refusal("There is no such capture among the latest."))
				.amount();
			this.sandbox.refund(capture, amount);
			return done(after, "Paid back at the sandbox, without Accord’s asking.");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
			return "redirect:/desk/admin/sandbox";
		}
	}

	@PostMapping("/disputes")
	String dispute(@RequestParam(required = false) String capture, @RequestParam(required = false) String dispute,
			@RequestParam(defaultValue = "false") boolean won, RedirectAttributes after) {
		try {
			if (dispute != null) {
				this.sandbox.decide(dispute, won);
				return done(after, won ? "Decided for the company." : "Decided for the customer.");
			}
			this.sandbox.dispute(String.valueOf(capture), "fraudulent");
			return done(after, "The customer’s bank has taken it back.");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
			return "redirect:/desk/admin/sandbox";
		}
	}

	private static String done(RedirectAttributes after, String sentence) {
		after.addFlashAttribute("toast", sentence);
		return "redirect:/desk/admin/sandbox";
	}

}
