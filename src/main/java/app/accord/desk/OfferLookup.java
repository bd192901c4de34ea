package app.accord.desk;

import app.accord.catalog.PriceBook;
import app.accord.customer.CustomerNumber;
import app.accord.customer.MalformedNumber;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Which offer a mailer's code is, where it holds, and why not if not. */
@Controller
class OfferLookup {

	private final PriceBook prices;

	private final BusinessCalendar calendar;

	OfferLookup(PriceBook prices, BusinessCalendar calendar) {
		this.prices = prices;
		this.calendar = calendar;
	}

	@GetMapping("/desk/promotions/lookup")
	String lookUp(@RequestParam(defaultValue = "") String code, @RequestParam(defaultValue = "") String customer,
			Model model) {
		model.addAttribute("code", code.strip());
		model.addAttribute("typedCustomer", customer.strip());
		if (!code.isBlank()) {
			try {
				Long customerId = customer.isBlank() ? null : CustomerNumber.parse(customer).customerId();
				model.addAttribute("answer", this.prices.lookUp(code, customerId, this.calendar.now()));
			}
			catch (MalformedNumber ex) {
				model.addAttribute("problem", ex.getMessage());
			}
		}
		return "desk/offer";
	}

}
