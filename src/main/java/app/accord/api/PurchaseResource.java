package app.accord.api;

import java.time.Instant;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.OrderNumber;
import app.accord.customer.Page;
import app.accord.fact.Fact;
import app.accord.money.Amounts;
import app.accord.order.OrderKind;
import app.accord.order.OrderStatus;
import app.accord.order.Orders;
import app.accord.order.PurchaseLine;
import app.accord.order.PurchaseView;
import app.accord.order.SoldThrough;
import app.accord.refusal.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a customer bought and returned. */
@Tag(name = "Purchases", description = "What a customer bought and returned")
@RestController
@RequestMapping("/api/v1")
class PurchaseResource {

	private final Customers customers;

	private final Orders orders;

	PurchaseResource(Customers customers, Orders orders) {
		this.customers = customers;
		this.orders = orders;
	}

	@Operation(summary = "The purchases and returns of a customer, newest first")
	@GetMapping("/customers/{number}/purchases")
	Listing<PurchaseAnswer> purchases(@Parameter(example = "C-10428-7") @PathVariable String number,
			@ParameterObject Paging paging) {
		CustomerNumber customer = CustomerNumber.parse(number);
		if (!this.customers.exists(customer.customerId())) {
			throw new NotFound("There is no customer %s.".formatted(customer));
		}
		Page<PurchaseView> page = this.orders.list(customer.customerId(), paging.page(), paging.size());
		return Listing.of(page.items().stream().map(PurchaseAnswer::of).toList(), paging, page.total());
	}

	@Operation(summary = "A purchase or return")
	@GetMapping("/orders/{number}")
	PurchaseAnswer purchase(@Parameter(example = "O-10428-3-8") @PathVariable String number) {
		OrderNumber wanted = OrderNumber.parse(number);
		return this.orders.find(wanted)
			.map(PurchaseAnswer::of)
			.orElseThrow(() -> new NotFound("There is no order %s.".formatted(wanted)));
	}

	/** A purchase or return. */
	@Schema(name = "Purchase")
	record PurchaseAnswer(@Schema(example = "O-10428-3-8") String number,
			@Schema(description = "The account it is charged to, or null", example = "A-10428-1-4") String account,
			@Schema(example = "SALE") OrderKind kind, @Schema(example = "COMPLETED") OrderStatus status,
			@Schema(example = "2026-10-20T18:02:11.201Z") Instant placedAt,
			@Schema(example = "SHOP") SoldThrough soldThrough,
			@Schema(description = "Which shop or site, or null", example = "Harbor Street") String place,
			@Schema(description = "Below zero for a return", example = "49.00") String total,
			@Schema(example = "USD") String currency,
			@Schema(description = "Its number in the system it came from, or null",
					example = "536365") String externalId,
			@Schema(description = "Who recorded it", example = "Ada Lindqvist") String actor,
			@Schema(description = "Counts the changes", example = "0") int version, List<PurchaseLineAnswer> lines,
			List<Fact> facts) {

		static PurchaseAnswer of(PurchaseView order) {
			return new PurchaseAnswer(order.number().toString(),
					(order.accountNo() != null)
							? AccountNumber.of(order.number().customerId(), order.accountNo()).toString() : null,
					order.kind(), order.status(), order.placedAt(), order.soldThrough(), order.place(),
					Amounts.plain(order.total()), order.total().getCurrencyUnit().getCode(), order.externalId(),
					order.actorName(), order.version(), order.lines().stream().map(PurchaseLineAnswer::of).toList(),
					List.of(order.statusFact()));
		}

	}

	/** A line of a purchase. */
	@Schema(name = "PurchaseLine")
	record PurchaseLineAnswer(@Schema(example = "1") int line,
			@Schema(description = "A product's code, or null", example = "ROUTER-AX") String product,
			@Schema(example = "Router AX") String description,
			@Schema(description = "Below zero: returned", example = "1") int quantity,
			@Schema(description = "What one costs before deductions", example = "59.00") String unitPrice,
			@Schema(description = "What was taken off the line", example = "10.00") String deduction,
			@Schema(example = "49.00") String total,
			@Schema(description = "The promotion that was given, or null", example = "SPRING") String promotion) {

		static PurchaseLineAnswer of(PurchaseLine line) {
			return new PurchaseLineAnswer(line.no(), line.productCode(), line.description(), line.quantity(),
					Amounts.plain(line.unitPrice()), Amounts.plain(line.deduction()), Amounts.plain(line.total()),
					line.promotionCode());
		}

	}

}
