package app.accord.portal;

import app.accord.order.Orders;
import app.accord.security.CustomerPrincipal;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the customer bought and returned. */
@Controller
class PortalPurchases {

	private static final int SIZE = 12;

	private final Orders orders;

	PortalPurchases(Orders orders) {
		this.orders = orders;
	}

	@GetMapping("/portal/purchases")
	String show(@AuthenticationPrincipal CustomerPrincipal me, @RequestParam(defaultValue = "1") int page,
			Model model) {
		model.addAttribute("list", this.orders.list(me.customerId(), Math.clamp(page, 1, 1_000_000) - 1, SIZE));
		return "portal/purchases";
	}

}
