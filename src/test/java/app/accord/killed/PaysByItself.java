package app.accord.killed;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import app.accord.customer.AccountNumber;
import app.accord.payment.AutoPay;
import app.accord.payment.CardOnFile;
import app.accord.payment.SavedCard;
import app.accord.payment.SavedCards;
import app.accord.sandbox.Misbehaviour.ReportFault;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.testing.Cast;

import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Auto-pay charges a bill on the day it is due. The gateway's reports are lost, so that
 * the program has to ask.
 */
class PaysByItself extends Story {

	private AccountNumber account;

	PaysByItself(Company company) {
		super(company);
	}

	@Override
	void prepare() {
		this.account = company().somebody().account();
		autoPay(company(), this.account);
		bill(company(), this.account);
		company().bean(Sandbox.class).misbehaviour().reports(Set.of(ReportFault.LOST));
	}

	@Override
	String happen() {
		HttpResponse<String> answer = company().press(Company.AUTO_PAY);
		return told(answer);
	}

	@Override
	void goOn() throws Exception {
		company().run(Company.AUTO_PAY);
		company().run(Company.ASK);
		company().run(Company.AUTO_PAY);
		company().bean(Sandbox.class).misbehaviour().behave();
		company().settle();
		List<String> attempts = states("payment_attempt", this.account);
		if (states("autopay_plan", this.account).equals(List.of("PAID"))) {
			assertThat(attempts).containsOnlyOnce("SUCCEEDED");
			assertThat(captures(this.account)).as("captures").isOne();
			assertThat(count("payment", this.account)).as("receipts").isOne();
			assertOwes(this.account, "0.00");
		}
		else {
			// The gateway has never heard of it: tried again tomorrow.
			assertThat(states("autopay_plan", this.account)).containsExactly("PLANNED");
			assertThat(attempts).containsOnly("DECLINED");
			assertThat(captures(this.account)).as("captures").isZero();
			assertOwes(this.account, "97.06");
		}
	}

	/** Keeps a card for the customer, and switches auto-pay on. */
	static void autoPay(Company company, AccountNumber account) {
		TestCard card = TestCard.GOOD;
		SavedCard kept = company.bean(TransactionTemplate.class)
			.execute((status) -> company.bean(SavedCards.class)
				.keep(account.customerId(),
						new CardOnFile(card.token(), "Visa", card.tail(), company.today().plusYears(2)), Cast.agent()));
		company.bean(AutoPay.class).switchOn(account, kept.id(), "Said so", Cast.agent(), null);
	}

	/** What auto-pay plans for another day is planned for today. */
	static void bringForward(Company company) {
		company.database()
			.update("update autopay_plan set next_on = date '" + company.today() + "' where state = 'PLANNED'");
	}

	/** A bill that was made two days ago and is due today. */
	static void bill(Company company, AccountNumber account) {
		company.clock().move(Duration.ofDays(-2));
		company.cast().bill(account, "97.06", company.today().plusDays(2), "Mobile L");
		company.clock().move(Duration.ofDays(2));
	}

}
