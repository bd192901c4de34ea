package app.accord.message;

/** A message could not be handed over. */
class DeliveryFailure extends RuntimeException {

	private final Kind kind;

	DeliveryFailure(Kind kind, String sentence, Throwable cause) {
		super(sentence, cause);
		this.kind = kind;
	}

	Kind kind() {
		return this.kind;
	}

	/** What to do about it. */
	enum Kind {

		/** Nobody took it; try again later. */
		LATER,

		/**
		 * The line broke when it may have been taken; try again later, as the same
		 * message.
		 */
		UNCERTAIN,

		/** This address does not reach anybody. */
		NO_SUCH_RECIPIENT,

		/** This message is not taken, to whatever address. */
		REFUSED

	}

}
