package app.accord.donation;

import java.io.Serializable;

/**
 * An organisation that customers can give to.
 *
 * @param code its code, such as {@code FOODBANK}
 * @param name what people read
 * @param description what it does, in a sentence or two
 * @param bankAccount where payouts go, such as an IBAN; null: none is known, so nothing
 * is paid out
 * @param active whether customers can choose it and bills give to it
 * @param version grows with each change
 */
public record NonProfit(String code, String name, String description, String bankAccount, boolean active,
		int version) implements Serializable {
}
