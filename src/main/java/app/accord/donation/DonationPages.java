package app.accord.donation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccount;
import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.refusal.Refusal;

import org.joda.money.Money;

import org.springframework.stereotype.Component;

/** Reads what the pages about an account's donations show, and does what they ask. */
@Component
public class DonationPages {

	private static final int LOOKED_AT = 12;

	private static final int SHOWN = 60;

	private final DonationChoices choices;

	private final NonProfits nonProfits;

	private final Givings givings;

	private final Invoices invoices;

	DonationPages(DonationChoices choices, NonProfits nonProfits, Givings givings, Invoices invoices) {
		this.choices = choices;
		this.nonProfits = nonProfits;
		this.givings = givings;
		this.invoices = invoices;
	}

	/** The page of an account. */
	public DonationPage of(BillingAccount account) {
		List<DonationChoice> history = this.choices.history(account.number(), SHOWN);
		DonationChoice now = history.stream().findFirst().orElse(null);
		Money last = bills(account).stream().findFirst().map(DonationPages::beforeDonations).orElse(null);
		List<DonationPage.Option> options = Stream.of(RoundUp.NEXT_UNIT, RoundUp.NEXT_FIVE, RoundUp.FIXED)
			.map((how) -> new DonationPage.Option(how, how.step(account.currency()), last,
					(last != null && how.rounds()) ? last.plus(how.of(last, null)) : null))
			.toList();
		return new DonationPage(account, now, offered(now), options, this.givings.of(account.number(), SHOWN), history,
				this.givings.years(account.number().customerId()));
	}

	/**
	 * What a form's choice would have done to the last bills.
	 * @return empty while the form does not make sense yet
	 */
	public Optional<DonationExample> example(BillingAccount account, DonationForm form) {
		try {
			List<NonProfit> offered = offered(this.choices.of(account.number()).orElse(null));
			NewChoice choice = form.choice(account.currency(), offered.stream().map(NonProfit::code).toList());
			Map<String, NonProfit> byCode = offered.stream()
				.collect(Collectors.toMap(NonProfit::code, Function.identity()));
			List<Share> shares = choice.shares()
				.stream()
				.map((share) -> new Share(share.nonProfit(), byCode.get(share.nonProfit()).name(), share.percent(),
						byCode.get(share.nonProfit()).active()))
				.toList();
			return Optional.of(example(account, choice, shares));
		}
		catch (Refusal ex) {
			return Optional.empty();
		}
	}

	/**
	 * Chooses what a form asks for.
	 * @throws Refusal by the form's fields
	 */
	public void choose(BillingAccount account, DonationForm form, Actor actor) {
		List<String> offered = offered(this.choices.of(account.number()).orElse(null)).stream()
			.map(NonProfit::code)
			.toList();
		try {
			this.choices.choose(account.number(), form.choice(account.currency(), offered), actor, form.key());
		}
		catch (Refusal ex) {
			// The form has a field for each share's percentage.
			throw "shares".equals(ex.field()) ? new Refusal("percent", ex.getMessage()) : ex;
		}
	}

	/** Stops donations from the next bill on; does nothing where there are none. */
	public void stop(BillingAccount account, Actor actor) {
		if (this.choices.of(account.number()).filter((choice) -> choice.roundUp() != RoundUp.NONE).isPresent()) {
			this.choices.choose(account.number(), NewChoice.stop(), actor, null);
		}
	}

	private DonationExample example(BillingAccount account, NewChoice choice, List<Share> shares) {
		List<Invoice> bills = bills(account);
		if (bills.isEmpty()) {
			return new DonationExample(null, null, List.of(), 0, null);
		}
		Function<Invoice, List<DonationChoice.Gift>> gifts = (bill) -> DonationChoice.gifts(choice.roundUp(),
				choice.fixed(), shares, beforeDonations(bill));
		Money together = bills.stream()
			.flatMap((bill) -> gifts.apply(bill).stream())
			.map(DonationChoice.Gift::amount)
			.reduce(Money.zero(beforeDonations(bills.getFirst()).getCurrencyUnit()), Money::plus);
		return new DonationExample(bills.getFirst().number(), beforeDonations(bills.getFirst()),
				gifts.apply(bills.getFirst()), bills.size(), together);
	}

	private List<Invoice> bills(BillingAccount account) {
		return this.invoices.page(account.number(), 0, LOOKED_AT);
	}

	private static Money beforeDonations(Invoice bill) {
		return bill.net().plus(bill.tax());
	}

	private List<NonProfit> offered(DonationChoice now) {
		List<String> chosen = (now != null) ? now.shares().stream().map(Share::nonProfit).toList() : List.of();
		return this.nonProfits.all()
			.stream()
			.filter((nonProfit) -> nonProfit.active() || chosen.contains(nonProfit.code()))
			.toList();
	}

}
