package app.accord.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.care.CameBy;
import app.accord.care.CaseKind;
import app.accord.care.CasePriority;
import app.accord.care.NewCase;
import app.accord.care.PastCase;
import app.accord.care.PastCase.Move;
import app.accord.care.PastCase.Step;
import app.accord.customer.CustomerNumber;

/** What customers of the sample company asked, complained of, reported and requested. */
final class Worries {

	private static final List<Worry> TOWN = List.of(new Worry(CaseKind.QUESTION, "What does roaming cost in Canada?",
			null,
			"Your plan covers Canada: calls, texts and data cost the same as here. Nothing needs to be switched on."),
			new Worry(CaseKind.QUESTION, "Why is the bill higher this month?", "It used to be the same every month.",
					"A part of a month was billed because your service changed on the 12th. The next bill is the usual amount."),
			new Worry(CaseKind.FAULT, "The line drops every evening",
					"Always between eight and ten, since the weekend.",
					"A splitter in the cellar was worn. It has been replaced; the line has been up for two evenings."),
			new Worry(CaseKind.FAULT, "No dial tone", "The telephone is dead, the internet works.",
					"The port was reset from here, and there is a dial tone again."),
			new Worry(CaseKind.REQUEST, "Please send bills to my new address", "I moved on the first.",
					"Your bills go to the new address from the next one on."),
			new Worry(CaseKind.REQUEST, "I would like a copy of last year’s bills", "For the tax office.",
					"All bills are on your pages under “Bills”, each as a PDF. The twelve of last year are in the post as well."),
			new Worry(CaseKind.COMPLAINT, "The technician did not come", "I took the afternoon off for nothing.",
					"We are sorry. The crew was held up and nobody told you. A new visit was agreed, and $20.00 credited."),
			new Worry(CaseKind.COMPLAINT, "Forty minutes in the queue", "Twice this week.",
					"We are sorry. More of us answer the telephone on Mondays now."));

	private static final CameBy[] WAYS = { CameBy.PHONE, CameBy.PHONE, CameBy.WEB, CameBy.WEB, CameBy.EMAIL,
			CameBy.COUNTER };

	private final Days days;

	private final LocalDate today;

	private final LocalDate billed;

	private final Random random;

	Worries(Days days, LocalDate billed, Random random) {
		this.days = days;
		this.today = days.today();
		this.billed = billed;
		this.random = random;
	}

