package app.accord.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.billing.AfterBilling;
import app.accord.billing.Invoices;
import app.accord.billing.IssuedBill;
import app.accord.billing.Ledger;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.idempotency.RepeatableWrites;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.message.NewMessage;
import app.accord.message.Outbox;
import app.accord.payment.AutoPayPlan.State;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Bills that pay themselves by card. A mandate belongs to a billing account and is kept
 * through every change; when a bill is issued its payment is planned and announced, and
 * {@link AutoPayRun} carries it out on its day by the rules of {@link AutoPayRules}.
 * Everything is changed under the account's lock.
 */
@Component
public class AutoPay implements AfterBilling, AfterAttempt, CardSaved {

	/** Who charges by itself. */
	static final Actor ACTOR = Actor.system("Auto-pay");

	static final String ANNOUNCED = "autopay-announced";

	static final String FAILED = "autopay-failed";

	private static final LocalTime ANNOUNCED_AT = LocalTime.of(9, 0);

	private static final int LATEST = 12;

	private final Mandates mandates;

	private final SavedCards cards;

	private final AutoPayPlans plans;

	private final PayLinks links;

	private final Ledger ledger;

	private final Positions positions;

	private final Invoices invoices;

	private final Outbox outbox;

	private final Timeline timeline;

	private final LiveChanges live;

	private final RepeatableWrites repeatable;

	private final BusinessCalendar calendar;

	private final Chargeable chargeable;

	AutoPay(Mandates mandates, SavedCards cards, AutoPayPlans plans, PayLinks links, Ledger ledger, Positions positions,
			Invoices invoices, Outbox outbox, Timeline timeline, LiveChanges live, RepeatableWrites repeatable,
			BusinessCalendar calendar, Chargeable chargeable) {
		this.mandates = mandates;
		this.cards = cards;
		this.plans = plans;
		this.links = links;
		this.ledger = ledger;
		this.positions = positions;
		this.invoices = invoices;
		this.outbox = outbox;
		this.timeline = timeline;
		this.live = live;
		this.repeatable = repeatable;
		this.calendar = calendar;
		this.chargeable = chargeable;
	}

	/** How an account's auto-pay stands. */
	@Transactional(readOnly = true)
	public AutoPayView of(AccountNumber account) {
		List<Mandate> history = this.mandates.history(account, LATEST);
		Mandate mandate = history.isEmpty() ? null : history.getFirst();
		boolean active = mandate != null && mandate.active();
		List<AutoPayPlan> latest = this.plans.of(account, LATEST);
		AutoPayPlan next = latest.reversed().stream().filter(AutoPayPlan::running).findFirst().orElse(null);
		Position position = (latest.isEmpty()) ? null : this.positions.of(account);
		AutoPayPlan failed = latest.stream()
			.filter((plan) -> plan.state() == State.FAILED && position.openOf(plan.bill().no()).isPositive())
			.findFirst()
			.orElse(null);
		return new AutoPayView(account, active, active ? cardFor(mandate).orElse(null) : null, wanted(mandate), next,
				(next != null) ? this.chargeable.on(position, next.dueOn()) : null, failed, latest, history,
				this.calendar.now());
	}

	/**
	 * Whether auto-pay is going to pay what an account owes, is being checked, or has
	 * failed so lately that the customer, who was told, can still answer: nobody sends a
	 * reminder meanwhile.
	 */
	@Transactional(readOnly = true)
	public boolean inProgress(AccountNumber account, Instant at) {
		return this.plans.of(account, List.of(State.PLANNED, State.CHARGING, State.CHECKING, State.FAILED))
			.stream()
			.anyMatch((plan) -> plan.state() != State.FAILED
					|| plan.stateSince().plus(Duration.ofDays(AutoPayRules.DAYS_TO_ANSWER)).isAfter(at));
	}

	/**
	 * Switches auto-pay on, or changes its card. Bills that are open and not due yet are
	 * planned at once.
	 * @param cardId the card; null: whichever is the customer's default
	 * @param consent what the customer agreed to, and how
	 * @param key the write's idempotency key, or null
	 * @throws Refusal with a sentence: no card that can be charged, no consent
	 */
	@Transactional
	public Mandate switchOn(AccountNumber account, UUID cardId, String consent, Actor actor, String key) {
		requireConsent(consent);
		this.ledger.lock(account);
		this.repeatable.once(account.customerId(), key,
				Arrays.asList("auto-pay on", actor.id(), account, cardId, consent), Set.class, () -> {
					SavedCard card = usable(account.customerId(), cardId);
					on(account, card, consent, actor);
					return Set.of();
				});
		return this.mandates.current(account).orElseThrow();
	}

