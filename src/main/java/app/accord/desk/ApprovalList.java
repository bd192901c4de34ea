package app.accord.desk;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import app.accord.actor.Actor;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approval.State;
import app.accord.staff.Approvals;
import app.accord.staff.Authority;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What waits for a second person, and what became of the rest. */
@Controller
@RequestMapping("/desk/approvals")
class ApprovalList {

	private static final int SIZE = 25;

	private final Approvals approvals;

	private final Authority authority;

	private final Customers customers;

	ApprovalList(Approvals approvals, Authority authority, Customers customers) {
		this.approvals = approvals;
		this.authority = authority;
		this.customers = customers;
	}

	@GetMapping
	String show(@RequestParam(defaultValue = "PENDING") String state, @RequestParam(defaultValue = "") String q,
			@RequestParam(defaultValue = "1") int page, Actor actor, Model model) {
		List<State> states = Forms.named(State.class, state).stream().toList();
		int index = Math.clamp(page, 1, 100_000) - 1;
		List<Approval> found = this.approvals.page(states, q, index, SIZE);
		List<Long> ids = found.stream().map(Approval::customerId).filter((id) -> id != 0).distinct().toList();
		Map<Long, CustomerProfile> profiles = ids.isEmpty() ? Map.of() : this.customers.readAll(ids);
		long total = this.approvals.count(states, q);
		model.addAttribute("page",
				new View(states.isEmpty() ? "" : states.getFirst().name(), q,
						found.stream().map((each) -> row(each, profiles.get(each.customerId()), actor)).toList(),
						index + 1, (total + SIZE - 1) / SIZE, total));
		model.addAttribute("states", State.values());
		return "desk/approvals";
	}

	@PostMapping("/{customerId}/{no}/approval")
	String approve(@PathVariable long customerId, @PathVariable long no, Actor actor, RedirectAttributes after) {
		return answer(after, () -> this.approvals.approve(customerId, no, actor));
	}

	@PostMapping("/{customerId}/{no}/refusal")
	String refuse(@PathVariable long customerId, @PathVariable long no, @RequestParam String reason, Actor actor,
			RedirectAttributes after) {
		return answer(after, () -> this.approvals.refuse(customerId, no, reason, actor));
	}

	@PostMapping("/{customerId}/{no}/withdrawal")
	String withdraw(@PathVariable long customerId, @PathVariable long no, Actor actor, RedirectAttributes after) {
		return answer(after, () -> this.approvals.withdraw(customerId, no, actor));
	}

	private static String answer(RedirectAttributes after, Supplier<Approval> decision) {
		try {
			Approval decided = decision.get();
			if (decided.state() == State.LAPSED) {
				after.addFlashAttribute("problem", decided.summary() + " was not done: " + decided.decisionReason());
			}
			else {
				after.addFlashAttribute("toast", decided.summary() + ": " + decided.state().label() + ".");
			}
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/desk/approvals";
	}

	private Row row(Approval approval, CustomerProfile customer, Actor actor) {
		boolean mine = approval.requester().id().equals(actor.id());
		return new Row(approval, customer, mine,
				approval.pending() && !mine && this.authority.allows(actor, approval.action(), approval.amount()));
	}

	/**
	 * A request.
	 *
	 * @param approval the request
	 * @param customer whom it concerns, or null
	 * @param mine whether the reader asked for it
	 * @param decidable whether the reader can decide it
	 */
	record Row(Approval approval, CustomerProfile customer, boolean mine, boolean decidable) {
	}

	/** What the page shows. */
	record View(String state, String query, List<Row> rows, int page, long pages, long total) {
	}

}
