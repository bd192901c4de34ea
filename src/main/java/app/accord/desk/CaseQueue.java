package app.accord.desk;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import app.accord.care.CaseCounts;
import app.accord.care.CaseFilter;
import app.accord.care.CaseKind;
import app.accord.care.CaseRow;
import app.accord.care.CaseState;
import app.accord.care.Cases;
import app.accord.csv.Csv;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Numbers;
import app.accord.customer.Page;
import app.accord.search.CustomerSearch;
import app.accord.search.SearchHit;
import app.accord.security.StaffPrincipal;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.staff.StaffMember;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The cases of all customers, to work through: whose, how late, which. */
@Controller
class CaseQueue {

	private static final int PAGE = 25;

	private static final int NAMED = 50;

	private static final List<String> COLUMNS = List.of("case", "customer", "name", "kind", "urgency", "state",
			"subject", "owner", "opened", "answer by", "solve by", "late", "escalation", "last");

	private final Cases cases;

	private final Staff staff;

	private final CustomerSearch search;

	CaseQueue(Cases cases, Staff staff, CustomerSearch search) {
		this.search = search;
		this.cases = cases;
		this.staff = staff;
	}

	@GetMapping("/desk/cases")
	String show(@ModelAttribute Asked asked, @RequestParam(defaultValue = "1") int page,
			@AuthenticationPrincipal StaffPrincipal me, Model model) {
		Page<CaseRow> found = this.cases.list(asked.filter(me.username()), named(asked, me), Math.max(0, page - 1),
				PAGE);
		CaseCounts counts = this.cases.counts(me.username());
		model.addAttribute("asked", asked);
		model.addAttribute("found", found);
		model.addAttribute("more", found.total() > Cases.COUNTED);
		model.addAttribute("views", View.of(counts));
		model.addAttribute("owners", workers(this.staff).filter(StaffMember::active).toList());
		model.addAttribute("kinds", CaseKind.values());
		model.addAttribute("states", CaseState.values());
		model.addAttribute("address", asked.address("/desk/cases"));
		return "desk/cases";
	}

	@GetMapping("/desk/cases/list.csv")
	void file(@ModelAttribute Asked asked, @AuthenticationPrincipal StaffPrincipal me, HttpServletResponse response)
			throws IOException {
		CaseFilter filter = asked.filter(me.username());
		List<Long> named = named(asked, me);
		Csv.write(response, "cases", COLUMNS, AccountList.<CaseRow>until((page, size) -> {
			Page<CaseRow> read = this.cases.list(filter, named, page, size);
			return (read.page() == page) ? read.items() : List.of();
		}).map(CaseQueue::cells));
	}

	/** Those whose name may have been typed. */
	private List<Long> named(Asked asked, StaffPrincipal me) {
		if (asked.q().isEmpty() || Numbers.read(asked.q()).isPresent()) {
			return List.of();
		}
		return this.search.find(asked.q(), 0, NAMED, me.username())
			.items()
			.stream()
			.map(SearchHit::customerId)
			.distinct()
			.toList();
	}

	static List<Object> cells(CaseRow one) {
		return Arrays.asList(one.number(), CustomerNumber.of(one.customerId()), one.customerName(), one.kind().label(),
				one.priority().label(), one.state().label(), one.subject(), one.ownerName(), one.openedAt(),
				one.answerBy(), one.resolveBy(), one.overdue() ? "yes" : "no", one.escalation(), one.lastAt());
	}

	static List<String> columns() {
		return COLUMNS;
	}

	/** Employees who work on cases. */
	static Stream<StaffMember> workers(Staff staff) {
		return staff.list().stream().filter((one) -> one.role() != StaffRole.MARKETER);
	}

	/**
	 * What is asked for.
	 *
	 * @param view mine, nobodys, late, open or all
	 * @param q a number, a name, or words of the subject
	 * @param state only in that state
	 * @param kind only of that kind
	 * @param owner only of that employee; {@code -}: nobody's
	 * @param sort due, new or last
	 */
	record Asked(String view, String q, String state, String kind, String owner, String sort) {

		Asked {
			view = (view != null && List.of("mine", "nobodys", "late", "all").contains(view)) ? view : "open";
			q = (q != null) ? q.strip() : "";
			state = (state != null) ? state : "";
			kind = (kind != null) ? kind : "";
			owner = (owner != null) ? owner.strip() : "";
			sort = (sort != null && List.of("new", "last").contains(sort)) ? sort : "due";
		}

		/** Whether more than the view narrows it down. */
		public boolean narrowed() {
			return !this.q.isEmpty() || !this.state.isEmpty() || !this.kind.isEmpty() || !this.owner.isEmpty();
		}

		CaseFilter filter(String me) {
			if (Numbers.read(this.q).isPresent()) {
				// Whoever types a number means it wherever it stands.
				return new CaseFilter(this.q, null, null, null, false, false, this.sort);
			}
			CaseState wanted = Forms.named(CaseState.class, this.state).orElse(null);
			boolean ended = wanted != null && !wanted.open();
			String whose = switch (this.view) {
				case "mine" -> me;
				case "nobodys" -> "-";
				default -> this.owner.isEmpty() ? null : this.owner;
			};
			return new CaseFilter(this.q, wanted, Forms.named(CaseKind.class, this.kind).orElse(null), whose,
					this.view.equals("late"), !this.view.equals("all") && !ended, this.sort);
		}

		/** The address of this list, to which a page can be added. */
		String address(String path) {
			return UriComponentsBuilder.fromPath(path)
				.queryParam("view", this.view)
				.queryParam("q", "{q}")
				.queryParam("state", "{state}")
				.queryParam("kind", "{kind}")
				.queryParam("owner", "{owner}")
				.queryParam("sort", this.sort)
				.encode()
				.buildAndExpand(this.q, this.state, this.kind, this.owner)
				.toUriString();
		}

	}

	/**
	 * A way to look at the list.
	 *
	 * @param name in the address
	 * @param label what people read
	 * @param count how many there are; null: not counted
	 * @param late whether these are late
	 */
	record View(String name, String label, Integer count, boolean late) {

		static List<View> of(CaseCounts counts) {
			return List.of(new View("open", "Open", null, false), new View("mine", "Mine", counts.mine(), false),
					new View("nobodys", "Nobody’s", counts.nobodys(), false),
					new View("late", "Late", counts.late(), counts.late() > 0), new View("all", "All", null, false));
		}

		/** The number as shown: 999 stands for as many or more. */
		public String shown() {
			return (this.count >= CaseCounts.MOST) ? CaseCounts.MOST + "+" : Integer.toString(this.count);
		}

	}

}
