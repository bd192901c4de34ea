package app.accord.invoicing;

import java.util.EnumSet;
import java.util.Set;

import app.accord.live.LiveSource;
import app.accord.live.Topic;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells open screens of the bills that a run makes, chunk by chunk instead of customer by
 * customer: a row for each of a hundred thousand customers would take longer to tell than
 * their bills to make.
 */
@Component
class BillRunChanges implements LiveSource {

	private final JdbcClient client;

	private String told;

	BillRunChanges(JdbcClient client) {
		this.client = client;
	}

	@Override
	public synchronized Set<Topic> changed() {
		String now = this.client.sql("""
				select bill_run_id || ':' || progress from bill_run where state in ('RUNNING', 'DONE')
				order by bill_run_id desc limit 1
				""").query(String.class).optional().orElse("");
		boolean news = this.told != null && !this.told.equals(now);
		this.told = now;
		return news ? EnumSet.of(Topic.ACCOUNT, Topic.TIMELINE) : Set.of();
	}

}
