package app.accord.relationship;

import java.time.LocalDate;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;

/**
 * That somebody is asked to pay an account of another customer, to be noted.
 *
 * @param account the account
 * @param payer who is asked
 * @param from the first day; null: today
 * @param until the last day, or null: until it is ended
 * @param reason how the payer agreed; must be given
 */
public record NewPayer(AccountNumber account, CustomerNumber payer, LocalDate from, LocalDate until, String reason) {
}
