package app.accord.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.fact.Fact;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Bills. */
@Tag(name = "Invoices", description = "Bills; once issued they never change")
@RestController
@RequestMapping("/api/v1")
class InvoiceResource {

	private final Invoices invoices;

	InvoiceResource(Invoices invoices) {
		this.invoices = invoices;
	}

	@Operation(summary = "The bills of an account, newest first, without their lines")
	@GetMapping("/accounts/{number}/invoices")
	Listing<InvoiceAnswer> invoices(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@ParameterObject Paging paging) {
		AccountNumber account = AccountNumber.parse(number);
		List<InvoiceAnswer> page = this.invoices.page(account, paging.page(), paging.size())
			.stream()
			.map((invoice) -> InvoiceAnswer.of(invoice, null))
			.toList();
		return Listing.of(page, paging, this.invoices.count(account));
	}

	@Operation(summary = "A bill with its lines")
	@GetMapping("/invoices/{number}")
	InvoiceAnswer invoice(@Parameter(example = "INV-10428-17-2") @PathVariable String number) {
		InvoiceNumber wanted = InvoiceNumber.parse(number);
		Invoice invoice = this.invoices.find(wanted)
			.orElseThrow(() -> new NotFound("There is no bill %s.".formatted(wanted)));
		return InvoiceAnswer.of(invoice, invoice.lines().stream().map(LineAnswer::of).toList());
	}

	/** A bill. */
	@Schema(name = "Invoice")
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record InvoiceAnswer(@Schema(example = "INV-10428-17-2") String number,
			@Schema(example = "A-10428-1-4") String account, @Schema(example = "USD") String currency,
			@Schema(example = "2026-10-01T06:00:00Z") Instant issuedAt,
			@Schema(example = "2026-10-01") LocalDate issuedOn, @Schema(example = "2026-10-21") LocalDate dueOn,
			@Schema(example = "2026-10-01") LocalDate periodStart,
			@Schema(description = "Last day included", example = "2026-10-31") LocalDate periodEnd,
			@Schema(example = "89.00") String net, @Schema(example = "8.06") String tax,
			@Schema(example = "97.06") String total,
			@Schema(description = "What is not paid of it", example = "97.06") String open,
			@Schema(example = "SENT") Invoice.State state, @Schema(example = "false") boolean overdue,
			@Schema(description = "The ledger entry it was posted with", example = "16") long postingSeq,
			@Schema(description = "Its lines; left out in lists") @JsonInclude(JsonInclude.Include.NON_NULL) List<LineAnswer> lines,
			List<Fact> facts) {

		static InvoiceAnswer of(Invoice invoice, List<LineAnswer> lines) {
			return new InvoiceAnswer(invoice.number().toString(), invoice.account().toString(),
					invoice.total().getCurrencyUnit().getCode(), invoice.issuedAt(), invoice.issuedOn(),
					invoice.dueOn(), invoice.periodStart(), invoice.periodEnd(), Amounts.plain(invoice.net()),
					Amounts.plain(invoice.tax()), Amounts.plain(invoice.total()), Amounts.plain(invoice.open()),
					invoice.state(), invoice.overdue(), invoice.postingSeq(), lines, invoice.facts());
		}

	}

	/** A line of a bill. */
	@Schema(name = "InvoiceLine")
	record LineAnswer(@Schema(example = "1") int line,
			@Schema(description = "The product, or null", example = "FIBER-500") String product,
			@Schema(example = "Fiber 500, October") String description, @Schema(example = "1") int quantity,
			@Schema(example = "89.00") String net, @Schema(type = "string", example = "8.875") BigDecimal taxPercent,
			@Schema(example = "7.90") String tax) {

		static LineAnswer of(Invoice.Line line) {
			return new LineAnswer(line.lineNo(), line.productCode(), line.description(), line.quantity(),
					Amounts.plain(line.net()), line.taxPercent(), Amounts.plain(line.tax()));
		}

	}

}
