package app.accord.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.consent.ConsentAnswer;
import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentPurpose;
import app.accord.consent.Consents;
import app.accord.consent.SaidConsent;
import app.accord.customer.CustomerNumber;
import app.accord.joining.Joining;

import org.springframework.stereotype.Component;

import static app.accord.consent.ConsentAnswer.GIVEN;
import static app.accord.consent.ConsentAnswer.REFUSED;
import static app.accord.consent.ConsentAnswer.WITHDRAWN;
import static app.accord.consent.ConsentChannel.EMAIL;
import static app.accord.consent.ConsentChannel.PHONE;
import static app.accord.consent.ConsentChannel.POST;
import static app.accord.consent.ConsentChannel.SMS;
import static app.accord.consent.ConsentPurpose.OFFERS;
import static app.accord.consent.ConsentPurpose.PARTNERS;
import static app.accord.consent.ConsentPurpose.SURVEYS;

/**
 * What people of the sample company said about being written to and called: signed at the
 * till, asked on the telephone, taken back on the portal. Harbor & Vine never said
 * anything; Odile said something else under each of her two numbers, which are joined.
 */
@Component
class Sayings {

	private static final Set<ConsentChannel> EVERY_WAY = Set.of(ConsentChannel.values());

	private static final Set<ConsentPurpose> EVERYTHING = Set.of(ConsentPurpose.values());

	/** Every so many of the town ticked the box on the order form. */
	private static final int TICKED = 3;

	/** And every so many of those rang later to take it back. */
	private static final int RANG = 4;

	private final Consents consents;

	private final Joining joining;

	Sayings(Consents consents, Joining joining) {
		this.consents = consents;
		this.joining = joining;
	}

	/**
	 * Notes it all, in the caller's transaction; the drafts' customers are kept already.
	 */
	void note(List<Draft> town, List<Draft> cast, Days days) {
		for (int i = 0; i < town.size(); i += TICKED) {
			if (!town.get(i).books().isEmpty()) {
				ticked(town.get(i), days, i % (TICKED * RANG) == 0);
			}
		}
		LocalDate today = days.today();
		Function<String, Voice> of = (name) -> new Voice(Cast.named(cast, name), days);
		marisol(of.apply("Marisol Okafor"), today);
		Voice theo = of.apply("Theo Lindgren");
		theo.toStaff(today.minusMonths(26), 11, Crew.ADA_CALLING, Channel.PHONE, GIVEN, Set.of(OFFERS), Set.of(EMAIL),
				"asked when he ordered Mobile M");
		theo.toStaff(today.minusMonths(5), 9, Crew.GRACE, Channel.POST, REFUSED, Set.of(PARTNERS), EVERY_WAY,
				"his letter, “none of your partners, please”");
		Voice priya = of.apply("Priya Raman");
		priya.toStaff(today.minusMonths(14), 16, Crew.ADA_CALLING, Channel.PHONE, GIVEN, Set.of(OFFERS),
				Set.of(EMAIL, SMS), "asked when she ordered TV Plus");
		priya.onPortal(today.minusDays(23), 21, WITHDRAWN, OFFERS, SMS);
		priya.onPortal(today.minusDays(22), 7, WITHDRAWN, OFFERS, EMAIL);
		of.apply("Dmitri Volkov")
			.toStaff(today.minusDays(4), 15, Crew.ADA_CALLING, Channel.PHONE, REFUSED, EVERYTHING, Set.of(PHONE, SMS),
					"“only the bills, nothing else”");
		Voice ingrid = of.apply("Ingrid Solberg");
		ingrid.toStaff(today.minusMonths(7), 12, Crew.JONAS, Channel.COUNTER, GIVEN, Set.of(OFFERS, SURVEYS),
				Set.of(POST), "Market St, signed the card at the till");
		ingrid.toStaff(today.minusMonths(7), 12, Crew.JONAS, Channel.COUNTER, REFUSED, Set.of(OFFERS), Set.of(PHONE),
				"Market St, signed the card at the till");
		kwame(of.apply("Kwame Mensah"), today);
		rosa(of.apply("Rosa Ruiz"), today);
		odile(of.apply("Odile Brandt"), of.apply("Odile Brandt-Keller"), today);
	}

	private void ticked(Draft draft, Days days, boolean rang) {
		Instant began = draft.accountSince(0);
		String form = "the order form, ticked and signed";
		say(Crew.JONAS, draft, Set.of(OFFERS), Set.of(EMAIL), GIVEN, began, Channel.SHOP, form, false, null);
		if (rang) {
			Instant later = began.plus(Duration.between(began, days.now()).dividedBy(2));
			say(Crew.ADA_CALLING, draft, Set.of(OFFERS), Set.of(EMAIL), WITHDRAWN, later, Channel.PHONE,
					"rang to say so", false, null);
		}
	}

