package app.accord.desk;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import app.accord.csv.Csv;
import app.accord.customer.CustomerProfile;
import app.accord.order.Orders;
import app.accord.order.PurchaseView;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What a customer bought and returned. */
@Controller("deskPurchaseList")
class PurchaseList {

	private static final int SIZE = 25;

	private static final int BATCH = 200;

	private final OnDesk onDesk;

	private final Orders orders;

	PurchaseList(OnDesk onDesk, Orders orders) {
		this.onDesk = onDesk;
		this.orders = orders;
	}

	@GetMapping("/desk/customers/{number}/purchases")
	String show(@PathVariable String number, @RequestParam(defaultValue = "1") int page,
			@RequestParam(required = false) String order, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("wanted", order);
		model.addAttribute("list", this.orders.list(customer.customerId(), Math.max(0, page - 1), SIZE));
		return "desk/purchases";
	}

	@GetMapping("/desk/customers/{number}/purchases.csv")
	void download(@PathVariable String number, HttpServletResponse response) throws IOException {
		CustomerProfile customer = this.onDesk.customer(number);
		long total = this.orders.list(customer.customerId(), 0, 1).total();
		Csv.write(response, "purchases-" + customer.number(),
				List.of("order", "placed", "kind", "status", "through", "place", "line", "product", "description",
						"quantity", "unit price", "line total", "currency"),
				AccountList
					.<PurchaseView>all(total, (at, size) -> this.orders.list(customer.customerId(), at, BATCH).items())
					.flatMap((purchase) -> purchase.lines()
						.stream()
						.map((line) -> Arrays.asList(purchase.number(), purchase.placedAt(), purchase.kind(),
								purchase.status(), purchase.soldThrough(), purchase.place(), line.no(),
								line.productCode(), line.description(), line.quantity(), line.unitPrice().getAmount(),
								line.total().getAmount(), purchase.total().getCurrencyUnit()))));
	}

}
