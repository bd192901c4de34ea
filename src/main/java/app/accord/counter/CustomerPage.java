package app.accord.counter;

import java.util.List;
import java.util.function.Supplier;

import app.accord.billing.BillingAccount;
import app.accord.billing.Position;
import app.accord.care.CaseRow;
import app.accord.catalog.Quote;
import app.accord.consent.Consent;
import app.accord.consent.ConsentSheet;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Page;
import app.accord.order.PurchaseView;
import app.accord.payment.CardTerminal;
import app.accord.payment.Verdict;
import org.joda.money.Money;

/**
 * A customer at the counter.
 *
 * @param customer who it is
 * @param standings the accounts and where they stand
 * @param purchases the newest purchases
 * @param again what was bought before, at today's price
 * @param terminals the company's card terminals
 * @param here the one that stands here; null: not known
 * @param sheet what the customer may be sent; read where it is shown
 * @param cases what the customer asked and isn't done; read where it is shown
 */
record CustomerPage(CustomerProfile customer, List<Standing> standings, Page<PurchaseView> purchases, List<Quote> again,
		List<CardTerminal> terminals, CardTerminal here, Supplier<ConsentSheet> sheet, Supplier<List<CaseRow>> cases) {

	/** How many ways of contact the customer has agreed to. */
	public long agreed() {
		return this.sheet.get().all().stream().filter(Consent::given).count();
	}

	/** How many cases are open. */
	public int asked() {
		return this.cases.get().size();
	}

	/** Whether nothing is to be taken on that account: the bank is being asked. */
	public boolean asking(BillingAccount account) {
		return this.standings.stream()
			.anyMatch((one) -> one.account().number().equals(account.number()) && !one.verdict().mayPay());
	}

	/**
	 * An account and where it stands.
	 *
	 * @param account the account
	 * @param position where it stands
	 * @param verdict what became of the latest payment by card
	 */
	record Standing(BillingAccount account, Position position, Verdict verdict) {

		/** A key for a form that is about to be shown. */
		public String key() {
			return java.util.UUID.randomUUID().toString();
		}

		/** What to suggest paying: what is due, or else everything; null if nothing. */
		public Money suggested() {
			if (this.position.dueNow().isPositive()) {
				return this.position.dueNow();
			}
			return this.position.balance().isPositive() ? this.position.balance() : null;
		}

	}

}