	/**
	 * Switches auto-pay off. What is being charged at this instant is still charged;
	 * nothing after it.
	 * @param consent who asked for it, and how
	 * @param key the write's idempotency key, or null
	 */
	@Transactional
	public void switchOff(AccountNumber account, String consent, Actor actor, String key) {
		requireConsent(consent);
		this.ledger.lock(account);
		this.repeatable.once(account.customerId(), key, List.of("auto-pay off", actor.id(), account, consent),
				Set.class, () -> {
					off(account, consent, actor);
					return Set.of();
				});
	}

	/**
	 * Forgets a card.
	 * @throws Refusal if auto-pay would be left without any
	 */
	@Transactional
	public void removeCard(long customerId, UUID cardId, String why, Actor actor) {
		SavedCard card = this.cards.get(customerId, cardId);
		List<Mandate> active = this.mandates.activeOf(card.customerId());
		boolean another = this.cards.own(card.customerId())
			.stream()
			.anyMatch((other) -> !other.id().equals(cardId) && other.usableOn(this.calendar.today()));
		if (!active.isEmpty() && !another && card.usableOn(this.calendar.today())) {
			throw new Refusal("Auto-pay needs this card. Save another one first, or switch auto-pay off.");
		}
		this.cards.remove(customerId, cardId, why, actor);
	}

	/** Plans the payment of new bills whose accounts have a mandate. */
	@Override
	@Transactional(propagation = Propagation.MANDATORY)
	public void issued(List<IssuedBill> bills) {
		Set<AccountNumber> active = this.mandates.activeAmong(bills.stream().map(IssuedBill::account).toList());
		for (IssuedBill bill : bills) {
			if (active.contains(bill.account()) && bill.total().isPositive()) {
				plan(bill.number(), bill.account(), bill.dueOn());
			}
		}
	}

	/** Notes what became of what auto-pay has tried. */
	@Override
	@Transactional(propagation = Propagation.MANDATORY)
	public void settled(PaymentAttempt attempt, boolean doubted) {
		if (!started(attempt)) {
			return;
		}
		this.plans.of(attempt.account(), List.of(State.CHARGING, State.CHECKING))
			.stream()
			.findFirst()
			.ifPresent((plan) -> {
				if (attempt.state() == PaymentAttempt.State.SUCCEEDED) {
					this.plans.move(plan, AutoPayPlans.paid(plan, attempt, this.calendar.now()));
					// What else was due by then is paid along.
					closePaid(plan);
				}
				else {
					notCharged(plan, attempt);
				}
			});
	}

	/** A card that was kept while paying is used where auto-pay has none. */
	@Override
	@Transactional(propagation = Propagation.MANDATORY)
	public void saved(AccountNumber account, CardOnFile card, Actor actor) {
		SavedCard kept = this.cards.keep(account.customerId(), card, actor);
		welcome(kept, actor);
	}

	/**
	 * Uses a new card for the accounts whose auto-pay has none that can be charged, and
	 * tries there again what has failed.
	 */
	void welcome(SavedCard card, Actor actor) {
		for (Mandate mandate : this.mandates.activeOf(card.customerId())) {
			Optional<SavedCard> inUse = cardFor(mandate);
			boolean without = inUse.isEmpty() || mandate.cardId() != null && !inUse.get().id().equals(mandate.cardId());
			if (without && !card.id().equals(mandate.cardId())) {
				on(mandate.account(), card, "The card used before can’t be charged any more; a new one was saved",
						actor);
			}
			tryAgain(mandate.account());
		}
	}

	/** The card that a mandate charges today, if there is one that can be. */
	Optional<SavedCard> cardFor(Mandate mandate) {
		LocalDate today = this.calendar.today();
		List<SavedCard> all = this.cards.own(mandate.account().customerId());
		return all.stream()
			.filter((card) -> card.id().equals(mandate.cardId()) && card.usableOn(today))
			.findFirst()
			.or(() -> all.stream().filter((card) -> card.usableOn(today)).findFirst());
	}