	/** Agreed to much once; the agency's call made her take the calls back. */
	private void marisol(Voice marisol, LocalDate today) {
		marisol.toStaff(today.minusMonths(17), 15, Crew.JONAS, Channel.COUNTER, GIVEN, Set.of(OFFERS),
				Set.of(EMAIL, PHONE, SMS), "Market St, signed with the order of Mobile L");
		marisol.toStaff(today.minusDays(36), 17, Cast.AGENCY, Channel.PHONE, WITHDRAWN, Set.of(OFFERS), Set.of(PHONE),
				"“No sales calls, please”");
		marisol.onPortal(today.minusDays(9), 20, WITHDRAWN, OFFERS, SMS);
		marisol.onPortal(today.minusDays(9), 20, GIVEN, SURVEYS, EMAIL);
	}

	/** The mailer that he holds in his hand came because he had agreed to letters. */
	private void kwame(Voice kwame, LocalDate today) {
		kwame.toStaff(today.minusMonths(8), 17, Crew.JONAS, Channel.COUNTER, GIVEN, Set.of(OFFERS), Set.of(POST, EMAIL),
				"Chestnut St, signed the card at the till");
		kwame.toStaff(today.minusMonths(8), 17, Crew.JONAS, Channel.COUNTER, REFUSED, Set.of(OFFERS), Set.of(PHONE),
				"Chestnut St, signed the card at the till");
	}

	/** Ana, who may only pay for her, can say no for her, but not yes. */
	private void rosa(Voice rosa, LocalDate today) {
		rosa.toStaff(today.minusYears(3), 10, Crew.GRACE, Channel.POST, GIVEN, Set.of(OFFERS), Set.of(POST),
				"her letter, with the form from the brochure");
		say(Crew.ADA_CALLING, rosa.draft(), Set.of(OFFERS, SURVEYS), Set.of(PHONE), REFUSED,
				rosa.days().at(today.minusMonths(2), 11, 30), Channel.PHONE, "“she hears badly, please don’t call her”",
				false, "Ana Ruiz (daughter)");
	}

	private void odile(Voice odile, Voice again, LocalDate today) {
		odile.onPortal(today.minusYears(3), 19, GIVEN, OFFERS, EMAIL);
		odile.toStaff(today.minusYears(2), 10, Crew.ADA_CALLING, Channel.PHONE, GIVEN, Set.of(SURVEYS), Set.of(PHONE),
				"asked after the repair");
		again.toStaff(today.minusMonths(11), 13, Crew.JONAS, Channel.COUNTER, REFUSED, Set.of(OFFERS, PARTNERS),
				Set.of(EMAIL, PHONE), "Market St, crossed out on the order form");
		this.joining.join(Crew.RUTH, number(odile), number(again), Map.of(),
				"Same passport; she married and ordered anew in the shop", null);
	}

	private static CustomerNumber number(Voice voice) {
		return CustomerNumber.of(voice.draft().id());
	}

	private void say(Actor noted, Draft draft, Set<ConsentPurpose> purposes, Set<ConsentChannel> ways,
			ConsentAnswer answer, Instant at, Channel through, String origin, boolean shown, String speaker) {
		this.consents.noteAsThen(noted,
				new SaidConsent(draft.id(), purposes, ways, answer, at, through, origin, shown, speaker));
	}

	/** Somebody who says something. */
	private final class Voice {

		private final Draft draft;

		private final Days days;

		Voice(Draft draft, Days days) {
			this.draft = draft;
			this.days = days;
		}

		Draft draft() {
			return this.draft;
		}

		Days days() {
			return this.days;
		}

		void toStaff(LocalDate day, int hour, Actor noted, Channel through, ConsentAnswer answer,
				Set<ConsentPurpose> purposes, Set<ConsentChannel> ways, String origin) {
			say(noted, this.draft, purposes, ways, answer, this.days.at(day, hour, 40), through, origin, false, null);
		}

		void onPortal(LocalDate day, int hour, ConsentAnswer answer, ConsentPurpose purpose, ConsentChannel way) {
			say(this.draft.self(Channel.PORTAL), this.draft, Set.of(purpose), Set.of(way), answer,
					this.days.at(day, hour, 12), Channel.PORTAL, "on the portal", true, null);
		}

	}

}
