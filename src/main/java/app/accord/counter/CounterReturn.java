package app.accord.counter;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.customer.MalformedNumber;
import app.accord.customer.OrderNumber;
import app.accord.order.Orders;
import app.accord.order.PurchaseView;
import app.accord.payment.TakingBack;
import app.accord.payment.TakingBack.TakenBack;
import app.accord.refusal.Refusal;
import app.accord.staff.OverLimit;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Goods that a customer brings back: within the clerk's limit, or as a second person
 * approves.
 */
@Controller
@RequestMapping("/counter/orders/{number}/return")
class CounterReturn {

	private final Till till;

	private final Orders orders;

	private final TakingBack takingBack;

	CounterReturn(Till till, Orders orders, TakingBack takingBack) {
		this.till = till;
		this.orders = orders;
		this.takingBack = takingBack;
	}

	@GetMapping
	String show(@PathVariable String number, Model model) {
		model.addAttribute("typed", Map.of());
		return page(order(number), "", UUID.randomUUID().toString(), model);
	}

	@PostMapping
	String takeBack(@PathVariable String number, @RequestParam Map<String, String> typed,
			@RequestParam(defaultValue = "") String reason, @RequestParam(defaultValue = "") String idempotencyKey,
			@RequestParam(required = false) String ask, Actor actor, Model model, HttpServletResponse response,
			RedirectAttributes after) {
		PurchaseView order = order(number);
		String key = Till.key(idempotencyKey);
		try {
			Map<Integer, Integer> pieces = pieces(typed);
			if ("yes".equals(ask)) {
				after.addFlashAttribute("toast",
						this.takingBack.ask(order.number(), pieces, reason, actor, key).asked());
				return "redirect:/counter/orders/" + order.number();
			}
			TakenBack done = this.takingBack.takeBack(order.number(), pieces, reason, actor, key);
			after.addAttribute("back", done.how());
			return "redirect:/counter/orders/" + done.order();
		}
		catch (Refusal ex) {
			response.setStatus(422);
			model.addAttribute("refusal", ex.getMessage());
			model.addAttribute("over", ex instanceof OverLimit);
			model.addAttribute("typed", typed);
			return page(order, reason, key, model);
		}
	}

	private String page(PurchaseView order, String reason, String key, Model model) {
		model.addAttribute("order", order);
		model.addAttribute("customer", this.till.customer(order.number().customer().toString()));
		model.addAttribute("left", this.takingBack.left(order));
		model.addAttribute("paid", this.takingBack.paid(order).orElse(null));
		model.addAttribute("reason", reason);
		model.addAttribute("key", key);
		return "counter/return";
	}

	private static Map<Integer, Integer> pieces(Map<String, String> typed) {
		Map<Integer, Integer> pieces = new TreeMap<>();
		typed.forEach((name, value) -> {
			if (name.matches("line-\\d{1,3}")) {
				if (!value.strip().matches("\\d{0,4}")) {
					throw new Refusal("Write how many come back as a number.");
				}
				pieces.put(Integer.parseInt(name.substring(5)), value.isBlank() ? 0 : Integer.parseInt(value.strip()));
			}
		});
		return pieces;
	}

	private PurchaseView order(String typed) {
		try {
			return this.orders.find(OrderNumber.parse(typed)).orElseThrow(Till::notFound);
		}
		catch (MalformedNumber ex) {
			throw Till.notFound();
		}
	}

}