	/** Whether auto-pay has begun it. */
	static boolean started(PaymentAttempt attempt) {
		return attempt.starter().kind() == ActorKind.SYSTEM && attempt.starter().id().equals(ACTOR.id());
	}

	/** The mandate that holds. */
	Optional<Mandate> mandate(AccountNumber account) {
		return this.mandates.current(account);
	}

	/** Ends a plan that can't be carried out and tells the customer. */
	void giveUp(AutoPayPlan plan, DeclineCode code) {
		Instant now = this.calendar.now();
		AutoPayPlan failed = AutoPayPlans.failed(plan, code, plan.tries(), now);
		this.plans.move(plan, failed);
		tellFailed(failed);
	}

	private void notCharged(AutoPayPlan plan, PaymentAttempt attempt) {
		DeclineCode code = attempt.declineCode();
		Instant now = this.calendar.now();
		int tries = plan.tries() + (AutoPayRules.ours(code) ? 0 : 1);
		boolean active = this.mandates.current(plan.account()).filter(Mandate::active).isPresent();
		Optional<LocalDate> again = AutoPayRules.againOn(plan.firstOn(), tries, plan.begun(), code,
				this.calendar.today());
		if (AutoPayRules.spoilsCard(code) && plan.cardId() != null) {
			this.cards.refused(plan.account().customerId(), plan.cardId(), code);
			again = active ? otherCard(plan) : Optional.empty();
		}
		AutoPayPlan after = again.isPresent() && active
				? AutoPayPlans.again(plan, again.get(), code, tries, attempt.number().no(), now)
				: AutoPayPlans.failed(plan, code, tries, now);
		this.plans.move(plan, after);
		if (!AutoPayRules.ours(code) || after.state() == State.FAILED) {
			tellFailed(after);
		}
	}

	/** The customer has another card that can be charged: tomorrow it is. */
	private Optional<LocalDate> otherCard(AutoPayPlan plan) {
		LocalDate today = this.calendar.today();
		return this.cards.own(plan.account().customerId())
			.stream()
			.anyMatch((card) -> !card.id().equals(plan.cardId()) && card.usableOn(today))
					? Optional.of(today.plusDays(1)) : Optional.empty();
	}

	private void tellFailed(AutoPayPlan plan) {
		PayLink link = this.links.make(plan.account(), FAILED + " " + plan.bill(), ACTOR);
		this.outbox.decide(NewMessage
			.of(plan.account().customerId(), plan.account().no(), FAILED,
					FAILED + "-" + plan.bill() + "-" + plan.begun())
			.with("bill", plan.bill().toString())
			.with("link", Integer.toString(link.no())));
		this.live.mark(plan.account().customerId(), Topic.ACCOUNT);
	}

	private void closePaid(AutoPayPlan paid) {
		Position position = this.positions.of(paid.account());
		for (AutoPayPlan other : this.plans.of(paid.account(), List.of(State.PLANNED))) {
			if (position.openOf(other.bill().no()).isZero()) {
				this.plans.move(other, AutoPayPlans.notNeeded(other, this.calendar.now()));
			}
		}
	}

	private void plan(InvoiceNumber bill, AccountNumber account, LocalDate dueOn) {
		LocalDate today = this.calendar.today();
		LocalDate firstOn = AutoPayRules.firstOn(today, dueOn);
		if (this.plans.add(bill, account, dueOn, firstOn, this.calendar.now())) {
			announce(bill, account, firstOn);
			return;
		}
		this.plans.find(bill)
			.filter((plan) -> plan.state() == State.STOPPED || plan.state() == State.FAILED)
			.ifPresent((plan) -> {
				this.plans.move(plan, AutoPayPlans.anew(plan, firstOn, this.calendar.now()));
				announce(bill, account, firstOn);
			});
	}

	private void announce(InvoiceNumber bill, AccountNumber account, LocalDate firstOn) {
		LocalDate on = AutoPayRules.announcedOn(this.calendar.today(), firstOn);
		Instant from = on.atTime(ANNOUNCED_AT).atZone(this.calendar.zone()).toInstant();
		this.outbox
			.decide(NewMessage.of(account.customerId(), account.no(), ANNOUNCED, ANNOUNCED + "-" + bill + "-" + firstOn)
				.with("bill", bill.toString())
				.notBefore(from));
	}

