package app.accord.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.customer.ContactKind;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.NewCustomer;
import app.accord.duplicates.Duplicates;
import app.accord.duplicates.Suspect;
import app.accord.customer.Reachable;
import app.accord.customer.Tier;
import app.accord.fact.Fact;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.refusal.NotFound;
import app.accord.search.CustomerSearch;
import app.accord.search.SearchHit;
import app.accord.search.SearchPage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Customers: who they are and how to reach them. */
@Tag(name = "Customers", description = "Who the customers are and how to reach them")
@RestController
@RequestMapping("/api/v1/customers")
class CustomerResource {

	private static final int LONGEST_QUERY = 200;

	private final Customers customers;

	private final CustomerSearch search;

	private final BillingAccounts accounts;

	private final TakingOn takingOn;

	private final Duplicates duplicates;

	CustomerResource(Customers customers, CustomerSearch search, BillingAccounts accounts, TakingOn takingOn,
			Duplicates duplicates) {
		this.duplicates = duplicates;
		this.customers = customers;
		this.search = search;
		this.accounts = accounts;
		this.takingOn = takingOn;
	}

	@Operation(summary = "Find customers by telephone in any format, name (also misspelt), e-mail, address, "
			+ "any number of ours or a bill's amount; all of them, newest first, without a query")
	@GetMapping
	CustomerListing customers(@Parameter(example = "okafor") @RequestParam(defaultValue = "") String query,
			@ParameterObject Paging paging) {
		if (query.length() > LONGEST_QUERY) {
			throw new BadParameter("query", "Keep the query under %d characters.".formatted(LONGEST_QUERY));
		}
		SearchPage found = this.search.find(query, paging.page(), paging.size());
		List<Long> ids = found.items().stream().map(SearchHit::customerId).toList();
		Map<Long, CustomerProfile> profiles = this.customers.readAll(ids);
		Map<Long, List<String>> numbers = this.accounts
			.of(profiles.values()
				.stream()
				.flatMap((profile) -> profile.numbers().stream())
				.map(CustomerNumber::customerId)
				.toList())
			.stream()
			.collect(Collectors.groupingBy((account) -> account.number().customerId(),
					Collectors.mapping((account) -> account.number().toString(), Collectors.toList())));
		return new CustomerListing(found.items()
			.stream()
			.map((hit) -> new CustomerItem(hit.number().toString(), hit.name(), profiles.get(hit.customerId()).kind(),
					hit.tier(),
					profiles.get(hit.customerId())
						.numbers()
						.stream()
						.flatMap((number) -> numbers.getOrDefault(number.customerId(), List.of()).stream())
						.toList(),
					hit.matchedOn(), hit.found().toString()))
			.toList(), found.page(), found.size(), found.total(), found.more(), found.hint());
	}

	@Operation(summary = "A customer: names, tier, customer since, contact points, accounts, facts")
	@GetMapping("/{number}")
	CustomerAnswer customer(@Parameter(example = "C-10428-7") @PathVariable String number) {
		return answer(CustomerNumber.parse(number));
	}

	@Operation(summary = "Create a customer with contact points and a first account")
	@PostMapping
	ResponseEntity<CustomerAnswer> create(
			@Parameter(description = "1 to 255 characters that name this customer",
					example = "shop-app-7f3a") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody TakingOn.Newcomer newcomer, Actor actor) {
		Answer<CustomerAnswer> answer = this.takingOn.takeOn(newcomer, actor, Repeats.key(key));
		if (!answer.repeated()) {
			// Whoever is known already stands on the desk's list for a person to decide.
			this.duplicates.look(CustomerNumber.parse(answer.value().number()));
		}
		return Repeats.created(answer, "/api/v1/customers/" + answer.value().number(), answer.value());
	}

	@Operation(summary = "Who a new customer may be, whom we know already: ask before you create. Nothing is written")
	@PostMapping("/suspects")
	SuspectListing suspects(@Valid @RequestBody TakingOn.Newcomer newcomer) {
		NewCustomer customer = newcomer.customer();
		this.customers.check(customer);
		return new SuspectListing(this.duplicates.of(customer).stream().map(SuspectItem::of).toList());
	}

	/** Who somebody new may be. */
	@Schema(name = "SuspectListing")
	record SuspectListing(List<SuspectItem> items) {
	}

