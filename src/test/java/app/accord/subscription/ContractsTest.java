package app.accord.subscription;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.catalog.NewProduct;
import app.accord.catalog.PricedProduct;
import app.accord.catalog.ProductIntake;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.customer.ContractNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewCustomer;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.refusal.Refusal;
import app.accord.testing.AccordTest;
import app.accord.testing.MovableClock;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@AccordTest
class ContractsTest {

	private static final Actor AGENT = new Actor(ActorKind.STAFF, "agent", "Ada Lindqvist", Channel.DESK);

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

	@Autowired
	private Contracts contracts;

	@Autowired
	private ContractIntake intake;

	@Autowired
	private Customers customers;

	@Autowired
	private ProductIntake products;

	@Autowired
	private Timeline timeline;

	@Autowired
	private MovableClock clock;

	private long omar;

	@BeforeEach
	void omarIsACustomerAndFiberCosts50() {
		this.clock.stop(Instant.parse("2026-03-02T17:00:00Z"));
		this.omar = this.customers.create(AGENT, NewCustomer.person("Omar", "Diaz")).customerId();
		this.products.addAll(AGENT, List.of(
				new PricedProduct(new NewProduct("FIBER", "Fiber 300", ProductKind.SERVICE, ProductUnit.MONTH, null),
						Money.parse("USD 50.00"), Instant.parse("2020-01-01T00:00:00Z")),
				new PricedProduct(new NewProduct("ROUTER", "Router", ProductKind.GOODS, ProductUnit.EACH, null),
						Money.parse("USD 90.00"), Instant.parse("2020-01-01T00:00:00Z"))));
	}

	@AfterEach
	void theClockRuns() {
		this.clock.reset();
	}

	@Test
	void everyStateHasItsMoves() {
		assertThat(ContractStatus.MOVES.keySet()).containsExactlyInAnyOrder(ContractStatus.values());
		Set<ContractStatus> reached = EnumSet.of(ContractStatus.CREATED);
		ContractStatus.MOVES.values().forEach(reached::addAll);
		assertThat(reached).containsExactlyInAnyOrder(ContractStatus.values());
	}

	@Test
	void aServiceIsStartedPausedResumedAndEnded() {
		ContractNumber number = start(null, null);
		ServiceView started = service(number);
		assertThat(started.monthly()).isEqualTo(Money.parse("USD 50.00"));
		assertThat(started.status()).isEqualTo(ContractStatus.ACTIVE);
		assertThat(started.productName()).isEqualTo("Fiber 300");
		this.contracts.suspend(AGENT, number, null, "Travelling");
		assertThat(service(number).running()).isFalse();
		this.contracts.resume(AGENT, number, null, null);
		this.contracts.end(AGENT, number, null, "Moved abroad");
		ServiceView ended = service(number);
		assertThat(ended.status()).isEqualTo(ContractStatus.TERMINATED);
		assertThat(ended.endedOn()).isEqualTo(TODAY);
		assertThat(ended.statusFact().asOf()).isEqualTo(3);
		assertThat(ended.statusFact().value()).isEqualTo("TERMINATED");
		assertThat(this.timeline.page(this.omar, Audience.CUSTOMER, List.of(), 0, 10)).extracting(Interaction::summary)
			.contains("Fiber 300 started (" + number + ").", "Fiber 300 paused on 2026-03-02 (" + number + ").");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.contracts.resume(AGENT, number, null, null))
			.withMessageContaining("this one is ended");
	}

	@Test
	void whatStartsOrEndsLaterDoesSoOnItsDay() {
		ContractNumber later = start(TODAY.plusDays(10), null);
		ContractNumber ending = start(TODAY.minusDays(100), null);
		this.contracts.end(AGENT, ending, TODAY.plusDays(5), "Moves out");
		assertThat(service(later).status()).isEqualTo(ContractStatus.PENDING_ACTIVE);
		assertThat(service(ending).status()).isEqualTo(ContractStatus.PENDING_TERMINATE);
		assertThat(service(ending).running()).isTrue();
		this.contracts.carryOut(TODAY.plusDays(5));
		assertThat(service(ending).running()).isTrue();
		this.clock.stop(Instant.parse("2026-03-12T17:00:00Z"));
		this.contracts.carryOut(TODAY.plusDays(10));
		assertThat(service(later).status()).isEqualTo(ContractStatus.ACTIVE);
		assertThat(service(ending).status()).isEqualTo(ContractStatus.TERMINATED);
		assertThat(service(ending).endedOn()).isEqualTo(TODAY.plusDays(5));
	}

	@Test
	void whatHasNotStartedIsCalledOff() {
		ContractNumber later = start(TODAY.plusDays(10), null);
		this.contracts.end(AGENT, later, null, null);
		assertThat(service(later).status()).isEqualTo(ContractStatus.CANCELLED);
	}

	@Test
	void refusesWhatCannotBe() {
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.contracts.start(AGENT,
					new NewContract(this.omar, 1, "ROUTER", null, null, null, null, null)))
			.withMessageContaining("not provided under a contract");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> start(TODAY, TODAY.minusDays(1)))
			.withMessageContaining("end before it starts");
		ContractNumber number = start(TODAY, null);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.contracts.suspend(AGENT, number, TODAY.plusDays(1), null))
			.withMessageContaining("on the day itself");
	}

	@Test
	void pastContractsAreTakenIn() {
		List<ContractNumber> numbers = this.intake.addAll(AGENT,
				List.of(new NewContract(this.omar, 1, "FIBER", null, "One year", Money.parse("USD 29.85"),
						LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31)),
						new NewContract(this.omar, 1, "FIBER", null, "One year", Money.parse("USD 39.85"),
								LocalDate.of(2025, 1, 1), null)));
		assertThat(this.contracts.list(this.omar)).extracting(ServiceView::number)
			.containsExactly(numbers.get(1), numbers.get(0));
		assertThat(this.contracts.list(this.omar)).extracting(ServiceView::status)
			.containsExactly(ContractStatus.ACTIVE, ContractStatus.TERMINATED);
	}

	private ContractNumber start(LocalDate first, LocalDate last) {
		return this.contracts.start(AGENT,
				new NewContract(this.omar, 1, "fiber", "12 Linden Row", "Month-to-month", null, first, last));
	}

	private ServiceView service(ContractNumber number) {
		return this.contracts.find(number).orElseThrow();
	}

}
