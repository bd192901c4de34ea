package app.accord.consent;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import app.accord.customer.CustomerNumber;

/**
 * What holds for a customer, for every purpose and channel.
 *
 * @param customer whose; of joined records the leading one
 * @param joined whether the customer has more than one record
 * @param all every purpose with every channel, in their order
 */
public record ConsentSheet(CustomerNumber customer, boolean joined, List<Consent> all) {

	/** What holds for one purpose, by channel. */
	public List<Consent> of(ConsentPurpose purpose) {
		return this.all.stream().filter((one) -> one.purpose() == purpose).toList();
	}

	/** What holds for one channel, by purpose. */
	public List<Consent> by(ConsentChannel channel) {
		return this.all.stream().filter((one) -> one.channel() == channel).toList();
	}

	/** What holds for that purpose and channel. */
	public Consent of(ConsentPurpose purpose, ConsentChannel channel) {
		return of(purpose).stream().filter((one) -> one.channel() == channel).findFirst().orElseThrow();
	}

	/** All purposes. */
	public List<ConsentPurpose> purposes() {
		return Arrays.asList(ConsentPurpose.values());
	}

	/** All channels. */
	public List<ConsentChannel> channels() {
		return Arrays.asList(ConsentChannel.values());
	}

	/** What was said last of all that holds; null if nothing ever was. */
	public Consent last() {
		Optional<Consent> last = this.all.stream()
			.filter((one) -> Objects.nonNull(one.said()))
			.max(Comparator.comparing((one) -> one.said().saidAt()));
		return last.orElse(null);
	}

	/** Those where another record of the customer's says something less strict. */
	public List<Consent> overruled() {
		return this.all.stream().filter((one) -> !one.overruled().isEmpty()).toList();
	}

}
