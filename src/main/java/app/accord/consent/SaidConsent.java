package app.accord.consent;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import app.accord.actor.Channel;

/**
 * What a customer says, for some purposes and some channels at once.
 *
 * @param customerId whose answer it is
 * @param purposes what for
 * @param channels by which ways
 * @param answer yes, no, or a yes taken back
 * @param saidAt when it was said, UTC; null: now
 * @param through how it was said: one of {@link #WAYS}, PORTAL or COUNTER
 * @param origin where it was said or where it stands; a yes must say
 * @param shown whether the customer was shown {@link Consents#wording our words}
 * @param speaker who was speaking, where it was not the customer; null: the customer
 */
public record SaidConsent(long customerId, Set<ConsentPurpose> purposes, Set<ConsentChannel> channels,
		ConsentAnswer answer, Instant saidAt, Channel through, String origin, boolean shown, String speaker) {

	/** How a customer can say it to somebody who notes it. */
	public static final List<Channel> WAYS = List.of(Channel.PHONE, Channel.SHOP, Channel.EMAIL, Channel.POST,
			Channel.SMS, Channel.WEB);

	public SaidConsent {
		purposes = sorted(ConsentPurpose.class, purposes);
		channels = sorted(ConsentChannel.class, channels);
	}

	/** An answer for one purpose and channel by the customer, who was shown our words. */
	public static SaidConsent byCustomer(long customerId, ConsentPurpose purpose, ConsentChannel channel,
			ConsentAnswer answer, String origin) {
		return new SaidConsent(customerId, Set.of(purpose), Set.of(channel), answer, null, Channel.PORTAL, origin, true,
				null);
	}

	/** Those whose names were ticked in a form; others, and null, count for nothing. */
	public static <E extends Enum<E>> Set<E> ticked(Class<E> type, Collection<String> names) {
		EnumSet<E> ticked = EnumSet.allOf(type);
		ticked.removeIf((one) -> names == null || !names.contains(one.name()));
		return ticked;
	}

	/** What a repeat must say again. */
	List<Object> content(String actor) {
		return Arrays.asList("consent", this.customerId, this.purposes, this.channels, this.answer, this.saidAt,
				this.through, this.origin, this.speaker, actor);
	}

	private static <E extends Enum<E>> Set<E> sorted(Class<E> type, Collection<E> some) {
		EnumSet<E> sorted = EnumSet.noneOf(type);
		if (some != null) {
			sorted.addAll(some);
		}
		return sorted;
	}

}
