package app.accord.killed;

import app.accord.killed.Company.Somebody;
import jakarta.mail.internet.MimeMessage;

import static org.assertj.core.api.Assertions.assertThat;

/** A bill goes out by mail, with its PDF. */
class TellsOfBill extends Story {

	private final int times;

	private Somebody somebody;

	/**
	 * @param times how often the mail arrives. Between the mail server's taking a message
	 * and our noting that, nobody can tell whether it was taken: what may have arrived is
	 * sent once more, with the same Message-ID, rather than never.
	 */
	TellsOfBill(Company company, int times) {
		super(company);
		this.times = times;
	}

	@Override
	void prepare() {
		company().run(Company.SEND);
		this.somebody = company().somebody();
		company().cast().bill(this.somebody.account(), "97.06", company().today().plusDays(9), "Mobile L");
	}

	@Override
	String happen() {
		return told(company().press(Company.SEND));
	}

	@Override
	void goOn() {
		company().run(Company.SEND);
		company().run(Company.SEND);
		assertThat(company().mailsTo(this.somebody.address())).hasSize(this.times)
			.extracting(MimeMessage::getMessageID)
			.containsOnly(company().database()
				.strings("select mail_id from message where kind = 'bill' and customer_id = "
						+ this.somebody.account().customerId())
				.getFirst());
		assertThat(states("message", this.somebody.account())).containsOnly("SENT");
	}

}
