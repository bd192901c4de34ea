package app.accord.care;

import java.util.ArrayList;
import java.util.List;

import app.accord.customer.CaseNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.Series;
import app.accord.interaction.Direction;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps cases of the past. Nobody is sent anything about them. */
@Component
public class CaseIntake {

	private final CaseRows rows;

	private final RuleBook rules;

	private final CustomerSeries series;

	private final Timeline timeline;

	private final LiveChanges live;

	CaseIntake(CaseRows rows, RuleBook rules, CustomerSeries series, Timeline timeline, LiveChanges live) {
		this.rows = rows;
		this.rules = rules;
		this.series = series;
		this.timeline = timeline;
		this.live = live;
	}

	/**
	 * Keeps a case, with the rules of today for its deadlines.
	 * @return its number
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public CaseNumber record(PastCase past) {
		long customerId = past.asked().customerId();
		CaseRules now = this.rules.now();
		CaseNumber number = CaseNumber.of(customerId, this.series.next(customerId, Series.CASE));
		CaseFile file = CaseFile.open(past.by(), number, Cases.checked(past.asked()), null, now, past.at());
		List<NewInteraction> told = new ArrayList<>();
		told.add(NewInteraction.contact(customerId, past.at(), InteractionKind.CASE, Direction.IN, past.by(),
				"Case " + number + " opened: " + file.kind.label(), Cases.words(file)));
		for (PastCase.Step step : past.steps()) {
			String summary = take(file, step, now);
			if (summary != null) {
				told.add(NewInteraction.contact(customerId, step.at(), InteractionKind.CASE,
						(step.move() == PastCase.Move.SAID) ? Direction.IN : Direction.OUT, step.by(), summary,
						step.text()));
			}
		}
		this.rows.add(file);
		this.timeline.recordAll(told);
		this.live.mark(customerId, Topic.CASES);
		return number;
	}

	/** Does it, and says it for the history; null: it isn't told. */
	private static String take(CaseFile file, PastCase.Step step, CaseRules rules) {
		switch (step.move()) {
			case TAKEN -> file.assign(step.by(), step.by().id(), "Taken by " + step.by().name() + ".", step.at());
			case REPLIED -> file.reply(step.by(), step.text(), false, step.at());
			case ASKED -> file.reply(step.by(), step.text(), true, step.at());
			case SAID -> file.say(step.by(), step.text(), null, rules, step.at());
			case NOTED -> file.note(step.by(), step.text(), step.at());
			case HELD -> file.hold(step.by(), step.text(), step.at());
			case RESOLVED -> file.resolve(step.by(), step.text(), step.at());
			case CLOSED -> file.close(step.by(), step.at());
		}
		return switch (step.move()) {
			case TAKEN, NOTED -> null;
			case REPLIED, ASKED -> "Answered case " + file.number;
			case SAID -> "Added to case " + file.number;
			case HELD -> "Case " + file.number + " is on hold";
			case RESOLVED -> "Case " + file.number + " solved";
			case CLOSED -> "Case " + file.number + " closed";
		};
	}

}
