package app.accord.idempotency;

/** A key came again with other content. The API answers 409. */
public class KeyReused extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** Refuses the key; it is named in the sentence. */
	public KeyReused(String key) {
		super("The key “" + key + "” was used before for something else. Use a new key for a new request; "
				+ "nothing was changed.");
	}

}
