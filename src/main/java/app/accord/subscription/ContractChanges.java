package app.accord.subscription;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import app.accord.actor.Actor;
import app.accord.catalog.PriceBook;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductView;
import app.accord.catalog.Products;
import app.accord.catalog.Quote;
import app.accord.customer.ContractNumber;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.ApprovedAction;
import app.accord.staff.Authority;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;
import app.accord.time.BusinessCalendar;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives contracts other terms from a day on: service, quantity, price, discount. Days
 * that were billed already are put right by the next bill.
 */
@Component
public class ContractChanges implements ApprovedAction {

	private static final int MOST_PIECES = 10_000;

	private static final long MOST_MINOR = 10_000_000_000L;

	private static final String KIND = "contract change";

	private final ContractRecords records;

	private final ContractHistories histories;

	private final Products products;

	private final PriceBook prices;

	private final RepeatableWrites repeatable;

	private final Authority authority;

	private final Approvals approvals;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	ContractChanges(ContractRecords records, ContractHistories histories, Products products, PriceBook prices,
			RepeatableWrites repeatable, Authority authority, Approvals approvals, Timeline timeline, LiveChanges live,
			BusinessCalendar calendar) {
		this.records = records;
		this.histories = histories;
		this.products = products;
		this.prices = prices;
		this.repeatable = repeatable;
		this.authority = authority;
		this.approvals = approvals;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/**
	 * What the contract costs from each day on, in the order of the days; what held
	 * before today is left out.
	 * @throws NotFound if there is no such contract
	 */
	@Transactional(readOnly = true)
	public List<ContractPhase> phases(ContractNumber number) {
		ContractHistory history = history(number);
		ContractPhase now = history.on(this.calendar.today());
		return history.effective()
			.stream()
			.filter((phase) -> now == null || !phase.from().isBefore(now.from()))
			.toList();
	}

	/**
	 * What holds on that day: what a change begins with.
	 * @throws NotFound if there is no such contract
	 */
	@Transactional(readOnly = true)
	public ContractTerms termsOn(ContractNumber number, LocalDate day) {
		ContractHistory history = history(number);
		ContractPhase phase = history.on(day);
		return ((phase != null) ? phase : history.effective().getFirst()).terms();
	}

	/**
	 * The history as it would be with that change. Nothing is written.
	 * @throws Refusal by the field: product, quantity, price, discount, until, on, status
	 */
	@Transactional(readOnly = true)
	public ContractHistory ifChanged(ContractNumber number, ContractChange change) {
		ContractHistory history = history(number);
		Contract contract = this.records.find(number.customerId(), number.no()).orElseThrow();
		return history.with(wanted(contract, history, change).phases());
	}

	/**
	 * Gives the contract other terms.
	 * @param reason why
	 * @param key the write's idempotency key, or null
	 * @return the number of the phase that begins with the day
	 * @throws Refusal by the field: product, quantity, price, discount, until, on,
	 * status, reason
	 */
	@Transactional
	public Answer<Integer> change(Actor actor, ContractNumber number, ContractChange change, String reason,
			String key) {
		return change(actor, number, change, reason, key,
				(lowered) -> this.authority.require(actor, Permission.DISCOUNT, lowered));
	}

	/**
	 * Asks a second person to let this change be made.
	 * @param key the request's idempotency key, or null
	 */
	@Transactional
	public Approval ask(Actor actor, ContractNumber number, ContractChange change, String reason, String key) {
		String why = Reasons.stripped(reason);
		ContractHistory history = history(number);
		Wanted wanted = wanted(hold(number), history, change);
		Map<String, String> details = new TreeMap<>();
		details.put("contract", number.toString());
		details.put("on", change.on().toString());
		details.put("product", wanted.terms().productCode());
		details.put("quantity", Integer.toString(wanted.terms().quantity()));
		details.put("each", Amounts.plain(wanted.terms().each()));
		details.put("byBook", Boolean.toString(wanted.terms().byBook()));
		ContractDiscount discount = wanted.terms().discount();
		if (discount != null && discount.percent() != null) {
			details.put("percent", discount.percent().toPlainString());
		}
		if (discount != null && discount.amount() != null) {
			details.put("amount", Amounts.plain(discount.amount()));
		}
		if (discount != null && discount.until() != null) {
			details.put("until", discount.until().toString());
		}
		return this.approvals.request(new NewApproval(number.customerId(), history.account().no(), Permission.DISCOUNT,
				KIND, wanted.lowered(), "%s for %s from %s".formatted(number, wanted.terms().words(), change.on()), why,
				details), actor, key);
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public void carryOut(Approval approval, Actor approver) {
		Map<String, String> details = approval.details();
		CurrencyUnit unit = approval.amount().getCurrencyUnit();
		LocalDate until = (details.get("until") != null) ? LocalDate.parse(details.get("until")) : null;
		ContractDiscount discount = null;
		if (details.get("percent") != null) {
			discount = ContractDiscount.ofPercent(new BigDecimal(details.get("percent")), until);
		}
		else if (details.get("amount") != null) {
			discount = ContractDiscount.ofAmount(Money.of(unit, new BigDecimal(details.get("amount"))), until);
		}
		boolean byBook = Boolean.parseBoolean(details.get("byBook"));
		ContractChange asked = new ContractChange(LocalDate.parse(details.get("on")), details.get("product"),
				Integer.valueOf(details.get("quantity")),
				byBook ? null : Money.of(unit, new BigDecimal(details.get("each"))), byBook, true, discount);
		change(approval.requester(), ContractNumber.parse(details.get("contract")), asked, approval.reason(),
				approval.key(), (lowered) -> {
				});
	}

	private Answer<Integer> change(Actor actor, ContractNumber number, ContractChange change, String reason, String key,
			Consumer<Money> authorized) {
		String why = Reasons.stripped(reason);
		Contract contract = hold(number);
		return this.repeatable.once(number.customerId(), key,
				Arrays.asList("contract change", actor.id(), number, change, why), Integer.class, () -> {
					ContractHistory history = history(number);
					Wanted wanted = wanted(contract, history, change);
					authorized.accept(wanted.lowered());
					this.histories.append(actor, history, wanted.phases(), why);
					LocalDate today = this.calendar.today();
					ContractPhase now = history(number)
						.on(today.isBefore(contract.startedOn()) ? contract.startedOn() : today);
					contract.change(now.productCode(), Amounts.minor(now.monthly()));
					this.timeline.record(
							NewInteraction
								.change(number.customerId(), this.calendar.now(), InteractionKind.SERVICE, actor,
										"%s: %s from %s (%s).".formatted(wanted.product().name(),
												wanted.terms().words(), change.on(), number))
								.because(why));
					this.live.mark(number.customerId(), Topic.SERVICES);
					return history.phases().getLast().no() + 1;
				});
	}

	private Wanted wanted(Contract contract, ContractHistory history, ContractChange change) {
		contract.guardChange(change.on());
		ContractTerms before = history.on(change.on()).terms();
		CurrencyUnit unit = before.each().getCurrencyUnit();
		ContractTerms asked = change.of(before);
		ProductView product = this.products.find(asked.productCode())
			.filter((found) -> found.kind() == ProductKind.SERVICE)
			.orElseThrow(() -> new Refusal("product", "There is no such service. Please check its code."));
		if (asked.quantity() < 1 || asked.quantity() > MOST_PIECES) {
			throw new Refusal("quantity", "Write how many, 1 to 10,000.");
		}
		Quote quote = this.prices.quote(product.code(), history.number().customerId(), unit.getCode(),
				this.calendar.now(), null);
		if (asked.each() == null && !quote.priced()) {
			throw new Refusal("price", "%s has no price in %s now. Agree on one.".formatted(product.name(), unit));
		}
		Money each = (asked.each() != null) ? asked.each() : quote.listPrice();
		guardPrice(each, unit);
		guardDiscount(asked.discount(), unit, change.on());
		ContractTerms terms = new ContractTerms(product.code(), asked.quantity(), each, asked.byBook(),
				asked.discount());
		if (terms.equals(before)) {
			throw new Refusal("That is what it costs on that day already.");
		}
		return new Wanted(product, terms, history.repriced(terms, change.on()), lowered(before, terms, quote));
	}

	/**
	 * How much less a month comes to by a decision of ours: than at the price before, or
	 * another service's list price, and with the discount before. The price book's own
	 * price is nobody's decision here.
	 */
	private static Money lowered(ContractTerms before, ContractTerms terms, Quote quote) {
		Money usual = terms.each();
		if (!terms.byBook()) {
			usual = before.productCode().equals(terms.productCode()) ? before.each()
					: quote.priced() ? quote.listPrice() : terms.each();
		}
		Money otherwise = new ContractTerms(terms.productCode(), terms.quantity(), usual, false, before.discount())
			.net();
		Money lowered = otherwise.minus(terms.net());
		return lowered.isNegative() ? Money.zero(lowered.getCurrencyUnit()) : lowered;
	}

	private static void guardPrice(Money each, CurrencyUnit unit) {
		if (!each.getCurrencyUnit().equals(unit)) {
			throw new Refusal("price", "The contract is kept in %s.".formatted(unit.getCode()));
		}
		if (each.isNegative()) {
			throw new Refusal("price", "A monthly price can't be less than nothing.");
		}
		if (each.getAmountMinorLong() > MOST_MINOR) {
			throw new Refusal("price", "That price is too large to be right. Please check it.");
		}
	}

	private static void guardDiscount(ContractDiscount discount, CurrencyUnit unit, LocalDate on) {
		if (discount == null) {
			return;
		}
		if (discount.amount() != null && !discount.amount().getCurrencyUnit().equals(unit)) {
			throw new Refusal("discount", "The contract is kept in %s.".formatted(unit.getCode()));
		}
		if (!discount.holdsOn(on)) {
			throw new Refusal("until", "The discount would end before it begins. Choose a later last day.");
		}
	}

	private ContractHistory history(ContractNumber number) {
		ContractHistory history = this.histories.of(number);
		if (history == null) {
			throw none(number);
		}
		return history;
	}

	private Contract hold(ContractNumber number) {
		return this.records.hold(number.customerId(), number.no()).orElseThrow(() -> none(number));
	}

	private static NotFound none(ContractNumber number) {
		return new NotFound("There is no service %s.".formatted(number));
	}

	/**
	 * A change that can be made.
	 *
	 * @param terms with their price
	 * @param phases to be recorded
	 * @param lowered how much less a month comes to by a decision of ours, not by the
	 * price book; zero or more
	 */
	private record Wanted(ProductView product, ContractTerms terms, List<ContractPhase> phases, Money lowered) {
	}

}