	private void tryAgain(AccountNumber account) {
		Position position = this.positions.of(account);
		LocalDate tomorrow = this.calendar.today().plusDays(1);
		for (AutoPayPlan plan : this.plans.of(account, List.of(State.FAILED))) {
			if (position.openOf(plan.bill().no()).isPositive()) {
				this.plans.move(plan, AutoPayPlans.anew(plan, tomorrow, this.calendar.now()));
			}
		}
	}

	private void on(AccountNumber account, SavedCard card, String consent, Actor actor) {
		Optional<Mandate> before = this.mandates.current(account);
		boolean was = before.filter(Mandate::active).isPresent();
		if (was && Objects.equals(before.get().cardId(), card.id())) {
			return;
		}
		add(account, true, card.id(), consent, actor);
		record(account, actor,
				was ? "Auto-pay of " + account + " now charges " + card.label()
						: "Auto-pay switched on for " + account + ": " + card.label() + " is charged "
								+ AutoPayRules.DAYS_BEFORE + " days before a bill is due",
				consent);
		planOpen(account);
	}

	private void off(AccountNumber account, String consent, Actor actor) {
		Optional<Mandate> before = this.mandates.current(account);
		if (before.filter(Mandate::active).isEmpty()) {
			return;
		}
		add(account, false, before.get().cardId(), consent, actor);
		for (AutoPayPlan plan : this.plans.of(account, List.of(State.PLANNED))) {
			this.plans.move(plan, AutoPayPlans.stopped(plan, this.calendar.now()));
		}
		record(account, actor, "Auto-pay switched off for " + account, consent);
	}

	private void add(AccountNumber account, boolean active, UUID cardId, String consent, Actor actor) {
		int no = this.mandates.current(account).map(Mandate::no).orElse(0) + 1;
		this.mandates.add(new Mandate(account, no, active, cardId, consent.strip(), this.calendar.now(), actor));
	}

	private void record(AccountNumber account, Actor actor, String summary, String why) {
		this.timeline.record(NewInteraction
			.change(account.customerId(), this.calendar.now(), InteractionKind.PAYMENT, actor, summary)
			.because(why));
		this.live.mark(account.customerId(), Topic.ACCOUNT);
	}

	/**
	 * Bills that are open already are paid as well, but for those that another system
	 * collects.
	 */
	private void planOpen(AccountNumber account) {
		Map<Integer, LocalDate> due = new HashMap<>();
		Set<Integer> elsewhere = this.chargeable.collectedElsewhere(account);
		this.positions.of(account)
			.items()
			.stream()
			.filter((item) -> item.invoiceNo() != null && !elsewhere.contains(item.invoiceNo()))
			.forEach((item) -> due.putIfAbsent(item.invoiceNo(), item.dueOn()));
		due.forEach((invoiceNo, dueOn) -> {
			InvoiceNumber number = new InvoiceNumber(account.customerId(), invoiceNo);
			if (this.invoices.exists(number)) {
				plan(number, account, dueOn);
			}
		});
	}

	private SavedCard usable(long customerId, UUID cardId) {
		LocalDate today = this.calendar.today();
		if (cardId != null) {
			SavedCard card = this.cards.get(customerId, cardId);
			if (card.customerId() != customerId) {
				throw new Refusal("card",
						"That card is kept with another number of this customer. Save it for this account first.");
			}
			if (!card.usableOn(today)) {
				throw new Refusal("card",
						card.label() + (card.expiredOn(today) ? " has expired." : " was refused by its bank.")
								+ " Save another card.");
			}
			return card;
		}
		return this.cards.own(customerId)
			.stream()
			.filter((card) -> card.usableOn(today))
			.findFirst()
			.orElseThrow(() -> new Refusal("card", "Save a card first: auto-pay charges it."));
	}

	private SavedCard wanted(Mandate mandate) {
		return (mandate != null && mandate.cardId() != null)
				? this.cards.find(mandate.account().customerId(), mandate.cardId()).orElse(null) : null;
	}

	private static void requireConsent(String consent) {
		Reasons.stripped("consent", consent, "Note what the customer said, and how: “agreed on the telephone”.");
	}

}
