package app.accord.desk;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentPurpose;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Tier;
import app.accord.search.CustomerSearch;
import app.accord.search.ListOrder;
import app.accord.search.SearchHit;
import app.accord.search.SearchPage;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All customers, to browse. */
@Controller("deskCustomerList")
class CustomerList {

	private static final int PAGE = 25;

	private final CustomerSearch search;

	private final Customers customers;

	CustomerList(CustomerSearch search, Customers customers) {
		this.search = search;
		this.customers = customers;
	}

	@GetMapping("/desk/customers")
	String show(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String tier,
			@RequestParam(defaultValue = "BEST") String sort, @RequestParam(defaultValue = "1") int page, Model model) {
		Tier wanted = Forms.named(Tier.class, tier).orElse(null);
		ListOrder order = Forms.named(ListOrder.class, sort).orElse(ListOrder.BEST);
		SearchPage found = this.search.list(q, wanted, order, Math.max(0, page - 1), PAGE);
		List<Long> ids = found.items().stream().map(SearchHit::customerId).toList();
		Map<Long, String> why = found.items()
			.stream()
			.collect(Collectors.toMap(SearchHit::customerId, SearchHit::matchedOn));
		Map<Long, CustomerProfile> profiles = ids.isEmpty() ? Map.of() : this.customers.readAll(ids);
		model.addAttribute("page",
				new View(q, (wanted != null) ? wanted.name() : "", order.name(),
						ids.stream().filter(profiles::containsKey).map(profiles::get).toList(), found.page() + 1,
						(found.total() + PAGE - 1) / PAGE, found.total(), found.more(), found.hint(), why));
		model.addAttribute("tiers", Tier.values());
		model.addAttribute("purposes", ConsentPurpose.values());
		model.addAttribute("channels", ConsentChannel.values());
		return "desk/customers";
	}

	/** What the page shows. */
	record View(String query, String tier, String sort, List<CustomerProfile> customers, int page, long pages,
			long total, boolean more, String hint, Map<Long, String> why) {

		/** Whether nothing narrows the list down. */
		public boolean all() {
			return this.query.isBlank() && this.tier.isEmpty();
		}

	}

}
