package app.accord.desk;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.csv.Csv;
import app.accord.customer.CustomerProfile;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The bills of an account. */
@Controller("deskBillList")
class BillList {

	private final OnDesk onDesk;

	private final BillingAccounts accounts;

	private final Invoices invoices;

	BillList(OnDesk onDesk, BillingAccounts accounts, Invoices invoices) {
		this.onDesk = onDesk;
		this.accounts = accounts;
		this.invoices = invoices;
	}

	@GetMapping("/desk/customers/{number}/bills")
	String show(@PathVariable String number, @RequestParam(required = false) String account,
			@RequestParam(defaultValue = "1") int page, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		BillingAccount shown = this.onDesk.account(customer, account);
		model.addAttribute("customer", customer);
		model.addAttribute("list", AccountList.of(customer, shown, this.accounts.of(customer.customerId()), page,
				this.invoices.count(shown.number()), (at, size) -> this.invoices.page(shown.number(), at, size)));
		return "desk/bills";
	}

	@GetMapping("/desk/customers/{number}/bills.csv")
	void download(@PathVariable String number, @RequestParam(required = false) String account,
			HttpServletResponse response) throws IOException {
		BillingAccount shown = this.onDesk.account(this.onDesk.customer(number), account);
		Csv.write(response, "bills-" + shown.number(),
				List.of("bill", "date", "due", "net", "tax", "total", "open", "currency"),
				AccountList
					.<Invoice>all(this.invoices.count(shown.number()),
							(at, size) -> this.invoices.page(shown.number(), at, size))
					.map((bill) -> Arrays.asList(bill.number(), bill.issuedOn(), bill.dueOn(), bill.net().getAmount(),
							bill.tax().getAmount(), bill.total().getAmount(), bill.open().getAmount(),
							shown.currency())));
	}

}
