package app.accord.desk;

import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.MalformedNumber;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** One bill. */
@Controller("deskBillPage")
class BillPage {

	private final OnDesk onDesk;

	private final Invoices invoices;

	BillPage(OnDesk onDesk, Invoices invoices) {
		this.onDesk = onDesk;
		this.invoices = invoices;
	}

	@GetMapping("/desk/invoices/{number}")
	String show(@PathVariable String number, Model model) {
		Invoice bill = find(number);
		model.addAttribute("bill", bill);
		model.addAttribute("customer", this.onDesk.customer(bill.number().customer().toString()));
		return "desk/bill";
	}

	private Invoice find(String number) {
		try {
			return this.invoices.find(InvoiceNumber.parse(number))
				.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		}
		catch (MalformedNumber ex) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
	}

}
