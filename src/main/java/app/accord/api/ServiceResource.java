package app.accord.api;

import java.time.LocalDate;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.fact.Fact;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.subscription.ContractDiscount;
import app.accord.subscription.ContractStatus;
import app.accord.subscription.Contracts;
import app.accord.subscription.ServiceView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The services that a customer has. */
@Tag(name = "Services", description = "The services that a customer has")
@RestController
@RequestMapping("/api/v1/customers/{number}/services")
class ServiceResource {

	private final Customers customers;

	private final Contracts contracts;

	ServiceResource(Customers customers, Contracts contracts) {
		this.customers = customers;
		this.contracts = contracts;
	}

	@Operation(summary = "The services of a customer, those that run first, then the newest")
	@GetMapping
	Listing<ServiceAnswer> services(@Parameter(example = "C-10428-7") @PathVariable String number,
			@ParameterObject Paging paging) {
		CustomerNumber customer = CustomerNumber.parse(number);
		if (!this.customers.exists(customer.customerId())) {
			throw new NotFound("There is no customer %s.".formatted(customer));
		}
		List<ServiceView> all = this.contracts.list(customer.customerId());
		return Listing.of(all.stream()
			.skip((long) paging.page() * paging.size())
			.limit(paging.size())
			.map(ServiceAnswer::of)
			.toList(), paging, all.size());
	}

	/** A service under its contract. */
	@Schema(name = "Service")
	record ServiceAnswer(@Schema(example = "S-10428-2-6") String number,
			@Schema(description = "The account that pays", example = "A-10428-1-4") String account,
			@Schema(example = "FIBER-500") String product, @Schema(example = "Fiber 500") String productName,
			@Schema(example = "ACTIVE") ContractStatus status,
			@Schema(description = "Address or telephone number it is provided at, or null",
					example = "12 Harbor St, Oakland") String place,
			@Schema(example = "Month-to-month") String term,
			@Schema(description = "What a month of all pieces costs before the discount",
					example = "89.00") String monthly,
			@Schema(description = "How many pieces", example = "1") int quantity,
			@Schema(description = "What is taken off now by agreement, or null") DiscountAnswer discount,
			@Schema(example = "USD") String currency, @Schema(example = "2024-03-01") LocalDate startedOn,
			@Schema(description = "Last day, or null", example = "2027-02-28") LocalDate endedOn,
			@Schema(description = "Counts the changes", example = "1") int version, List<Fact> facts) {

		static ServiceAnswer of(ServiceView service) {
			return new ServiceAnswer(service.number().toString(),
					AccountNumber.of(service.number().customerId(), service.accountNo()).toString(),
					service.productCode(), service.productName(), service.status(), service.place(), service.term(),
					Amounts.plain(service.monthly()), service.quantity(), DiscountAnswer.of(service.discount()),
					service.monthly().getCurrencyUnit().getCode(), service.startedOn(), service.endedOn(),
					service.version(), List.of(service.statusFact()));
		}

	}

	/** A discount that was agreed. */
	@Schema(name = "ContractDiscount")
	record DiscountAnswer(@Schema(description = "Or null", example = "10") String percent,
			@Schema(description = "Off a month of all pieces, or null", example = "5.00") String amount,
			@Schema(description = "Last day, or null", example = "2027-02-28") LocalDate until) {

		static DiscountAnswer of(ContractDiscount discount) {
			return (discount != null)
					? new DiscountAnswer((discount.percent() != null) ? discount.percent().toPlainString() : null,
							(discount.amount() != null) ? Amounts.plain(discount.amount()) : null, discount.until())
					: null;
		}

	}

}
