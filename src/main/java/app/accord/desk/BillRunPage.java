package app.accord.desk;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletResponse;

import app.accord.actor.Actor;
import app.accord.csv.Csv;
import app.accord.customer.AccountNumber;
import app.accord.invoicing.BillRun;
import app.accord.invoicing.BillRunWork;
import app.accord.invoicing.BillRuns;
import app.accord.invoicing.RunAccount;
import app.accord.invoicing.RunSums;
import app.accord.refusal.Refusal;

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

/** One bill run: its preview, what is held, how far it is, what it did. */
@Controller
@RequestMapping("/desk/bill-runs/{id:\\d+}")
class BillRunPage {

	private static final int SIZE = 50;

	private static final int AT_ONCE = 5000;

	private final BillRuns runs;

	private final BillRunWork work;

	BillRunPage(BillRuns runs, BillRunWork work) {
		this.runs = runs;
		this.work = work;
	}

	@GetMapping
	String show(@PathVariable long id, @RequestParam(required = false) String state,
			@RequestParam(defaultValue = "1") int page, Model model) {
		BillRun run = this.runs.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		RunSums sums = this.runs.sums(id);
		RunAccount.State shown = Forms.named(RunAccount.State.class, state)
			.orElse((sums.count(RunAccount.State.HELD) > 0) ? RunAccount.State.HELD : null);
		Set<RunAccount.State> states = (shown != null) ? EnumSet.of(shown) : Set.of();
		int index = Math.clamp(page, 1, 100_000) - 1;
		long listed = (shown != null) ? sums.count(shown) : sums.rows().stream().mapToLong(RunSums.Row::accounts).sum();
		model.addAttribute("run", run);
		model.addAttribute("sums", sums);
		model.addAttribute("state", (shown != null) ? shown.name() : "ALL");
		model.addAttribute("states", RunAccount.State.values());
		model.addAttribute("accounts", this.runs.accounts(id, states, index, SIZE));
		model.addAttribute("page", index + 1);
		model.addAttribute("pages", (listed + SIZE - 1) / SIZE);
		return "desk/bill-run";
	}

	@GetMapping("/progress")
	String progress(@PathVariable long id, @RequestParam(required = false) String state,
			@RequestParam(defaultValue = "1") int page, Model model) {
		return show(id, state, page, model) + " :: progress";
	}

	@PostMapping("/approval")
	String approve(@PathVariable long id, Actor actor, RedirectAttributes after) {
		return done(id, after, () -> {
			this.runs.approve(actor, id);
			return "Approved. The bills are being made.";
		});
	}

	@PostMapping("/cancellation")
	String cancel(@PathVariable long id, Actor actor, RedirectAttributes after) {
		return done(id, after, () -> {
			this.runs.cancel(actor, id);
			return "Cancelled. Nothing was billed.";
		});
	}

	@PostMapping("/accounts/{account}/release")
	String release(@PathVariable long id, @PathVariable String account, Actor actor, RedirectAttributes after) {
		return done(id, after, () -> {
			this.work.release(actor, id, AccountNumber.parse(account));
			return "Released: " + account + ".";
		});
	}

	@PostMapping("/accounts/{account}/omission")
	String leaveOut(@PathVariable long id, @PathVariable String account, Actor actor, RedirectAttributes after) {
		return done(id, after, () -> {
			this.work.leaveOut(actor, id, AccountNumber.parse(account), "Left out by " + actor.name() + ".");
			return "Left out: " + account + ". The next run looks at it again.";
		});
	}

	@PostMapping("/accounts/{account}/hold")
	String hold(@PathVariable long id, @PathVariable String account, Actor actor, RedirectAttributes after) {
		return done(id, after, () -> {
			this.work.hold(actor, id, AccountNumber.parse(account), "Held by " + actor.name() + ".");
			return "Held: " + account + ".";
		});
	}

	/** What became of each account, for a spreadsheet. */
	@GetMapping("/accounts.csv")
	void download(@PathVariable long id, HttpServletResponse response) throws IOException {
		BillRun run = this.runs.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		Stream<List<RunAccount>> parts = Stream.iterate(this.runs.accountsAfter(id, null, AT_ONCE),
				(part) -> !part.isEmpty(), (part) -> this.runs.accountsAfter(id, part.getLast().account(), AT_ONCE));
		Csv.write(response, "bill-run-" + id + "-" + run.billDate(),
				List.of("account", "customer", "state", "currency", "previewed", "last", "billed", "bill", "rule",
						"reason", "decided by"),
				parts.flatMap(List::stream)
					.map((one) -> Arrays.asList(one.account(), one.customerName(), one.state(),
							one.total().getCurrencyUnit().getCode(), one.total().getAmount(),
							(one.last() != null) ? one.last().getAmount() : null,
							(one.billed() != null) ? one.billed().getAmount() : null, one.bill(), one.rule(),
							one.reason(), one.decidedBy())));
	}

	private static String done(long id, RedirectAttributes after, Supplier<String> act) {
		try {
			after.addFlashAttribute("toast", act.get());
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/desk/bill-runs/" + id;
	}

}
