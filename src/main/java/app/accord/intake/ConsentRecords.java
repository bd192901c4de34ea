package app.accord.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.consent.ConsentAnswer;
import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentPurpose;
import app.accord.consent.Consents;
import app.accord.consent.NewConsent;
import app.accord.consent.Origins;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;

/**
 * What customers agreed to and refused, with when and from where. A yes says where it
 * comes from, and a list that was bought is no such place.
 */
@Component
class ConsentRecords implements Records<ConsentRecords.Answer> {

	private static final int LONGEST = Origins.LONGEST;

	private final Consents consents;

	private final BusinessCalendar calendar;

	ConsentRecords(Consents consents, BusinessCalendar calendar) {
		this.consents = consents;
		this.calendar = calendar;
	}

	@Override
	public ImportKind kind() {
		return ImportKind.CONSENT;
	}

	/** An answer. */
	record Answer(ConsentPurpose purpose, List<ConsentChannel> channels, boolean yes, Instant at, String origin) {
	}

	@Override
	public Answer read(ImportPlan plan, Cells cells) {
		cells.required(Target.ANSWER, LONGEST);
		boolean yes = Words.yes(cells, Target.ANSWER, false);
		String origin = cells.line(Target.ORIGIN, LONGEST);
		if (yes && origin == null) {
			throw new BadRow("A yes without where and how the customer said so is no consent.");
		}
		if (yes && (Origins.bought(origin) || Origins.bought(plan.source()))) {
			throw new BadRow(Origins.BOUGHT_IS_NONE);
		}
		return new Answer(purpose(cells), channels(cells), yes, cells.past(Target.DAY, this.calendar),
				(origin != null) ? origin : plan.source());
	}

	private static ConsentPurpose purpose(Cells cells) {
		cells.required(Target.PURPOSE, LONGEST);
		return switch (cells.word(Target.PURPOSE, "")) {
			case "offers", "offer", "marketing", "news", "newsletter", "promotions", "sales", "werbung" ->
				ConsentPurpose.OFFERS;
			case "surveys", "survey", "feedback", "research" -> ConsentPurpose.SURVEYS;
			case "partners", "partner", "third parties", "third party" -> ConsentPurpose.PARTNERS;
			default -> throw new BadRow("“" + ReadingRows.cut(cells.text(Target.PURPOSE))
					+ "” is no purpose. Write offers, surveys or partners.");
		};
	}

	private static List<ConsentChannel> channels(Cells cells) {
		cells.required(Target.CHANNEL, LONGEST);
		return switch (cells.word(Target.CHANNEL, "")) {
			case "email", "e-mail", "mail" -> List.of(ConsentChannel.EMAIL);
			case "phone", "telephone", "call", "voice", "telefon" -> List.of(ConsentChannel.PHONE);
			case "sms", "text", "text message", "mobile" -> List.of(ConsentChannel.SMS);
			case "post", "letter", "direct mail" -> List.of(ConsentChannel.POST);
			case "all", "any", "*" -> List.of(ConsentChannel.values());
			default -> throw new BadRow("“" + ReadingRows.cut(cells.text(Target.CHANNEL))
					+ "” is no channel. Write email, phone, sms, post or all.");
		};
	}

	@Override
	public String title(Answer answer) {
		return (answer.yes() ? "Yes to " : "No to ") + answer.purpose().label() + " by "
				+ answer.channels().stream().map(ConsentChannel::label).collect(Collectors.joining(", ")) + ", "
				+ this.calendar.dayOf(answer.at());
	}

	@Override
	public Map<RecordUnit<Answer>, Set<?>> added(List<RecordUnit<Answer>> units) {
		Set<NewConsent> known = this.consents
			.known(units.stream().flatMap((unit) -> facts(unit).stream()).collect(Collectors.toSet()));
		Map<RecordUnit<Answer>, Set<?>> added = new HashMap<>();
		units.forEach((unit) -> added.put(unit,
				facts(unit).stream().filter((fact) -> !known.contains(fact)).collect(Collectors.toSet())));
		return added;
	}

	private static List<NewConsent> facts(RecordUnit<Answer> unit) {
		Answer answer = unit.first();
		return answer.channels()
			.stream()
			.map((channel) -> new NewConsent(unit.customerId(), answer.purpose(), channel,
					answer.yes() ? ConsentAnswer.GIVEN : ConsentAnswer.REFUSED, answer.at(), answer.origin()))
			.toList();
	}

	@Override
	public List<MadeRecord.Made> write(ImportPlan plan, List<RecordUnit<Answer>> units, Actor actor) {
		List<NewConsent> facts = units.stream().flatMap((unit) -> facts(unit).stream()).toList();
		List<Long> ids = this.consents.record(actor, facts);
		List<MadeRecord.Made> made = new ArrayList<>();
		int at = 0;
		for (RecordUnit<Answer> unit : units) {
			int count = unit.first().channels().size();
			made.add(MadeRecord.Made.of(List.copyOf(ids.subList(at, at + count))));
			at += count;
		}
		return made;
	}

	@Override
	public void takeBack(List<MadeRecord> made, String reason, Actor actor) {
		this.consents.takeBack(actor, MadeRecord.seqs(made), reason + ".");
	}

}
