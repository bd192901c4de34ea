package app.accord.desk;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import app.accord.actor.Actor;
import app.accord.csv.Csv;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Page;
import app.accord.duplicates.Comparisons;
import app.accord.duplicates.Duplicates;
import app.accord.duplicates.FindingDuplicates;
import app.accord.duplicates.SuspectedPair;
import app.accord.duplicates.SuspectedPairs;
import app.accord.duplicates.SuspectedPairs.Order;
import app.accord.duplicates.SuspectedPairs.Shown;
import app.accord.duplicates.SuspectedPairs.Wanted;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Customers who may be the same, to be decided one by one; and who is being typed. */
@Controller
class DuplicatesPage {

	private static final int PAGE = 20;

	private static final int AT_ONCE = 500;

	private final OnDesk onDesk;

	private final Duplicates duplicates;

	private final SuspectedPairs pairs;

	private final FindingDuplicates finding;

	private final Comparisons comparisons;

	DuplicatesPage(OnDesk onDesk, Duplicates duplicates, SuspectedPairs pairs, FindingDuplicates finding,
			Comparisons comparisons) {
		this.onDesk = onDesk;
		this.duplicates = duplicates;
		this.pairs = pairs;
		this.finding = finding;
		this.comparisons = comparisons;
	}

	@GetMapping("/desk/duplicates")
	String list(Asked asked, @RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("asked", asked);
		model.addAttribute("all", Shown.values());
		model.addAttribute("orders", Order.values());
		model.addAttribute("found", this.pairs.list(asked.wanted(), Math.clamp(page - 1L, 0, 100_000), PAGE));
		state(model);
		return "desk/duplicates";
	}

	/** How far it is; when it is done, the page is read anew, with what was found. */
	@GetMapping("/desk/duplicates/progress")
	String progress(Model model, HttpServletResponse response) {
		state(model);
		if (model.getAttribute("running") == null) {
			response.setHeader("HX-Refresh", "true");
		}
		return "desk/duplicates :: progress";
	}

	private void state(Model model) {
		model.addAttribute("running", this.comparisons.running().orElse(null));
		model.addAttribute("last", this.comparisons.last().orElse(null));
		model.addAttribute("compared", this.comparisons.lastOfAll().orElse(null));
	}

	@GetMapping("/desk/duplicates.csv")
	void csv(Asked asked, HttpServletResponse response) throws IOException {
		IntFunction<Page<SuspectedPair>> some = (page) -> this.pairs.list(asked.wanted(), page, AT_ONCE);
		Page<SuspectedPair> first = some.apply(0);
		Stream<SuspectedPair> rest = IntStream.range(1, first.pages())
			.mapToObj(some)
			.flatMap((page) -> page.items().stream());
		Csv.write(response, "possible-duplicates",
				List.of("Known first", "Name", "Came later", "Name", "Verdict", "Why", "Found",
						"Not the same, said by"),
				Stream.concat(first.items().stream(), rest)
					.filter((pair) -> pair.one() != null && pair.other() != null)
					.map((pair) -> Stream
						.of(pair.one().number(), pair.one().name(), pair.other().number(), pair.other().name(),
								pair.sure() ? "Very likely" : "Maybe", String.join("; ", pair.reasons()),
								pair.foundAt(), pair.decidedBy())
						.map((cell) -> (Object) Objects.requireNonNullElse(cell, ""))
						.toList()));
	}

	@PostMapping("/desk/duplicates/comparison")
	String compare(Actor actor, RedirectAttributes after) {
		try {
			this.finding.begin(actor);
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/desk/duplicates";
	}

	@PostMapping("/desk/duplicates/{one}/{other}/difference")
	String notTheSame(@PathVariable String one, @PathVariable String other, Actor actor, RedirectAttributes after) {
		CustomerNumber first = this.onDesk.customer(one).number();
		CustomerNumber second = this.onDesk.customer(other).number();
		this.duplicates.notTheSame(actor, first, second);
		after.addFlashAttribute("toast", first + " and " + second + " are two. They won\u2019t be suspected again.");
		return "redirect:/desk/duplicates";
	}

	@PostMapping("/desk/duplicates/{one}/{other}/doubt")
	String takeBack(@PathVariable String one, @PathVariable String other, Actor actor, RedirectAttributes after) {
		CustomerNumber first = this.onDesk.customer(one).number();
		CustomerNumber second = this.onDesk.customer(other).number();
		this.duplicates.takeBack(actor, first, second);
		after.addFlashAttribute("toast",
				"Taken back. If " + first + " and " + second + " still look like one, they are on the list again.");
		return "redirect:/desk/duplicates?show=" + Shown.DECIDED;
	}

	@GetMapping("/desk/customers/new/suspects")
	String suspects(@ModelAttribute("form") NewCustomerPage.Form form,
			@RequestParam(defaultValue = "") List<String> others, Model model) {
		model.addAttribute("suspects", this.duplicates.of(form.customer()));
		model.addAttribute("others", others);
		model.addAttribute("root", "/desk/customers/");
		return "ui/suspects :: suspects";
	}

	/**
	 * What part of the list is asked for.
	 *
	 * @param q number or name
	 * @param show a {@link Shown}
	 * @param sort an {@link Order}
	 */
	record Asked(String q, String show, String sort) {

		Asked {
			q = (q != null) ? q.strip() : "";
			show = named(Shown.values(), show, Shown.OPEN).name();
			sort = named(Order.values(), sort, Order.LIKELIEST).name();
		}

		Wanted wanted() {
			return new Wanted(this.q, Shown.valueOf(this.show), Order.valueOf(this.sort));
		}

		/** Whether nothing narrows the list down. */
		public boolean all() {
			return this.q.isEmpty() && this.show.equals(Shown.OPEN.name());
		}

		/** Whether the pairs that people have decided about are asked for. */
		public boolean decided() {
			return this.show.equals(Shown.DECIDED.name());
		}

		private static <E extends Enum<E>> E named(E[] all, String name, E otherwise) {
			return Arrays.stream(all).filter((each) -> each.name().equals(name)).findFirst().orElse(otherwise);
		}

	}

}
