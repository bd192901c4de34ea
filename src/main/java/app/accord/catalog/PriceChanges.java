package app.accord.catalog;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import app.accord.live.LiveSource;
import app.accord.live.Topic;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells open screens when a price or promotion has started or ended. It looks back some
 * seconds each time, because what starts with the next second may be committed after it.
 */
@Component
class PriceChanges implements LiveSource {

	private static final Duration LOOK_BACK = Duration.ofSeconds(10);

	private final JdbcClient jdbc;

	private final Clock clock;

	private Set<String> told = Set.of();

	private boolean begun;

	PriceChanges(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public synchronized Set<Topic> changed() {
		Instant now = this.clock.instant();
		Set<String> crossed = new HashSet<>(this.jdbc.sql("""
				select 's' || price_id from price where starts_at > :from and starts_at <= :to
				union all
				select 'e' || price_id from price where ends_at > :from and ends_at <= :to
				union all
				select 'S' || promotion_code from promotion where starts_at > :from and starts_at <= :to
				union all
				select 'E' || promotion_code from promotion where ends_at > :from and ends_at <= :to
				""")
			.param("from", Timestamp.from(now.minus(LOOK_BACK)))
			.param("to", Timestamp.from(now))
			.query(String.class)
			.list());
		boolean news = this.begun && !this.told.containsAll(crossed);
		this.told = crossed;
		this.begun = true;
		return news ? Set.of(Topic.PRICES) : Set.of();
	}

}
