package app.accord.intake;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import app.accord.actor.Actor;
import app.accord.billing.HistoryAccounts;
import app.accord.billing.TakingOver;
import app.accord.customer.AccountNumber;
import app.accord.payment.PaymentMethod;

/** What records of money have in common. */
final class MoneyRecords {

	/** Of records that became no bill. */
	static final Function<MadeRecord, Integer> NO_BILL = (one) -> null;

	private MoneyRecords() {
	}

	/**
	 * How it was paid; a transfer where nothing says so.
	 * @throws BadRow if it is no way to pay
	 */
	static PaymentMethod method(Cells cells) {
		return switch (cells.word(Target.METHOD, "transfer")) {
			case "cash", "bar" -> PaymentMethod.CASH;
			case "card", "credit card", "debit card", "visa", "mastercard", "amex" -> PaymentMethod.CARD;
			case "transfer", "bank transfer", "bank", "wire", "direct debit", "sepa", "ach" ->
				PaymentMethod.BANK_TRANSFER;
			case "cheque", "check" -> PaymentMethod.CHEQUE;
			default -> throw new BadRow("“" + ReadingRows.cut(cells.text(Target.METHOD))
					+ "” is neither cash nor card, transfer or cheque.");
		};
	}

	/**
	 * The account of each record, opened where its customer has none in its currency.
	 * @param name what an opened account is called
	 */
	static <R> Map<RecordUnit<R>, AccountNumber> accounts(HistoryAccounts accounts, List<RecordUnit<R>> units,
			String name, Function<RecordUnit<R>, String> currency, Function<RecordUnit<R>, LocalDate> since) {
		Map<String, Map<Long, LocalDate>> wanted = new TreeMap<>();
		units.forEach((unit) -> wanted.computeIfAbsent(currency.apply(unit), (code) -> new TreeMap<>())
			.merge(unit.customerId(), since.apply(unit), (one, other) -> one.isBefore(other) ? one : other));
		Map<String, Map<Long, AccountNumber>> found = new HashMap<>();
		wanted.forEach((code, customers) -> found.put(code, accounts.of(customers, name, code)));
		Map<RecordUnit<R>, AccountNumber> of = new LinkedHashMap<>();
		units.forEach((unit) -> of.put(unit, found.get(currency.apply(unit)).get(unit.customerId())));
		return of;
	}

	/**
	 * Those on whose entries in the ledger something hangs, and what.
	 * @param bill the number of the bill that a record became, or {@link #NO_BILL}
	 */
	static Map<MadeRecord, String> staying(TakingOver takingOver, List<MadeRecord> made,
			Function<MadeRecord, Integer> bill) {
		Map<TakingOver.Entries, String> hanging = takingOver.hanging(entries(made, bill));
		Map<MadeRecord, String> staying = new HashMap<>();
		made.forEach((one) -> {
			String why = hanging.get(entries(one, bill));
			if (why != null) {
				staying.put(one, why);
			}
		});
		return staying;
	}

	/** Reverses the entries that records became. */
	static void reverse(TakingOver takingOver, List<MadeRecord> made, Function<MadeRecord, Integer> bill, String reason,
			Actor actor) {
		takingOver.reverse(entries(made, bill), reason, actor);
	}

	private static List<TakingOver.Entries> entries(List<MadeRecord> made, Function<MadeRecord, Integer> bill) {
		return made.stream().map((one) -> entries(one, bill)).toList();
	}

	private static TakingOver.Entries entries(MadeRecord made, Function<MadeRecord, Integer> bill) {
		return new TakingOver.Entries(AccountNumber.of(made.customerId(), made.made().accountNo()), bill.apply(made),
				made.made().seqs());
	}

}