	/** Somebody who a new customer may be. */
	@Schema(name = "Suspect")
	record SuspectItem(@Schema(example = "C-10428-7") String number, @Schema(example = "Marisol Okafor") String name,
			@Schema(description = "Whether hardly anything else is possible", example = "false") boolean sure,
			@Schema(description = "For and against, the weightiest first",
					example = "[\"same e-mail\"]") List<String> reasons) {

		static SuspectItem of(Suspect suspect) {
			return new SuspectItem(suspect.customer().number().toString(), suspect.customer().name(), suspect.sure(),
					suspect.reasons());
		}

	}

	private CustomerAnswer answer(CustomerNumber number) {
		CustomerProfile profile = this.customers.find(number.customerId())
			.orElseThrow(() -> new NotFound("There is no customer %s.".formatted(number)));
		return CustomerAnswer.of(profile, this.accounts.of(number.customerId()));
	}

	/** A page of customers. */
	@Schema(name = "CustomerListing")
	record CustomerListing(List<CustomerItem> items, @Schema(example = "0") int page, @Schema(example = "50") int size,
			@Schema(example = "1") long total,
			@Schema(description = "Whether there are more than total, which were not counted",
					example = "false") boolean more,
			@Schema(description = "A sentence for who searched, or null",
					example = "The last digit does not fit the others. Please check the number.") String hint)
			implements
				Paged<CustomerItem> {
	}

	/** A customer in a list. */
	@Schema(name = "CustomerItem")
	record CustomerItem(@Schema(example = "C-10428-7") String number, @Schema(example = "Marisol Okafor") String name,
			@Schema(example = "PERSON") CustomerKind kind, @Schema(example = "GOLD") Tier tier,
			@Schema(description = "Account numbers", example = "[\"A-10428-1-4\"]") List<String> accounts,
			@Schema(description = "What the query found", example = "name") String matchedOn,
			@Schema(description = "The number of what was found: a bill, an order, an account, or the customer's",
					example = "INV-10428-17-2") String found) {
	}

	/** A customer. */
	@Schema(name = "Customer")
	record CustomerAnswer(
			@Schema(description = "The leading number where records are joined; every one of them works",
					example = "C-10428-7") String number,
			@Schema(description = "The numbers of all records that are joined, the leading one first",
					example = "[\"C-10428-7\"]") List<String> numbers,
			@Schema(example = "PERSON") CustomerKind kind, @Schema(example = "Marisol Okafor") String name,
			@Schema(example = "Marisol") String givenName, @Schema(example = "Okafor") String familyName,
			@Schema(example = "GOLD") Tier tier, @Schema(example = "2025-01-01T05:00:00Z") Instant tierSince,
			@Schema(example = "2019-05-04") LocalDate customerSince,
			@Schema(description = "ISO 639", example = "en") String language,
			@Schema(description = "Counts the changes", example = "3") int version, List<ContactPoint> contactPoints,
			List<AccountItem> accounts, List<Fact> facts) {

		static CustomerAnswer of(CustomerProfile profile, List<BillingAccount> accounts) {
			return new CustomerAnswer(profile.number().toString(),
					profile.numbers().stream().map(CustomerNumber::toString).toList(), profile.kind(), profile.name(),
					profile.givenName(), profile.familyName(), profile.tier(), profile.tierSince(),
					profile.customerSince(), profile.language(), profile.version(),
					profile.contactPoints().stream().map(ContactPoint::of).toList(),
					accounts.stream()
						.map((account) -> new AccountItem(account.number().toString(), account.name(),
								account.currency()))
						.toList(),
					profile.facts());
		}

	}

	/** A way to reach a customer. */
	@Schema(name = "ContactPoint")
	record ContactPoint(@Schema(description = "Its number among its record's", example = "1") int id,
			@Schema(description = "The record that it belongs to", example = "C-10428-7") String record,
			@Schema(example = "PHONE") ContactKind kind, @Schema(example = "home") String label,
			@Schema(description = "As somebody typed it", example = "(415) 555-0134") String typed,
			@Schema(description = "E.164, lower-case address, or null", example = "+14155550134") String canonical,
			@Schema(example = "true") boolean preferred, @Schema(example = "YES") Reachable reachable,
			@Schema(description = "Why it does not reach the customer, or null") String reachableReason) {

		static ContactPoint of(ContactPointView point) {
			return new ContactPoint(point.id(), point.owner().toString(), point.kind(), point.label(), point.typed(),
					point.canonical(), point.preferred(), point.reachable(), point.reachableReason());
		}

	}

	/** An account of a customer. */
	@Schema(name = "AccountItem")
	record AccountItem(@Schema(example = "A-10428-1-4") String number, @Schema(example = "Household") String name,
			@Schema(example = "USD") String currency) {
	}

}
