package app.accord.donation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import app.accord.money.Amounts;
import app.accord.refusal.Refusal;

import org.joda.money.Money;

/**
 * What is typed to choose donations, on every channel alike.
 *
 * @param roundUp a {@link RoundUp}
 * @param fixed the fixed amount, as typed
 * @param percent by the non-profit's code, as typed; empty or 0: not chosen
 * @param idempotencyKey made when the form was shown
 */
public record DonationForm(String roundUp, String fixed, Map<String, String> percent,
		String idempotencyKey) implements Serializable {

	public DonationForm {
		percent = (percent != null) ? percent : Map.of();
	}

	/** What holds now; where nothing does, the next unit, nobody chosen. */
	public static DonationForm of(DonationChoice choice) {
		Map<String, String> percent = new LinkedHashMap<>();
		if (choice == null || choice.roundUp() == RoundUp.NONE) {
			return new DonationForm(RoundUp.NEXT_UNIT.name(), "", percent, UUID.randomUUID().toString());
		}
		choice.shares().forEach((share) -> percent.put(share.nonProfit(), Integer.toString(share.percent())));
		return new DonationForm(choice.roundUp().name(), (choice.fixed() != null) ? Amounts.plain(choice.fixed()) : "",
				percent, UUID.randomUUID().toString());
	}

	/** What was typed for a non-profit. */
	public String percentOf(String code) {
		String typed = this.percent.get(code);
		return (typed != null) ? typed : "";
	}

	/** Whether a non-profit was chosen. */
	public boolean chose(String code) {
		String typed = percentOf(code).strip();
		return !typed.isEmpty() && !typed.matches("0+");
	}

	/** A usable key, or null. */
	public String key() {
		boolean usable = this.idempotencyKey != null && this.idempotencyKey.matches("[A-Za-z0-9-]{8,100}");
		return usable ? this.idempotencyKey : null;
	}

	/**
	 * The choice that it asks for, in an account of that currency.
	 * @param offered the codes in the order in which the form shows them
	 * @throws Refusal by its field
	 */
	public NewChoice choice(String currency, Collection<String> offered) {
		RoundUp how = Arrays.stream(RoundUp.values())
			.filter((each) -> each != RoundUp.NONE && each.name().equals(this.roundUp))
			.findFirst()
			.orElseThrow(() -> new Refusal("roundUp", "Choose how much to give."));
		Money amount = null;
		if (how == RoundUp.FIXED) {
			amount = Amounts.read((this.fixed != null) ? this.fixed : "", currency)
				.orElseThrow(() -> new Refusal("fixed", "Write an amount, such as "
						+ Amounts.plain(RoundUp.NEXT_UNIT.step(currency).multipliedBy(2)) + "."));
		}
		List<Share> shares = offered.stream().filter(this::chose).map((code) -> Share.of(code, number(code))).toList();
		NewChoice choice = new NewChoice(how, amount, shares);
		choice.require(currency);
		return choice;
	}

	private int number(String code) {
		String typed = percentOf(code).strip().replace("%", "").strip();
		if (!typed.matches("\\d{1,3}")) {
			throw new Refusal("percent", "A share is a whole percentage from 1 to 100.");
		}
		return Integer.parseInt(typed);
	}

}
