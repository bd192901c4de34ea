package app.accord.desk;

import java.util.Arrays;

import app.accord.quality.DataQuality;
import app.accord.quality.Measure;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How good the customers' records are; each number leads to its list. */
@Controller
@RequestMapping("/desk/quality")
class QualityPage {

	private static final int PAGE = 50;

	private final DataQuality quality;

	QualityPage(DataQuality quality) {
		this.quality = quality;
	}

	@GetMapping
	String show(Model model) {
		model.addAttribute("counted", this.quality.counted());
		model.addAttribute("day", this.quality.lastCounted());
		return "desk/quality";
	}

	@PostMapping
	String count(RedirectAttributes redirect) {
		this.quality.count();
		redirect.addFlashAttribute("toast", "Counted.");
		return "redirect:/desk/quality";
	}

	@GetMapping("/{fault}")
	String list(@PathVariable String fault, @RequestParam(defaultValue = "") String q,
			@RequestParam(defaultValue = "1") int page, Model model) {
		Measure measure = Arrays.stream(Measure.values())
			.filter((each) -> each.name().equalsIgnoreCase(fault.replace('-', '_')))
			.findFirst()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		int shown = Math.clamp(page, 1, 100_000);
		int total = this.quality.total(measure, q);
		model.addAttribute("wanted", q);
		model.addAttribute("measure", measure);
		model.addAttribute("trend", this.quality.trend(measure));
		model.addAttribute("path", fault);
		model.addAttribute("customers", this.quality.list(measure, q, shown - 1, PAGE));
		model.addAttribute("total", total);
		model.addAttribute("page", shown);
		model.addAttribute("pages", (total + PAGE - 1) / PAGE);
		return "desk/quality-list";
	}

}
