package app.accord.payment;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;

/**
 * Is told, in the transaction that notes the payment, when a customer paid with a card
 * that is to be kept. A bean of whoever keeps cards.
 */
public interface CardSaved {

	/**
	 * The customer wants this card kept.
	 * @param card with its token
	 */
	void saved(AccountNumber account, CardOnFile card, Actor actor);

}