	/** Those of the cast, each in the middle of a story. */
	List<PastCase> ofCast(List<Draft> drafts) {
		Draft marisol = named(drafts, "Marisol Okafor");
		Draft theo = named(drafts, "Theo Lindgren");
		Draft priya = named(drafts, "Priya Raman");
		Draft harbor = named(drafts, "Harbor & Vine Bakery");
		Draft dmitri = named(drafts, "Dmitri Volkov");
		Draft ingrid = named(drafts, "Ingrid Solberg");
		Draft kwame = named(drafts, "Kwame Mensah");
		Draft rosa = named(drafts, "Rosa Ruiz");
		Actor ana = new Actor(ActorKind.CUSTOMER, CustomerNumber.of(named(drafts, "Ana Ruiz").id()).toString(),
				"Ana Ruiz, for Rosa Ruiz", Channel.PORTAL);
		return List.of(
				new PastCase(new NewCase(
						marisol.id(), CaseKind.COMPLAINT, CasePriority.HIGH, "No signal inside my home",
						"Since the mall across the street opened there is no signal inside. I pay for a telephone "
								+ "that I can’t use at home. Please don’t call me on the mobile there.",
						CameBy.WEB, null), marisol.self(Channel.PORTAL), at(this.billed.minusDays(11), 19, 50),
						List.of(step(at(this.billed.minusDays(10), 9, 12), Crew.RUTH, Move.TAKEN, null), step(
								at(this.billed.minusDays(10), 9, 20), Crew.RUTH, Move.REPLIED,
								"We have asked our network team to measure at Canal St. I will write as soon as I know "
										+ "more, and use your office line only, on weekdays after six."),
								step(at(this.billed.plusDays(1), 10, 25), Crew.RUTH, Move.NOTED,
										"Network team is measuring. Wi-Fi calling would help her at once: her phone supports it "
												+ "and she has Fibre 500."),
								step(at(this.billed.plusDays(1), 10, 31), Crew.RUTH, Move.HELD,
										"Our technician measures at 12 Canal St."),
								step(this.days.ago(34), Crew.ADA_CALLING, Move.SAID,
										"Called: wants the visit after six, not at four."))),
				new PastCase(
						new NewCase(theo.id(), CaseKind.QUESTION, null, "Does my credit pay the next bill by itself?",
								null, CameBy.WEB, theo.books().getFirst().account().toString()),
						theo.self(Channel.PORTAL), at(this.today.minusDays(4), 19, 40),
						List.of(step(at(this.today.minusDays(3), 9, 5), Crew.GRACE, Move.TAKEN, null), step(
								at(this.today.minusDays(3), 9, 14), Crew.GRACE, Move.RESOLVED,
								"Yes. The second transfer stands as credit on your account and pays the next bill by "
										+ "itself. If you would rather have it back, tell us here."))),
				new PastCase(
						new NewCase(priya.id(), CaseKind.FAULT, null, "TV picture freezes in the evening",
								"Mostly around nine. The internet is fine at the same time.", CameBy.WEB, null),
						priya.self(Channel.PORTAL), at(this.today.minusDays(2), 21, 20),
						List.of(step(at(this.today.minusDays(1), 8, 10), Crew.ADA, Move.TAKEN, null), step(
								at(this.today.minusDays(1), 8, 16), Crew.ADA, Move.ASKED,
								"Is the box connected by cable or by Wi-Fi? And what does it say under Settings, "
										+ "Network, Strength?"))),
				new PastCase(new NewCase(harbor.id(), CaseKind.REQUEST, null,
						"Second line for the card terminal in the bakehouse",
						"We open a counter there in spring and need a line for the terminal.", CameBy.EMAIL, null),
						Crew.GRACE, at(this.today.minusDays(1), 8, 34),
						List.of(step(at(this.today.minusDays(1), 8, 35), Crew.GRACE, Move.TAKEN, null), step(
								at(this.today.minusDays(1), 8, 52), Crew.GRACE, Move.REPLIED,
								"Gladly. I have asked our planners whether Clinton Ave has a free pair, and write "
										+ "tomorrow what it costs."))),
				new PastCase(new NewCase(dmitri.id(), CaseKind.COMPLAINT, null, "Reminded although everything is paid",
						"I paid all of it by bank transfer yesterday. Please don’t charge another late fee.",
						CameBy.WEB, null), dmitri.self(Channel.PORTAL), this.days.ago(74), List.of()),
				new PastCase(
						new NewCase(ingrid.id(), CaseKind.QUESTION, CasePriority.LOW,
								"Gibt es die Nachfüllung auch größer?", null, CameBy.COUNTER, null),
						Crew.JONAS, at(this.today.minusDays(27), 11, 28),
						List.of(step(at(this.today.minusDays(26), 10, 2), Crew.RUTH, Move.TAKEN, null), step(
								at(this.today.minusDays(26), 10, 9), Crew.RUTH, Move.RESOLVED,
								"Ab dem Frühjahr gibt es die Zwei-Liter-Flasche. Im Laden legen wir Ihnen eine zurück."),
								step(at(this.today.minusDays(25), 18, 30), ingrid.self(Channel.PORTAL), Move.CLOSED,
										null))),
				new PastCase(new NewCase(kwame.id(), CaseKind.COMPLAINT, null, "Which price is right for Fibre 1000?",
						"The mailer says $49.00, your shop asks $20.00 more. One answer, please.", CameBy.PHONE, null),
						Crew.ADA_CALLING, this.days.ago(95), List.of()),
				new PastCase(new NewCase(rosa.id(), CaseKind.REQUEST, null, "Larger print on my mother’s bills",
						"She can’t read the small figures. Is there a version in large print?", CameBy.WEB, null), ana,
						this.days.ago(190), List.of(step(this.days.ago(150), Crew.ADA, Move.TAKEN, null))));
	}

