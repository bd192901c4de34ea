package app.accord.desk;

import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.live.LiveStreams;
import app.accord.search.SeenCustomers;
import app.accord.security.StaffPrincipal;
import jakarta.servlet.http.HttpSession;

import java.util.Set;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The page that an agent works on, and its parts, which refresh by themselves. */
@Controller("deskCustomerPage")
class CustomerPage {

	private static final String PARTS = "heading|position|money|services|latest-purchases|latest-cases|open|contacts|records|around|allowed|timeline";

	private final OnDesk onDesk;

	private final CustomerScreen screen;

	private final LiveStreams streams;

	private final SeenCustomers seen;

	CustomerPage(OnDesk onDesk, CustomerScreen screen, LiveStreams streams, SeenCustomers seen) {
		this.seen = seen;
		this.onDesk = onDesk;
		this.screen = screen;
		this.streams = streams;
	}

	@GetMapping("/desk/customers/{number}")
	String show(@PathVariable String number, @AuthenticationPrincipal StaffPrincipal me, Model model,
			HttpSession session) {
		CustomerProfile customer = this.onDesk.customer(number);
		this.onDesk.saw(session, customer.customerId());
		asked(model, number);
		this.seen.opened(me.username(), customer.customerId());
		this.screen.show(model, customer, null, TimelineView.STEP);
		model.addAttribute("note", NoteForm.empty());
		return "desk/customer";
	}

	@GetMapping("/desk/customers/{number}/{part:" + PARTS + "}")
	String part(@PathVariable String number, @PathVariable String part, @RequestParam(required = false) String group,
			@RequestParam(defaultValue = "30") int size, Model model) {
		asked(model, number);
		this.screen.show(model, this.onDesk.customer(number), group, size);
		return "desk/customer :: " + part.replace("latest-", "");
	}

	// The parts go on asking by the number in the address: when joined records come
	// apart, the page is that record's again.
	private void asked(Model model, String number) {
		model.addAttribute("asked", this.onDesk.number(number, CustomerNumber::parse));
	}

	/** Tells an open page what has changed. */
	@GetMapping("/desk/live")
	SseEmitter live(@RequestParam String customer) {
		this.onDesk.customer(customer);
		return this.streams.open(Set.of(this.onDesk.number(customer, CustomerNumber::parse).customerId()));
	}

}
