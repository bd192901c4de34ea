package app.accord.desk;

import java.util.List;

import app.accord.payment.Reconciling;
import app.accord.payment.Reconciling.Report;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How our books compare with the gateway's, day by day. */
@Controller
@RequestMapping("/desk/payments/reconciliation")
class ReconciliationPage {

	private final Reconciling reconciling;

	ReconciliationPage(Reconciling reconciling) {
		this.reconciling = reconciling;
	}

	@GetMapping
	String show(@RequestParam(defaultValue = "0") long report, Model model) {
		List<Report> reports = this.reconciling.newest(30);
		Report shown = reports.stream()
			.filter((one) -> one.id() == report)
			.findFirst()
			.orElse(reports.isEmpty() ? null : reports.getFirst());
		model.addAttribute("reports", reports);
		model.addAttribute("shown", shown);
		model.addAttribute("differences", (shown != null) ? this.reconciling.differences(shown.id()) : List.of());
		return "desk/reconciliation";
	}

	@PostMapping
	String run(RedirectAttributes after) {
		try {
			long report = this.reconciling.run();
			after.addFlashAttribute("toast", "Compared.");
			return "redirect:/desk/payments/reconciliation?report=" + report;
		}
		catch (RuntimeException ex) {
			after.addFlashAttribute("problem", "The gateway does not answer at the moment. Try again in a while.");
			return "redirect:/desk/payments/reconciliation";
		}
	}

}
