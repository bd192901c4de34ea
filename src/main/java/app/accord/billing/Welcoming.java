package app.accord.billing;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.NewCustomer;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.refusal.Refusal;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes on new customers, each with a first account, in one transaction. The directory
 * holds the key that such a request came with, since before the first request there is no
 * customer to hold it: its one row for a key lets the second of two requests wait for the
 * first.
 */
@Component
public class Welcoming {

	private final Customers customers;

	private final BillingAccounts accounts;

	private final Directory directory;

	private final RepeatableWrites repeatable;

	private final TransactionTemplate transaction;

	Welcoming(Customers customers, BillingAccounts accounts, Directory directory, RepeatableWrites repeatable,
			TransactionTemplate transaction) {
		this.customers = customers;
		this.accounts = accounts;
		this.directory = directory;
		this.repeatable = repeatable;
		this.transaction = transaction;
	}

	/**
	 * Creates a customer and the customer's first account, or finds those that an earlier
	 * request of the same actor with the same key made. Not to be called in a
	 * transaction.
	 * @param accountName what the account is called
	 * @param currency of the account, ISO 4217
	 * @param key the write's idempotency key, or null
	 * @return the account's number as text
	 * @throws Refusal by the field, as {@link Customers#create}
	 */
	public String welcome(Actor actor, NewCustomer customer, String accountName, String currency, String key) {
		return welcome(actor, customer, accountName, currency, key, String.class, AccountNumber::toString).value();
	}

	/**
	 * The same, with an answer that is kept for repeats.
	 * @param answerType what the answer is
	 * @param answer makes the answer in the transaction of the first request
	 */
	public <T> Answer<T> welcome(Actor actor, NewCustomer customer, String accountName, String currency, String key,
			Class<T> answerType, Function<AccountNumber, T> answer) {
		if (key == null) {
			return this.transaction
				.execute((status) -> new Answer<>(answer.apply(create(actor, customer, accountName, currency)), false));
		}
		String id = id(actor, key);
		List<Object> content = List.of("customer", customer, accountName, currency);
		return earlier(id, key, content, answerType).orElseGet(() -> {
			try {
				return this.transaction.execute((status) -> {
					AccountNumber number = create(actor, customer.withExternalId(id), accountName, currency);
					return this.repeatable.once(number.customerId(), key, content, answerType,
							() -> answer.apply(number));
				});
			}
			catch (Refusal ex) {
				if (!"externalIds".equals(ex.field())) {
					throw ex;
				}
				return earlier(id, key, content, answerType).orElseThrow(() -> ex);
			}
		});
	}

	/**
	 * Whether an earlier request of the same actor with that key has made a customer.
	 * @param key may be null
	 */
	public boolean done(Actor actor, String key) {
		return key != null && !this.directory.find(DirectoryKind.EXTERNAL, id(actor, key)).isEmpty();
	}

	private static String id(Actor actor, String key) {
		return "request:" + actor.id() + ":" + key;
	}

	private AccountNumber create(Actor actor, NewCustomer customer, String accountName, String currency) {
		return this.accounts.open(this.customers.create(actor, customer).customerId(), accountName, currency, actor);
	}

	private <T> Optional<Answer<T>> earlier(String id, String key, Object content, Class<T> answerType) {
		return this.directory.find(DirectoryKind.EXTERNAL, id)
			.stream()
			.findFirst()
			.map((customerId) -> this.transaction
				.execute((status) -> this.repeatable.once(customerId, key, content, answerType, () -> {
					throw new IllegalStateException("A customer made by a request keeps its key.");
				})));
	}

}
