package app.accord.desk;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import app.accord.care.Cases;
import app.accord.customer.CaseNumber;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.Numbers;
import app.accord.customer.OrderNumber;
import app.accord.customer.PublicNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.search.CustomerSearch;
import app.accord.search.SearchHit;
import app.accord.search.SearchPage;
import app.accord.security.StaffPrincipal;
import app.accord.ui.Shell;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The search that is always there: people, numbers, products and what can be done. */
@Controller
class DeskSearch {

	private static final int PAGE = 25;

	private static final int SUGGESTED = 8;

	private static final List<Action> ACTIONS = List.of(
			new Action("New customer", "/desk/customers/new", "add create person organisation", null),
			new Action("All customers", "/desk/customers", "list people", null),
			new Action("Cases", "/desk/cases", "tickets complaints faults questions requests work queue", null),
			new Action("Late cases", "/desk/cases?view=late", "overdue escalated deadline", null),
			new Action("Deadlines of cases", "/desk/admin/cases", "rules escalation executive", "ADMIN"),
			new Action("Look up an offer", "/desk/promotions/lookup", "promotion mailer code coupon", null),
			new Action("Price book", "/desk/prices", "products promotions set price", "BILLER SUPERVISOR ADMIN"),
			new Action("Bank transfers", "/desk/banking", "bank statements camt import matching unallocated payments",
					"BILLER SUPERVISOR ADMIN"),
			new Action("Wishes to be erased", "/desk/erasures", "gdpr erasure privacy delete personal data forget",
					"SUPERVISOR ADMIN"),
			new Action("Data quality", "/desk/quality", "missing unreachable stale", "SUPERVISOR ADMIN"),
			new Action("Staff", "/desk/admin/staff", "employees people passwords", "ADMIN"),
			new Action("Check the books", "/desk/admin/books", "ledger", "ADMIN"),
			new Action("Load files", "/desk/admin/loads", "import csv", "ADMIN"));

	private final CustomerSearch search;

	private final Customers customers;

	private final Cases cases;

	private final Shell shell;

	DeskSearch(CustomerSearch search, Customers customers, Cases cases, Shell shell) {
		this.cases = cases;
		this.search = search;
		this.customers = customers;
		this.shell = shell;
	}

	@GetMapping("/desk/search")
	String find(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page,
			@AuthenticationPrincipal StaffPrincipal me, Model model) {
		if (q.isBlank()) {
			return "redirect:/desk/customers";
		}
		Optional<String> number = ofNumber(q);
		if (number.isPresent()) {
			return "redirect:" + number.get();
		}
		SearchPage found = this.search.find(q, Math.max(0, page - 1), PAGE, me.username());
		List<SearchHit> exact = found.items().stream().filter(SearchHit::exact).toList();
		if (exact.size() == 1 || found.total() == 1 && !found.items().isEmpty()) {
			return "redirect:" + address((exact.size() == 1 ? exact : found.items()).getFirst().found());
		}
		model.addAttribute("q", q);
		model.addAttribute("found", found);
		model.addAttribute("hits", hits(found));
		model.addAttribute("pages", (found.total() + PAGE - 1) / PAGE);
		return "desk/search";
	}

	@GetMapping("/desk/search/suggestions")
	String suggest(@RequestParam(defaultValue = "") String q, @AuthenticationPrincipal StaffPrincipal me, Model model) {
		SearchPage found = this.search.suggest(q, SUGGESTED, me.username());
		model.addAttribute("q", q);
		model.addAttribute("number", ofNumber(q).orElse(null));
		model.addAttribute("found", found);
		model.addAttribute("hits", hits(found));
		model.addAttribute("actions", actions(q));
		return "desk/search :: suggestions";
	}

	private List<Hit> hits(SearchPage found) {
		return found.items().stream().map((hit) -> new Hit(hit, address(hit.found()))).toList();
	}

	/** The page of what has that number, for numbers of more than a customer. */
	private Optional<String> ofNumber(String typed) {
		return Numbers.read(typed)
			.filter((number) -> this.customers.exists(number.customerId()))
			.map((number) -> address(number));
	}

	private String address(PublicNumber number) {
		String customer = "/desk/customers/" + number.customer();
		return switch (number) {
			case InvoiceNumber bill -> "/desk/invoices/" + bill;
			case CaseNumber one when this.cases.exists(one) -> "/desk/cases/" + one;
			case ReceiptNumber receipt -> customer + "/payments?receipt=" + receipt;
			case OrderNumber order -> customer + "/purchases?order=" + order;
			default -> customer;
		};
	}

	private List<Action> actions(String typed) {
		String wanted = typed.strip().toLowerCase(Locale.ROOT);
		return ACTIONS.stream()
			.filter((action) -> wanted.length() > 1
					&& (action.label().toLowerCase(Locale.ROOT).contains(wanted) || action.words().contains(wanted)))
			.filter((action) -> action.roles() == null
					|| List.of(action.roles().split(" ")).stream().anyMatch(this.shell::is))
			.limit(4)
			.toList();
	}

	/**
	 * Somebody found, and what opens.
	 *
	 * @param who was found
	 * @param href the page of the customer, the bill or what else was found
	 */
	record Hit(SearchHit who, String href) {
	}

	/**
	 * Something that can be done from the search box.
	 *
	 * @param label what it is called
	 * @param href where it is done
	 * @param words what else people type for it
	 * @param roles who may, separated by spaces; null: everybody
	 */
	record Action(String label, String href, String words, String roles) {
	}

}
