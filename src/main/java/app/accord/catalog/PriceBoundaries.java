package app.accord.catalog;

import java.sql.Timestamp;
import java.time.Instant;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The instants at which the price book gives other answers. */
@Component
public class PriceBoundaries {

	private final JdbcClient jdbc;

	PriceBoundaries(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Whether any price or promotion starts or ends in that time.
	 * @param from excluded, UTC
	 * @param to included, UTC
	 */
	@Transactional(readOnly = true)
	public boolean crossedBetween(Instant from, Instant to) {
		return this.jdbc.sql("""
				select exists (select from price where starts_at > :from and starts_at <= :to)
					or exists (select from price where ends_at > :from and ends_at <= :to)
					or exists (select from promotion where starts_at > :from and starts_at <= :to)
					or exists (select from promotion where ends_at > :from and ends_at <= :to)
				""").param("from", Timestamp.from(from)).param("to", Timestamp.from(to)).query(Boolean.class).single();
	}

}