	/** Some of the town's. Most are solved; the youngest are open. */
	List<PastCase> ofTown(List<Draft> town) {
		List<PastCase> all = new ArrayList<>();
		for (int i = 3; i < town.size(); i += 7) {
			Draft draft = town.get(i);
			boolean open = this.random.nextInt(4) == 0;
			int ago = open ? this.random.nextInt(1700) + 20 : (this.random.nextInt(110) + 6) * 1440;
			Worry worry = TOWN.get(this.random.nextInt(TOWN.size()));
			CameBy way = WAYS[this.random.nextInt(WAYS.length)];
			int far = this.random.nextInt(4);
			if (!draft.books().isEmpty() && draft.accountSince(0).isBefore(this.days.ago(ago))) {
				all.add(open ? open(draft, worry, way, ago, far) : solved(draft, worry, way, ago, far));
			}
		}
		return all;
	}

	private PastCase open(Draft draft, Worry worry, CameBy way, int ago, int far) {
		List<Step> steps = new ArrayList<>();
		if (far > 0) {
			steps.add(step(this.days.ago(ago - ago / 4), Crew.ADA, Move.TAKEN, null));
		}
		if (far > 1) {
			steps.add(step(this.days.ago(ago / 2), Crew.ADA, (far == 2) ? Move.REPLIED : Move.ASKED,
					(far == 2) ? "Thank you for telling us. I look into it and write again by tomorrow."
							: "Could you tell us since when, and whether it is the same on every device?"));
		}
		return new PastCase(worry.by(draft, way), by(draft, way), this.days.ago(ago), steps);
	}

	private PastCase solved(Draft draft, Worry worry, CameBy way, int ago, int far) {
		Actor who = (worry.kind() == CaseKind.COMPLAINT) ? Crew.RUTH : Crew.ADA;
		List<Step> steps = new ArrayList<>(List.of(step(this.days.ago(ago - 60), who, Move.TAKEN, null),
				step(this.days.ago(ago - 75), who, Move.REPLIED, "Thank you for telling us. We look into it."),
				step(this.days.ago(ago - 1200), who, Move.RESOLVED, worry.answer())));
		if (far == 0 || ago > 14 * 1440) {
			steps.add(step(this.days.ago(ago - 2880), draft.self(Channel.PORTAL), Move.CLOSED, null));
		}
		return new PastCase(worry.by(draft, way), by(draft, way), this.days.ago(ago), steps);
	}

	private static Actor by(Draft draft, CameBy way) {
		return switch (way) {
			case WEB -> draft.self(Channel.PORTAL);
			case COUNTER -> Crew.JONAS;
			case PHONE -> Crew.ADA_CALLING;
			default -> Crew.ADA;
		};
	}

	private Instant at(LocalDate day, int hour, int minute) {
		return this.days.at(day, hour, minute);
	}

	private static Step step(Instant at, Actor by, Move move, String text) {
		return new Step(at, by, move, text);
	}

	private static Draft named(List<Draft> drafts, String name) {
		return drafts.stream().filter((draft) -> draft.name().equals(name)).reduce((one, other) -> other).orElseThrow();
	}

	/**
	 * Something that many have.
	 *
	 * @param answer how it was solved
	 */
	record Worry(CaseKind kind, String subject, String words, String answer) {

		NewCase by(Draft draft, CameBy way) {
			return new NewCase(draft.id(), this.kind, null, this.subject, this.words, way, null);
		}

	}

}
