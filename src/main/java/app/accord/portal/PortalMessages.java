package app.accord.portal;

import app.accord.message.Message;
import app.accord.message.MessageState;
import app.accord.message.Messages;
import app.accord.security.CustomerPrincipal;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What we wrote to the customer, word for word. */
@Controller
@RequestMapping("/portal/messages")
class PortalMessages {

	private static final int SIZE = 20;

	/** A mail is shown in a frame of its own that may do nothing at all. */
	private static final String FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
			+ "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

	private final Messages messages;

	PortalMessages(Messages messages) {
		this.messages = messages;
	}

	@GetMapping
	String list(@AuthenticationPrincipal CustomerPrincipal me, @RequestParam(defaultValue = "1") int page,
			Model model) {
		model.addAttribute("list", this.messages.sent(me.customerId(), Math.clamp(page, 1, 100_000) - 1, SIZE));
		return "portal/messages";
	}

	@GetMapping("/{id}")
	String show(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable long id, Model model) {
		model.addAttribute("message", find(me, id));
		return "portal/message";
	}

	/** The page of a mail, for the frame. */
	@GetMapping("/{id}/page")
	ResponseEntity<String> page(@AuthenticationPrincipal CustomerPrincipal me, @PathVariable long id) {
		Message message = find(me, id);
		if (message.html() == null) {
			throw Mine.notFound();
		}
		return ResponseEntity.ok()
			.contentType(MediaType.TEXT_HTML)
			.header("Content-Security-Policy", FRAME_POLICY)
			.body(message.html());
	}

	private Message find(CustomerPrincipal me, long id) {
		return this.messages.find(me.customerId(), id)
			.filter((message) -> message.state() == MessageState.SENT)
			.orElseThrow(Mine::notFound);
	}

}
