package app.accord.actor;

import java.util.Objects;

/**
 * Who is acting, from which channel.
 *
 * @param kind what kind of actor
 * @param id what identifies it among its kind: an employee's user name, a customer
 * number, a token's name, a job's name
 * @param name what people read: {@code Ada Lindqvist}
 * @param channel where the act takes place
 */
public record Actor(ActorKind kind, String id, String name, Channel channel) {

	public Actor {
		Objects.requireNonNull(kind, "An actor has a kind.");
		Objects.requireNonNull(id, "An actor has an id.");
		Objects.requireNonNull(name, "An actor has a name.");
		Objects.requireNonNull(channel, "An actor acts from a channel.");
	}

	/** Accord by itself: a job or rule of that name. */
	public static Actor system(String name) {
		return new Actor(ActorKind.SYSTEM, name, name, Channel.SYSTEM);
	}

}
