package app.accord.desk;

import java.util.Set;

import app.accord.customer.CustomerProfile;
import app.accord.customer.Page;
import app.accord.interaction.Audience;
import app.accord.interaction.InteractionKind.Group;
import app.accord.interaction.Timeline;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The whole history with a customer, page by page. */
@Controller("deskHistoryPage")
class HistoryPage {

	private static final int SIZE = 100;

	private final OnDesk onDesk;

	private final Timeline timeline;

	HistoryPage(OnDesk onDesk, Timeline timeline) {
		this.onDesk = onDesk;
		this.timeline = timeline;
	}

	@GetMapping("/desk/customers/{number}/history")
	String show(@PathVariable String number, @RequestParam(required = false) String group,
			@RequestParam(defaultValue = "1") int page, Model model) {
		CustomerProfile customer = this.onDesk.customer(number);
		Set<Group> groups = TimelineView.groups(group);
		int from = Math.clamp(page - 1, 0, 100_000);
		model.addAttribute("customer", customer);
		model.addAttribute("group", TimelineView.filter(group));
		model.addAttribute("list",
				new Page<>(this.timeline.page(customer.customerId(), Audience.STAFF, groups, from, SIZE), from, SIZE,
						this.timeline.count(customer.customerId(), Audience.STAFF, groups)));
		return "desk/history";
	}

}
