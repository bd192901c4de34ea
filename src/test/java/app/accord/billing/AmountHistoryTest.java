package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.billing.Explanation.Kind;
import app.accord.billing.Explanation.Step;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;

import org.joda.money.Money;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The story of Marisol's bill: $97.06 by text message, $110.27 on the screen, and why.
 */
class AmountHistoryTest {

	private static final AccountNumber ACCOUNT = new AccountNumber(10428, 1);

	private static final Actor BILLER = Actor.system("bill run");

	private final List<LedgerEntry> entries = new ArrayList<>();

	private final List<AmountHistory.Told> told = new ArrayList<>();

	private final Map<Long, Map<Integer, Money>> meant = new HashMap<>();

	@Test
	void saysWhenAnAmountWasTheBalanceAndWhatCameSince() {
		marisol();
		Explanation explanation = explain("97.06");
		assertThat(explanation.found()).isTrue();
		assertThat(explanation.occurrences().getFirst().kind()).isEqualTo(Kind.BALANCE);
		assertThat(explanation.occurrences().getFirst().told()).hasSize(1);
		assertThat(explanation.steps()).extracting(Step::amount).containsExactly(usd("8.21"), usd("5.00"));
		assertThat(explanation.steps().getLast().running()).isEqualTo(explanation.balance()).isEqualTo(usd("110.27"));
		assertThat(explanation.sentence()).contains("$97.06 was the balance from 1 Nov 2026 06:00 to 8 Nov 2026 10:00")
			.contains("told by text message on 3 Nov 2026 09:00")
			.endsWith("Today’s balance is $110.27.");
	}

	@Test
	void knowsTodaysBalance() {
		marisol();
		Explanation explanation = explain("110.27");
		assertThat(explanation.sentence()).startsWith("$110.27 is the balance, since 9 Nov 2026 11:20");
		assertThat(explanation.steps()).isEmpty();
	}

	@Test
	void knowsWhatWasDueBeforeTheRest() {
		marisol();
		Explanation explanation = explain("105.27");
		assertThat(explanation.occurrences().getFirst().kind()).isEqualTo(Kind.BALANCE);
		post("2026-11-20T10:00:00Z",
				Movement.charge(usd("20.00"), LocalDate.parse("2027-01-01"), "Installation", null));
		Explanation due = explain("110.27");
		assertThat(due.occurrences()).extracting(Explanation.Occurrence::kind).contains(Kind.BALANCE, Kind.AMOUNT_DUE);
		assertAddsUp(due);
	}

	@Test
	void knowsWhatWasDueWhenThePayerHadNamedTheBill() {
		bill(1, "2026-10-01T06:00:00Z", "40.00", "3.00", "2026-10-15");
		bill(2, "2026-11-01T06:00:00Z", "50.00", "4.00", "2026-11-15");
		post("2026-11-02T10:00:00Z", Movement.payment(usd("30.00"), LedgerAccount.BANK, "Transfer", null));
		this.meant.put(5L, Map.of(2, usd("30.00")));
		assertThat(explain("43.00").occurrences()).anySatisfy((occurrence) -> {
			assertThat(occurrence.kind()).isEqualTo(Kind.AMOUNT_DUE);
			assertThat(occurrence.dueOn()).isEqualTo("2026-10-15");
			assertThat(occurrence.until()).isNull();
		});
		assertThat(explain("13.00").occurrences()).isEmpty();
	}

	@Test
	void knowsABillsTotal() {
		post("2026-09-20T10:00:00Z", Movement.charge(usd("3.00"), LocalDate.parse("2026-10-01"), "Roaming", null));
		bill(1, "2026-10-01T06:00:00Z", "40.00", "3.55", "2026-10-15");
		Explanation explanation = explain("43.55");
		assertThat(explanation.occurrences()).extracting(Explanation.Occurrence::kind).contains(Kind.INVOICE_TOTAL);
		assertThat(explanation.sentence()).contains("is the total of bill INV-10428-1-");
		assertAddsUp(explanation);
	}

	@Test
	void anAmountBetweenTheEntriesOfOnePostingWasNeverTheBalance() {
		bill(1, "2026-10-01T06:00:00Z", "40.00", "3.55", "2026-10-15");
		assertThat(explain("40.00").found()).isFalse();
	}

	@Test
	void anAmountThatNeverWasGetsTheNearestOnes() {
		marisol();
		Explanation explanation = explain("98.00");
		assertThat(explanation.found()).isFalse();
		assertThat(explanation.steps()).isEmpty();
		assertThat(explanation.nearest().getFirst().amount()).isEqualTo(usd("97.06"));
		assertThat(explanation.sentence()).startsWith("$98.00 never was the balance");
	}

	@Test
	void anAmountThatWasToldWronglyIsSaidToBeWrong() {
		marisol();
		this.told.add(said("99.99", 1, "2026-11-04T09:00:00Z", Channel.PHONE));
		Explanation explanation = explain("99.99");
		assertThat(explanation.occurrences().getFirst().kind()).isEqualTo(Kind.ONLY_TOLD);
		assertThat(explanation.sentence()).contains("was told, but was not the balance then");
		assertAddsUp(explanation);
	}

	@Test
	void anEmptyAccountHasNothingToExplain() {
		assertThat(explain("1.00").sentence()).startsWith("Nothing has been posted");
	}

	private void marisol() {
		bill(1, "2026-11-01T06:00:00Z", "90.00", "7.06", "2026-11-03");
		this.told.add(said("97.06", 2, "2026-11-03T09:00:00Z", Channel.SMS));
		post("2026-11-08T10:00:00Z", Movement.charge(usd("8.21"), LocalDate.parse("2026-12-01"), "Roaming", null));
		post("2026-11-09T11:20:00Z", Movement.charge(usd("5.00"), LocalDate.parse("2026-12-01"), "Late fee", null));
	}

	private void bill(int no, String at, String net, String tax, String due) {
		LocalDate dueOn = LocalDate.parse(due);
		post(at, new Movement(EntryKind.INVOICE, LedgerAccount.RECEIVABLE, LedgerAccount.REVENUE, usd(net), dueOn,
				"Bill " + no, null, no, null),
				new Movement(EntryKind.TAX, LedgerAccount.RECEIVABLE, LedgerAccount.TAX_PAYABLE, usd(tax), dueOn, "Tax",
						null, no, null));
	}

	private void post(String at, Movement... movements) {
		LockedAccount account = this.entries.isEmpty() ? new LockedAccount(ACCOUNT, "USD", 0, 0) : new LockedAccount(
				ACCOUNT, "USD", Amounts.minor(this.entries.getLast().balanceAfter()), this.entries.getLast().seq());
		this.entries.addAll(new Posting(List.of(movements), Instant.parse(at), BILLER, null).entriesIn(account));
	}

	private Explanation explain(String amount) {
		return new AmountHistory(ACCOUNT, "USD", this.entries, this.told, List.of(), this.meant, ZoneOffset.UTC,
				(no) -> new InvoiceNumber(10428, no).toString())
			.explain(usd(amount), Instant.parse("2026-11-22T12:00:00Z"));
	}

	private static AmountHistory.Told said(String amount, long asOf, String at, Channel channel) {
		return new AmountHistory.Told(Amounts.minor(usd(amount)),
				new Explanation.Told(Instant.parse(at), channel, "Ada Lindqvist", "“" + amount + " is due”", asOf));
	}

	private static void assertAddsUp(Explanation explanation) {
		Money sum = explanation.steps().stream().map(Step::amount).reduce(explanation.amount(), Money::plus);
		assertThat(sum).isEqualTo(explanation.balance());
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

}
