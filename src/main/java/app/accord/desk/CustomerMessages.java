package app.accord.desk;

import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.customer.CustomerProfile;
import app.accord.message.HandlingMessages;
import app.accord.message.Message;
import app.accord.message.MessageState;
import app.accord.message.Messages;
import app.accord.refusal.Refusal;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The messages to a customer, as they were sent, and what to do with those that were not.
 */
@Controller
@RequestMapping("/desk/customers/{number}/messages")
class CustomerMessages {

	/** A mail is shown in a frame of its own that may do nothing at all. */
	static final String FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
			+ "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

	private static final int SIZE = 50;

	private final OnDesk onDesk;

	private final Messages messages;

	private final HandlingMessages handling;

	CustomerMessages(OnDesk onDesk, Messages messages, HandlingMessages handling) {
		this.onDesk = onDesk;
		this.messages = messages;
		this.handling = handling;
	}

	@GetMapping
	String list(@PathVariable String number, @RequestParam(defaultValue = "1") int page, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("list", this.messages.page(customer.customerId(), Math.clamp(page, 1, 100_000) - 1, SIZE));
		return "desk/messages";
	}

	@GetMapping("/{id}")
	String show(@PathVariable String number, @PathVariable long id, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("message", find(customer, id));
		return "desk/message";
	}

	/** The page of a mail, for the frame. */
	@GetMapping("/{id}/page")
	ResponseEntity<String> page(@PathVariable String number, @PathVariable long id) {
		String html = Optional.ofNullable(find(this.onDesk.customer(number), id).html())
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		return ResponseEntity.ok()
			.contentType(MediaType.TEXT_HTML)
			.header("Content-Security-Policy", FRAME_POLICY)
			.body(html);
	}

	/** The letter, for paper. */
	@GetMapping("/{id}/letter")
	String letter(@PathVariable String number, @PathVariable long id, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		model.addAttribute("customer", customer);
		model.addAttribute("message", find(customer, id));
		return "desk/letter";
	}

	@PostMapping("/{id}/printing")
	String print(@PathVariable String number, @PathVariable long id, Actor actor, RedirectAttributes after) {
		CustomerProfile customer = this.onDesk.customer(number);
		try {
			Message printed = this.handling.print(actor, customer.customerId(), id);
			if (printed.state() == MessageState.SENT) {
				return "redirect:/desk/customers/{number}/messages/{id}/letter";
			}
			after.addFlashAttribute("problem", "Not to be sent any more: " + printed.problem());
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/desk/customers/{number}/messages/{id}";
	}

	@PostMapping("/{id}/tries")
	String tryAgain(@PathVariable String number, @PathVariable long id, Actor actor, RedirectAttributes after) {
		return handled(after, "It is tried again now.",
				() -> this.handling.tryAgain(actor, this.onDesk.customer(number).customerId(), id));
	}

	@PostMapping("/{id}/stop")
	String stop(@PathVariable String number, @PathVariable long id, @RequestParam(defaultValue = "") String reason,
			Actor actor, RedirectAttributes after) {
		return handled(after, "It does not go.",
				() -> this.handling.stop(actor, this.onDesk.customer(number).customerId(), id, reason));
	}

	private Message find(CustomerProfile customer, long id) {
		return this.messages.find(customer.customerId(), id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	private static String handled(RedirectAttributes after, String done, Runnable act) {
		try {
			act.run();
			after.addFlashAttribute("toast", done);
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/desk/customers/{number}/messages/{id}";
	}

}
