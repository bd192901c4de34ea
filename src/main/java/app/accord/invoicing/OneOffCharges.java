package app.accord.invoicing;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

import app.accord.actor.Actor;
import app.accord.billing.BillCycles;
import app.accord.billing.Ledger;
import app.accord.billing.LockedAccount;
import app.accord.catalog.BillableProduct;
import app.accord.catalog.PriceBook;
import app.accord.catalog.Products;
import app.accord.customer.AccountNumber;
import app.accord.customer.Typed;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.ApprovedAction;
import app.accord.staff.Authority;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is charged once, with the next bill: an installation, a device. */
@Component
public class OneOffCharges implements ApprovedAction {

	private static final String KIND = "one-off charge";

	private static final long MOST_MINOR = 100_000_000_000L;

	private final JdbcClient client;

	private final Ledger ledger;

	private final BillCycles cycles;

	private final Products products;

	private final PriceBook prices;

	private final Taxes taxes;

	private final RepeatableWrites repeatable;

	private final Authority authority;

	private final Approvals approvals;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	OneOffCharges(JdbcClient client, Ledger ledger, BillCycles cycles, Products products, PriceBook prices, Taxes taxes,
			RepeatableWrites repeatable, Authority authority, Approvals approvals, Timeline timeline, LiveChanges live,
			BusinessCalendar calendar) {
		this.client = client;
		this.ledger = ledger;
		this.cycles = cycles;
		this.products = products;
		this.prices = prices;
		this.taxes = taxes;
		this.repeatable = repeatable;
		this.authority = authority;
		this.approvals = approvals;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/**
	 * Notes a charge for the next bill.
	 * @param key the write's idempotency key, or null
	 * @return what was noted
	 * @throws Refusal by the field: product, description, amount, taxClass, on
	 */
	@Transactional
	public Answer<Added> add(Actor actor, AccountNumber account, NewOneOff charge, String key) {
		return add(actor, account, charge, key, (amount) -> this.authority.require(actor, Permission.CHARGE, amount));
	}

	/**
	 * Asks a second person to let this be charged.
	 * @param key the request's idempotency key, or null
	 */
	@Transactional
	public Approval ask(Actor actor, AccountNumber account, NewOneOff charge, String key) {
		NewOneOff whole = whole(this.ledger.lock(account), charge);
		Map<String, String> details = new TreeMap<>(
				Map.of("description", whole.description(), "taxClass", whole.taxClass(), "on", whole.on().toString()));
		if (whole.productCode() != null) {
			details.put("product", whole.productCode());
		}
		return this.approvals.request(new NewApproval(account.customerId(), account.no(), Permission.CHARGE, KIND,
				whole.amount(), "Charge of " + Amounts.show(whole.amount()) + " before tax with the next bill",
				whole.description(), details), actor, key);
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public void carryOut(Approval approval, Actor approver) {
		Map<String, String> details = approval.details();
		add(approval.requester(), AccountNumber.of(approval.customerId(), approval.accountNo()),
				new NewOneOff(details.get("product"), details.get("description"), approval.amount(),
						details.get("taxClass"), LocalDate.parse(details.get("on"))),
				approval.key(), (amount) -> {
				});
	}

	private Answer<Added> add(Actor actor, AccountNumber account, NewOneOff charge, String key,
			Consumer<Money> authorized) {
		LockedAccount locked = this.ledger.lock(account);
		return this.repeatable.once(account.customerId(), key, Arrays.asList("one-off", actor.id(), account, charge),
				Added.class, () -> {
					NewOneOff whole = whole(locked, charge);
					authorized.accept(whole.amount());
					return new Added(add(actor, account, whole), whole.description(), Amounts.plain(whole.amount()),
							whole.taxClass(), whole.on());
				});
	}

	private long add(Actor actor, AccountNumber account, NewOneOff charge) {
		long id = this.client.sql("""
				insert into one_off_charge (customer_id, charge_id, account_no, product_code, description,
					amount_minor, tax_class, on_day, recorded_at, actor_name)
				values (?, nextval('usage_seq'), ?, ?, ?, ?, ?, ?, ?, ?) returning charge_id
				""")
			.params(Arrays.asList(account.customerId(), account.no(), charge.productCode(), charge.description(),
					Amounts.minor(charge.amount()), charge.taxClass(), charge.on(), Timestamp.from(this.calendar.now()),
					actor.name()))
			.query(Long.class)
			.single();
		this.timeline.record(NewInteraction.change(account.customerId(), this.calendar.now(), InteractionKind.BILLING,
				actor, "%s before tax is on the next bill: %s"
					.formatted(Amounts.show(charge.amount(), java.util.Locale.US), charge.description())));
		this.live.mark(account.customerId(), Topic.ACCOUNT);
		return id;
	}

	/** The charge with everything that it leaves to the price book. */
	private NewOneOff whole(LockedAccount account, NewOneOff charge) {
		if (this.cycles.of(account.number()).finalBillOn() != null) {
			throw new Refusal("The account had its final bill. Nothing can be added to it.");
		}
		String code = Typed.clean(charge.productCode());
		Optional<BillableProduct> product = (code != null) ? this.products.billable(code) : Optional.empty();
		if (code != null && product.isEmpty()) {
			throw new Refusal("product", "There is no product “%s”. Please check its code.".formatted(code));
		}
		String typed = Typed.clean(charge.description());
		String text = (typed == null && product.isPresent()) ? product.get().name() : typed;
		if (text == null || text.length() > 200) {
			throw new Refusal("description", "Say what it is for, in at most 200 characters: it stands on the bill.");
		}
		String given = Typed.clean(charge.taxClass());
		String taxClass = (given != null) ? given : product.map(BillableProduct::taxClass).orElse("STANDARD");
		if (!this.taxes.classes().contains(taxClass)) {
			throw new Refusal("taxClass", "There is no tax class “%s”. Choose one.".formatted(taxClass));
		}
		LocalDate today = this.calendar.today();
		LocalDate on = (charge.on() != null) ? charge.on() : today;
		if (on.isBefore(today.minusYears(1)) || on.isAfter(today.plusYears(1))) {
			throw new Refusal("on", "Choose a day within a year.");
		}
		return new NewOneOff(product.map(BillableProduct::code).orElse(null), text,
				amount(account, charge.amount(), product.orElse(null)), taxClass, on);
	}

	private Money amount(LockedAccount account, Money given, BillableProduct product) {
		if (given == null && product == null) {
			throw new Refusal("amount", "Write an amount, such as 20.00.");
		}
		Money amount = given;
		if (amount == null) {
			var quote = this.prices.quote(product.code(), account.number().customerId(), account.currency(),
					this.calendar.now(), null);
			if (!quote.priced()) {
				throw new Refusal("amount",
						"%s has no price in %s now. Write an amount.".formatted(product.name(), account.currency()));
			}
			amount = quote.finalPrice();
		}
		if (!amount.getCurrencyUnit().getCode().equals(account.currency())) {
			throw new Refusal("amount", "The account is kept in %s.".formatted(account.currency()));
		}
		if (!amount.isPositive()) {
			throw new Refusal("amount", "The amount must be above zero.");
		}
		if (amount.getAmountMinorLong() > MOST_MINOR) {
			throw new Refusal("amount", "That amount is too large to be right. Please check it.");
		}
		return amount;
	}

	/**
	 * A charge that was noted, with everything that was left to the price book.
	 *
	 * @param id its number among the customer's
	 * @param description what the customer reads on the bill
	 * @param amount before tax, a plain decimal in the account's currency
	 * @param taxClass by which it is taxed
	 * @param on the day it is for
	 */
	public record Added(long id, String description, String amount, String taxClass, LocalDate on) {
	}

}
