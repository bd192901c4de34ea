package app.accord.desk;

import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.message.HandlingMessages;
import app.accord.message.Message;
import app.accord.message.MessageState;
import app.accord.message.Messages;
import app.accord.refusal.Refusal;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an administrator sees which messages wait, failed or are to be printed. */
@Controller
@RequestMapping("/desk/admin/messages")
class MessageQueue {

	private static final int SIZE = 50;

	private static final List<MessageState> TROUBLE = List.of(MessageState.FAILED, MessageState.TO_PRINT);

	private final Messages messages;

	private final HandlingMessages handling;

	private final Customers customers;

	private final boolean mailServer;

	private final boolean smsProvider;

	MessageQueue(Messages messages, HandlingMessages handling, Customers customers,
			@Value("${spring.mail.host:}") String mailHost, @Value("${accord.sms.address:}") String smsAddress) {
		this.messages = messages;
		this.handling = handling;
		this.customers = customers;
		this.mailServer = !mailHost.isBlank();
		this.smsProvider = !smsAddress.isBlank();
	}

	@GetMapping
	String show(@RequestParam(required = false) String state, @RequestParam(defaultValue = "1") int page, Model model) {
		int shown = Math.clamp(page, 1, 100_000);
		List<MessageState> states = states(state);
		List<Message> list = this.messages.inState(states, shown - 1, SIZE);
		Map<MessageState, Long> counts = this.messages.counts();
		long total = states.stream().mapToLong(counts::get).sum();
		Map<Long, CustomerProfile> names = this.customers
			.readAll(list.stream().map((message) -> message.customer().customerId()).distinct().toList());
		model.addAttribute("list", list);
		model.addAttribute("names", names);
		model.addAttribute("failed", counts.get(MessageState.FAILED));
		model.addAttribute("tallies",
				counts.entrySet().stream().map((each) -> new Tally(each.getKey(), each.getValue())).toList());
		model.addAttribute("state", (states == TROUBLE) ? "" : states.getFirst().name());
		model.addAttribute("waitingSince", this.messages.waitingSince().orElse(null));
		model.addAttribute("page", shown);
		model.addAttribute("pages", Math.max(1, (total + SIZE - 1) / SIZE));
		model.addAttribute("mailServer", this.mailServer);
		model.addAttribute("smsProvider", this.smsProvider);
		return "desk/message-queue";
	}

	/** Which states are listed: the one that is chosen, else all that need a person. */
	static List<MessageState> states(String chosen) {
		return Forms.named(MessageState.class, chosen).map(List::of).orElse(TROUBLE);
	}

	/** Has all that failed tried again, at most a thousand at once. */
	@PostMapping("/tries")
	String tryAllAgain(Actor actor, RedirectAttributes after) {
		int tried = 0;
		for (int page = 0; page < 5; page++) {
			List<Message> failed = this.messages.inState(List.of(MessageState.FAILED), 0, 200);
			for (Message message : failed) {
				try {
					this.handling.tryAgain(actor, message.customer().customerId(), message.messageId());
					tried++;
				}
				catch (Refusal ex) {
					// It has moved on meanwhile.
				}
			}
		}
		after.addFlashAttribute("toast", (tried == 1) ? "One message is tried again." : tried + " are tried again.");
		return "redirect:/desk/admin/messages";
	}

	/** How many messages are in a state. */
	record Tally(MessageState state, long count) {
	}

}
