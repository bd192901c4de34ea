package app.accord.payment;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import app.accord.time.BusinessCalendar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the gateway to forget the cards of people who were erased, until it has: after a
 * minute, two, four … at most a day.
 */
@Component
class ForgettingCards {

	/** The name of the job. */
	static final String JOB = "Have the gateway forget cards";

	private static final Logger logger = LoggerFactory.getLogger(ForgettingCards.class);

	private static final int MOST = 100;

	private static final int LONGEST = 11;

	private final JdbcClient jdbc;

	private final Gateway gateway;

	private final BusinessCalendar calendar;

	ForgettingCards(JdbcClient jdbc, Gateway gateway, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.gateway = gateway;
		this.calendar = calendar;
	}

	/** Does what is due; a card told twice is forgotten once. */
	void run() {
		Instant now = this.calendar.now();
		List<Waiting> due = this.jdbc.sql("""
				/* across customers: dispatch */ select customer_id, card_id, token, tries from card_to_forget
				where next_try_at <= ? and gateway = ? order by next_try_at limit ?
				""").params(Timestamp.from(now), this.gateway.name(), MOST).query(Waiting.class).list();
		for (Waiting card : due) {
			try {
				this.gateway.forget(card.token());
				this.jdbc.sql("delete from card_to_forget where customer_id = ? and card_id = ?")
					.params(card.customerId(), card.cardId())
					.update();
			}
			catch (Gateway.GatewayUnclear | Gateway.GatewayRefused ex) {
				logger.warn("The gateway did not forget card {} of customer {}: {}", card.cardId(), card.customerId(),
						ex.getMessage());
				Instant next = now.plus(Duration.ofMinutes(Math.min(1L << Math.min(card.tries(), LONGEST), 24 * 60)));
				this.jdbc
					.sql("""
							update card_to_forget set tries = tries + 1, next_try_at = ? where customer_id = ? and card_id = ?
							""")
					.params(Timestamp.from(next), card.customerId(), card.cardId())
					.update();
			}
		}
	}

	private record Waiting(long customerId, UUID cardId, String token, int tries) {
	}

}
