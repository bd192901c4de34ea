package app.accord.live;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewCustomer;
import app.accord.testing.AccordTest;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

@AccordTest
class LiveTest {

	@Autowired
	private LiveStreams streams;

	@Autowired
	private LiveChanges changes;

	@Autowired
	private Customers customers;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void aScreenIsToldOfItsCustomersChangeWithinASecondAndOfNoOther() throws InterruptedException {
		CustomerNumber marisol = this.customers.create(Actor.system("test"), NewCustomer.person("Marisol", "Okafor"));
		CustomerNumber jonas = this.customers.create(Actor.system("test"), NewCustomer.person("Jonas", "Berg"));
		await().until(() -> waiting(marisol) + waiting(jonas) == 0);
		Screen screen = new Screen();
		this.streams.add(Set.of(marisol.customerId()), screen);
		this.transaction.executeWithoutResult((status) -> this.changes.mark(jonas.customerId(), Topic.ACCOUNT));
		this.transaction.executeWithoutResult((status) -> this.changes.mark(marisol.customerId(), Topic.TIMELINE));
		assertThat(screen.told.poll(1, TimeUnit.SECONDS)).contains("timeline");
		assertThat(screen.told.poll(400, TimeUnit.MILLISECONDS)).isNull();
		await().atMost(Duration.ofSeconds(2)).until(() -> waiting(marisol) == 0);
	}

	@Test
	void aChangeThatIsRolledBackIsNotTold() throws InterruptedException {
		CustomerNumber marisol = this.customers.create(Actor.system("test"), NewCustomer.person("Marisol", "Okafor"));
		await().until(() -> waiting(marisol) == 0);
		Screen screen = new Screen();
		this.streams.add(Set.of(marisol.customerId()), screen);
		this.transaction.executeWithoutResult((status) -> {
			this.changes.mark(List.of(marisol.customerId()), Topic.ACCOUNT);
			status.setRollbackOnly();
		});
		assertThat(screen.told.poll(600, TimeUnit.MILLISECONDS)).isNull();
	}

	@Test
	void aScreenOnALineThatTakesNothingDoesNotHoldUpTheOthers() throws InterruptedException {
		CountDownLatch never = new CountDownLatch(1);
		CountDownLatch asked = new CountDownLatch(1);
		this.streams.add(Set.of(), new SseEmitter() {
			@Override
			public void send(SseEventBuilder event) {
				if (event.build().stream().anyMatch((part) -> part.getData().toString().contains("still here"))) {
					asked.countDown();
					try {
						never.await();
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				}
			}
		});
		assertTimeoutPreemptively(Duration.ofSeconds(2), this.streams::keepOpen);
		assertThat(asked.await(2, TimeUnit.SECONDS)).isTrue();
		never.countDown();
	}

	private int waiting(CustomerNumber customer) {
		return this.jdbc.sql("select count(*) from customer_change where customer_id = ?")
			.param(customer.customerId())
			.query(Integer.class)
			.single();
	}

	private static final class Screen extends SseEmitter {

		private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

		@Override
		public void send(SseEventBuilder event) {
			String text = event.build().stream().map((part) -> part.getData().toString()).reduce("", String::concat);
			if (text.contains("change")) {
				this.told.add(text);
			}
		}

	}

}
