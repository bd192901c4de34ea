package app.accord.intake;

import java.time.Instant;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.interaction.Direction;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Noting;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;

/**
 * Calls, mails, notes and visits of the past, in the history at the moment when they
 * were. They were not written for customers' eyes: staff alone reads them unless the row
 * says otherwise.
 */
@Component
class InteractionRecords implements Records<InteractionRecords.Told> {

	private static final int LONGEST_NAME = 100;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	InteractionRecords(Timeline timeline, LiveChanges live, BusinessCalendar calendar) {
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	@Override
	public ImportKind kind() {
		return ImportKind.INTERACTIONS;
	}

	/** What was said or written. */
	record Told(Instant at, InteractionKind kind, Channel channel, Direction direction, String line, String rest,
			String employee, boolean visible) {
	}

	/** How it reached whom. */
	private record Way(InteractionKind kind, Channel channel) {
	}

	@Override
	public Told read(ImportPlan plan, Cells cells) {
		Way way = way(cells);
		String text = cells.text(Target.TEXT, Noting.LONGEST_BODY);
		if (text == null) {
			throw cells.missing(Target.TEXT);
		}
		String subject = cells.line(Target.SUBJECT, Noting.LONGEST_SUMMARY);
		String line = (subject != null) ? subject : beginning(text);
		return new Told(cells.past(Target.DAY, this.calendar), way.kind(), way.channel(), direction(cells, way.kind()),
				line, text.equals(line) ? null : text, cells.line(Target.EMPLOYEE, LONGEST_NAME),
				Words.yes(cells, Target.VISIBLE, false));
	}

	private static Way way(Cells cells) {
		cells.required(Target.CHANNEL, LONGEST_NAME);
		return switch (cells.word(Target.CHANNEL, "")) {
			case "phone", "telephone", "call", "voice", "phone call", "anruf", "telefon" ->
				new Way(InteractionKind.CALL, Channel.PHONE);
			case "email", "e-mail", "mail" -> new Way(InteractionKind.MESSAGE, Channel.EMAIL);
			case "sms", "text", "text message" -> new Way(InteractionKind.MESSAGE, Channel.SMS);
			case "letter", "post", "brief", "fax" -> new Way(InteractionKind.MESSAGE, Channel.POST);
			case "web", "form", "chat", "portal", "web form", "api", "messaging", "mobile", "mobile_sdk",
					"web_widget" ->
				new Way(InteractionKind.MESSAGE, Channel.WEB);
			case "shop", "store", "visit", "meeting", "counter" -> new Way(InteractionKind.VISIT, Channel.SHOP);
			case "note", "notes", "task", "notiz" -> new Way(InteractionKind.NOTE, Channel.DESK);
			default -> throw new BadRow("“" + ReadingRows.cut(cells.text(Target.CHANNEL))
					+ "” is no channel. Write phone, email, sms, letter, web, shop or note.");
		};
	}

	private static Direction direction(Cells cells, InteractionKind kind) {
		if (kind == InteractionKind.NOTE) {
			return Direction.NONE;
		}
		// Tickets name whoever asked.
		boolean asked = kind == InteractionKind.VISIT
				|| Columns.folded(cells.column(Target.CUSTOMER)).equals("requesterid");
		return switch (cells.word(Target.DIRECTION, asked ? "in" : "")) {
			case "in", "inbound", "incoming", "received" -> Direction.IN;
			case "out", "outbound", "outgoing", "sent" -> Direction.OUT;
			case "" -> throw new BadRow("Nothing says who wrote or called: “in” the customer, “out” you.");
			default ->
				throw new BadRow("“" + ReadingRows.cut(cells.text(Target.DIRECTION)) + "” is neither in nor out.");
		};
	}

	private static String beginning(String text) {
		String line = text.lines().findFirst().orElse(text).strip();
		return (line.length() <= Noting.LONGEST_SUMMARY) ? line : line.substring(0, Noting.LONGEST_SUMMARY - 2) + " …";
	}

	@Override
	public String title(Told told) {
		return ReadingRows.cut(told.line());
	}

	@Override
	public List<MadeRecord.Made> write(ImportPlan plan, List<RecordUnit<Told>> units, Actor actor) {
		List<NewInteraction> entries = units.stream().map((unit) -> entry(unit, actor)).toList();
		List<Long> numbers = this.timeline.recordNumbered(entries);
		this.live.mark(units.stream().map(RecordUnit::customerId).distinct().toList(), Topic.TIMELINE);
		return numbers.stream().map((number) -> MadeRecord.Made.of(List.of(number))).toList();
	}

	private static NewInteraction entry(RecordUnit<Told> unit, Actor actor) {
		Told told = unit.first();
		String name = (told.employee() != null) ? told.employee() + " (" + actor.name() + ")" : actor.name();
		NewInteraction entry = NewInteraction.contact(unit.customerId(), told.at(), told.kind(), told.direction(),
				new Actor(actor.kind(), actor.id(), name, told.channel()), told.line(), told.rest());
		return told.visible() ? entry : entry.forStaffOnly();
	}

	@Override
	public void takeBack(List<MadeRecord> made, String reason, Actor actor) {
		this.timeline.withdraw(MadeRecord.seqs(made), reason + ".", actor, this.calendar.now());
	}

}
