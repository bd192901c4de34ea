package app.accord.message;

import java.util.List;
import java.util.Objects;

import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;
import org.joda.money.Money;

/** What became of a message when it was to be written. */
public sealed interface Written {

	/**
	 * It is to be sent, in these words.
	 *
	 * @param subject one line
	 * @param text the whole as plain text; all there is of a text message
	 * @param html the whole as a page, or null
	 * @param attachments files that go with it by e-mail
	 * @param stated the amount that it tells the customer, or null
	 */
	record Letter(String subject, String text, String html, List<Attachment> attachments,
			Stated stated) implements Written {

		public Letter {
			Objects.requireNonNull(subject, "A letter has a subject.");
			Objects.requireNonNull(text, "A letter has a text.");
			subject = subject.replaceAll("\\s+", " ").strip();
			attachments = (attachments != null) ? List.copyOf(attachments) : List.of();
		}

		/** A text without page, files and amount. */
		public static Letter plain(String subject, String text) {
			return new Letter(subject, text, null, List.of(), null);
		}

		/** The same, saying first whose affair it is: for a text message to who pays. */
		Letter naming(String name) {
			return new Letter(this.subject, name + ": " + this.text, this.html, this.attachments, this.stated);
		}

		/** The same with files. */
		public Letter with(List<Attachment> files) {
			return new Letter(this.subject, this.text, this.html, files, this.stated);
		}

	}

	/**
	 * It must not go.
	 *
	 * @param reason why, a sentence for the employees who read the timeline
	 */
	record Withheld(String reason) implements Written {

		public Withheld {
			Objects.requireNonNull(reason, "What is withheld is withheld for a reason.");
		}

	}

	/**
	 * An amount that the customer is told.
	 *
	 * @param account of this billing account
	 * @param amountMinor in minor units of the account's currency
	 * @param asOf the ledger entry it includes last
	 */
	record Stated(AccountNumber account, long amountMinor, long asOf) {

		/** That amount of that account as of that entry. */
		public static Stated of(AccountNumber account, Money amount, long asOf) {
			return new Stated(account, Amounts.minor(amount), asOf);
		}

	}

	/**
	 * A file that goes with an e-mail.
	 *
	 * @param fileName its name
	 * @param contentType its media type
	 * @param content its bytes
	 */
	record Attachment(String fileName, String contentType, byte[] content) {
	}

}
