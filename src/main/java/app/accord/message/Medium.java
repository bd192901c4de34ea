package app.accord.message;

import app.accord.actor.Channel;

/** How a message reaches a customer. */
public enum Medium {

	/** An e-mail. */
	EMAIL(Channel.EMAIL, "E-mail"),

	/** A text message to a telephone. */
	SMS(Channel.SMS, "Text message"),

	/** A letter, which a person prints and posts. */
	POST(Channel.POST, "Letter");

	private final Channel channel;

	private final String label;

	Medium(Channel channel, String label) {
		this.channel = channel;
		this.label = label;
	}

	/** The channel that the timeline names. */
	public Channel channel() {
		return this.channel;
	}

	/** What people call it. */
	public String label() {
		return this.label;
	}

}
