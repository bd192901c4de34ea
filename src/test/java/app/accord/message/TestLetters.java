package app.accord.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import app.accord.billing.Position;
import app.accord.billing.Positions;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A kind of message for tests, whose writer does what the test says. */
@TestConfiguration(proxyBeanMethods = false)
class TestLetters {

	static final String KIND = "test-letter";

	@Bean
	Desk testDesk(Positions positions, MailPages pages) {
		return new Desk(positions, pages);
	}

	/** Writes the account's balance, unless told otherwise. */
	static class Desk implements MessageWriter {

		private final Positions positions;

		private final MailPages pages;

		private final AtomicReference<Function<OutgoingMessage, Written>> instead = new AtomicReference<>();

		Desk(Positions positions, MailPages pages) {
			this.positions = positions;
			this.pages = pages;
		}

		/** From now on this is written; null: the balance again. */
		void instead(Function<OutgoingMessage, Written> writer) {
			this.instead.set(writer);
		}

		@Override
		public Set<String> kinds() {
			return Set.of(KIND);
		}

		@Override
		public Written write(OutgoingMessage message, Locale locale) {
			Function<OutgoingMessage, Written> other = this.instead.get();
			if (other != null) {
				return other.apply(message);
			}
			return balance(message, locale);
		}

		Written balance(OutgoingMessage message, Locale locale) {
			if (message.account() == null) {
				return new Written.Letter("Hello " + message.customer().name(), "Hello.", null, List.of(), null);
			}
			Position position = this.positions.of(message.account());
			return this.pages.letter("mail/test-letter", locale,
					Map.of("name", message.customer().name(), "position", position), position.balanceFact(),
					Written.Stated.of(message.account(), position.balance(), position.asOf()));
		}

	}

}
