package app.accord.desk;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import app.accord.catalog.PriceBook;
import app.accord.catalog.PricedProductRow;
import app.accord.catalog.PromotionView;
import app.accord.csv.Csv;
import app.accord.intake.DataImport;
import app.accord.intake.Imports;
import app.accord.invoicing.Taxes;
import app.accord.message.Message;
import app.accord.message.MessageState;
import app.accord.message.Messages;
import app.accord.staff.Staff;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Lists of what the company sells, imports, sends and of who works there, as files for
 * spreadsheets.
 */
@Controller
class OfficeFiles {

	private final PriceBook prices;

	private final Taxes taxes;

	private final Imports imports;

	private final Messages messages;

	private final Staff staff;

	private final BusinessCalendar calendar;

	OfficeFiles(PriceBook prices, Taxes taxes, Imports imports, Messages messages, Staff staff,
			BusinessCalendar calendar) {
		this.prices = prices;
		this.taxes = taxes;
		this.imports = imports;
		this.messages = messages;
		this.staff = staff;
		this.calendar = calendar;
	}

	@GetMapping("/desk/prices/list.csv")
	void prices(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "USD") String currency,
			HttpServletResponse response) throws IOException {
		Csv.write(response, "prices",
				List.of("code", "name", "kind", "unit", "price", "currency", "since", "next price", "from",
						"promotions"),
				AccountList
					.<PricedProductRow>until(
							(page, size) -> this.prices.page(q, currency, this.calendar.now(), page, size).items())
					.map((each) -> Arrays.asList(each.product().code(), each.product().name(), each.product().kind(),
							each.product().unit(), Csv.amount(each.price()), currency, each.since(),
							Csv.amount(each.nextPrice()), each.nextFrom(),
							String.join(" ", each.promotions().stream().map(PromotionView::code).toList()))));
	}

	@GetMapping("/desk/prices/promotions/list.csv")
	void promotions(@RequestParam(defaultValue = "") String q, HttpServletResponse response) throws IOException {
		Csv.write(response, "promotions",
				List.of("code", "name", "product", "percent off", "amount off", "currency", "needs its code",
						"tier from", "years from", "starts", "ends"),
				AccountList.<PromotionView>until((page, size) -> this.prices.promotions(q, page, size).items())
					.map((each) -> Arrays.asList(each.code(), each.name(), each.productCode(), each.percentOff(),
							Csv.amount(each.amountOff()),
							(each.amountOff() != null) ? Csv.currency(each.amountOff()) : null,
							each.needsCode() ? "yes" : "no", each.minimumTier(), each.minimumYears(), each.startsAt(),
							each.endsAt())));
	}

	@GetMapping("/desk/prices/taxes/list.csv")
	void taxes(HttpServletResponse response) throws IOException {
		Csv.write(response, "taxes",
				List.of("place", "class", "name", "percent", "from", "until", "set by", "set", "reason"),
				this.taxes.all()
					.stream()
					.map((each) -> Arrays.asList(each.place(), each.taxClass(), each.name(), each.percent(),
							each.startsOn(), each.endsOn(), each.setBy(), each.setAt(), each.reason())));
	}

	@GetMapping("/desk/imports/list.csv")
	void imports(HttpServletResponse response) throws IOException {
		Csv.write(response, "imports",
				List.of("import", "file", "holds", "source", "state", "by", "received", "ended", "rows", "new", "same",
						"maybe", "changed", "refused"),
				AccountList.<DataImport>until(this.imports::page)
					.map((each) -> Arrays.asList(each.id(), each.fileName(), each.plan().records().label(),
							each.source(), each.state().label(), each.startedBy(), each.receivedAt(), each.endedAt(),
							each.rowsTotal(), each.shown().fresh(), each.shown().same(), each.shown().maybe(),
							each.shown().changed(), each.shown().refused())));
	}

	@GetMapping("/desk/admin/messages/list.csv")
	void messages(@RequestParam(defaultValue = "") String state, HttpServletResponse response) throws IOException {
		List<MessageState> states = MessageQueue.states(state);
		Csv.write(response, "messages",
				List.of("customer", "decided", "state", "since", "by", "to", "subject", "tries", "problem"),
				AccountList.<Message>until((page, size) -> this.messages.inState(states, page, size))
					.map((each) -> Arrays.asList(each.customer(), each.decidedAt(), each.state().label(),
							each.stateSince(), each.medium(), each.sentTo(), each.subject(), each.tries(),
							each.problem())));
	}

	@GetMapping("/desk/admin/staff/list.csv")
	void staff(HttpServletResponse response) throws IOException {
		Csv.write(response, "staff", List.of("user name", "name", "role", "since", "access ended"),
				this.staff.list()
					.stream()
					.map((each) -> Arrays.asList(each.username(), each.displayName(), each.role().label(),
							each.createdAt(), each.disabledAt())));
	}

}
