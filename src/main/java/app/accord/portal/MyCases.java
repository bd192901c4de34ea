package app.accord.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.care.Abouts;
import app.accord.care.Abouts.Choice;
import app.accord.care.Asked;
import app.accord.care.CaseEntry;
import app.accord.care.CaseRow;
import app.accord.care.CaseView;
import app.accord.care.Cases;
import app.accord.care.TalkLine;
import app.accord.customer.CaseNumber;
import app.accord.customer.ContractNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Numbers;
import app.accord.customer.OrderNumber;
import app.accord.customer.PublicNumber;
import app.accord.linked.LinkedCustomers;
import app.accord.refusal.Refusal;
import app.accord.security.CustomerPrincipal;

import org.springframework.stereotype.Component;

/**
 * The cases that the one who is signed in may see: one's own; of somebody whom one acts
 * for, those about what the authority covers, and of those about nothing in particular
 * the ones that one opened.
 */
@Component
class MyCases {

	private final Mine mine;

	private final Acting acting;

	private final Cases cases;

	private final Abouts abouts;

	private final LinkedCustomers linked;

	MyCases(Mine mine, Acting acting, Cases cases, Abouts abouts, LinkedCustomers linked) {
		this.mine = mine;
		this.acting = acting;
		this.cases = cases;
		this.abouts = abouts;
		this.linked = linked;
	}

	/** All of them, newest first. */
	List<CaseRow> all(CustomerPrincipal me) {
		return visible(me, this.cases.ofCustomer(me.customerId(), false).stream()).toList();
	}

	/** The newest of those that aren't settled. */
	List<CaseRow> open(CustomerPrincipal me, int atMost) {
		return visible(me, new Asked(this.cases.ofCustomer(me.customerId(), false)).open().stream()).limit(atMost)
			.toList();
	}

	/** One of them; what isn't among them does not exist. */
	CaseView read(CustomerPrincipal me, String number) {
		return this.cases.find(this.mine.number(me, number, CaseNumber::parse))
			.filter((found) -> within(me, found))
			.orElseThrow(Mine::notFound);
	}

	/** Whether one may say how it ends: of one's own, and of what one asked oneself. */
	boolean decides(CustomerPrincipal me, CaseView found) {
		return me.behalf() == null || openedBy(found).id().equals(me.behalf().number());
	}

	/**
	 * The number of what a case is to be about, if one may ask about that; null for none.
	 */
	String about(CustomerPrincipal me, String typed) {
		if (typed == null || typed.isBlank()) {
			return null;
		}
		return Numbers.read(typed)
			.filter((number) -> covers(me, number))
			.map(PublicNumber::toString)
			.orElseThrow(() -> new Refusal("about", "Choose one from the list, or leave it out."));
	}

	/**
	 * What a case can be about, by kinds of things.
	 * @param chosen a number that is offered in any case, if one may ask about it; or
	 * null
	 */
	Map<String, List<Choice>> choices(CustomerPrincipal me, String chosen) {
		List<Choice> all = this.abouts.of(me.customerId())
			.stream()
			.filter((choice) -> covers(me, choice.number()))
			.toList();
		Map<String, List<Choice>> groups = new LinkedHashMap<>();
		Numbers.read(chosen)
			.filter((number) -> covers(me, number) && all.stream().noneMatch((each) -> each.number().equals(number)))
			.ifPresent((number) -> groups.put("Chosen", List.of(new Choice("Chosen", number, number.toString()))));
		all.forEach((choice) -> groups.computeIfAbsent(choice.group(), (name) -> new ArrayList<>()).add(choice));
		return groups;
	}

	/** Who did something in a case, in words for the one who reads it. */
	String who(CustomerPrincipal me, CaseEntry entry) {
		Actor actor = entry.actor();
		boolean other = me.behalf() != null;
		String customer = other ? me.behalf().of() : "you";
		if (actor.kind() == ActorKind.CUSTOMER) {
			String own = other ? me.behalf().number() : null;
			if (actor.id().equals(own)) {
				return "you, for " + me.behalf().of();
			}
			boolean self = this.linked.of(me.customerId())
				.members()
				.stream()
				.anyMatch((record) -> CustomerNumber.of(record).toString().equals(actor.id()));
			return (self && other) ? actor.name() : PortalHistory.who(actor, self);
		}
		if (TalkLine.ownSide(entry)) {
			if (entry.speaker() != null) {
				return "%s, for %s; written down by %s".formatted(entry.speaker(), customer, actor.name());
			}
			return switch (actor.channel()) {
				case COUNTER, SHOP -> customer + ", in a shop; written down by " + actor.name();
				case API -> customer;
				default -> customer + ", written down by " + actor.name();
			};
		}
		return (actor.kind() == ActorKind.PROGRAM) ? "our service" : PortalHistory.who(actor, false);
	}

	private Stream<CaseRow> visible(CustomerPrincipal me, Stream<CaseRow> rows) {
		return (me.behalf() == null) ? rows
				: rows.filter((row) -> this.cases.find(row.number()).filter((found) -> within(me, found)).isPresent());
	}

	private boolean within(CustomerPrincipal me, CaseView found) {
		if (me.behalf() == null) {
			return true;
		}
		return (found.about() != null) ? Numbers.read(found.about()).filter((number) -> covers(me, number)).isPresent()
				: decides(me, found);
	}

	private boolean covers(CustomerPrincipal me, PublicNumber number) {
		return switch (number) {
			case OrderNumber order -> this.acting.wholly("ORDERS") && of(me, order);
			case ContractNumber service -> this.acting.wholly("ORDERS") && of(me, service);
			case CustomerNumber somebody -> me.behalf() == null && of(me, somebody);
			case CaseNumber asked -> false;
			default -> this.mine.has(me, number);
		};
	}

	private boolean of(CustomerPrincipal me, PublicNumber number) {
		return number.customerId() == me.customerId() || this.linked.of(me.customerId()).contains(number.customerId());
	}

	private static Actor openedBy(CaseView found) {
		return found.entries().getFirst().actor();
	}

}
