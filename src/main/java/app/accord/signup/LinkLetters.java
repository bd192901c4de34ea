package app.accord.signup;

import java.util.HashMap;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.message.Languages;
import app.accord.message.MailPages;
import app.accord.message.Written;
import app.accord.signup.ProvedAddresses.Proved;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;

/** Letters with a new link to set a password, and what histories say of them. */
@Component
class LinkLetters {

	private final PasswordLinks links;

	private final MailPages pages;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	LinkLetters(PasswordLinks links, MailPages pages, Timeline timeline, BusinessCalendar calendar) {
		this.links = links;
		this.pages = pages;
		this.timeline = timeline;
		this.calendar = calendar;
	}

	/**
	 * Writes one, in the customer's language; earlier links don't work any more.
	 * @param template what it says; it is given {@code customer}, {@code login} and
	 * {@code link}
	 * @param also what else it is given
	 */
	Written.Letter write(Proved one, String template, Map<String, Object> also) {
		Map<String, Object> model = new HashMap<>(also);
		model.put("customer", one.customer());
		model.put("login", one.loginOrEmpty());
		model.put("link", this.links.address(one.record(), one.email()));
		return this.pages.letter(template, Languages.of(one.customer().language()), model, null, null);
	}

	/** What became of it, for staff and the customer. */
	void tell(Actor program, long record, String sentence) {
		this.timeline.record(noted(program, record, sentence));
	}

	/** What became of it, for staff only. */
	void tellStaff(Actor program, long record, String sentence) {
		this.timeline.record(noted(program, record, sentence).forStaffOnly());
	}

	private NewInteraction noted(Actor program, long record, String sentence) {
		return NewInteraction.change(record, this.calendar.now(), InteractionKind.DATA, program, sentence);
	}

}
