package app.accord.counter;

import app.accord.refusal.Refusal;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Saying which card terminal stands at this counter. */
@Controller
@RequestMapping("/counter/terminal")
class CounterTerminal {

	private final TillTerminal terminal;

	private final Till till;

	CounterTerminal(TillTerminal terminal, Till till) {
		this.terminal = terminal;
		this.till = till;
	}

	@GetMapping
	String show(@RequestParam(required = false) String customer, Model model) {
		model.addAttribute("terminals", this.terminal.all());
		model.addAttribute("here", this.terminal.here().orElse(null));
		model.addAttribute("customer", (customer != null) ? this.till.customer(customer) : null);
		return "counter/terminal";
	}

	@PostMapping
	String choose(@RequestParam(defaultValue = "") String terminal, @RequestParam(required = false) String customer,
			RedirectAttributes after) {
		try {
			this.terminal.keep(terminal);
			after.addFlashAttribute("toast", "Kept: cards are asked for there from now on.");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return (customer != null) ? "redirect:/counter/customers/" + this.till.customer(customer).number()
				: "redirect:/counter";
	}

}
