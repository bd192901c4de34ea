package app.accord.invoicing;

import java.lang.management.ManagementFactory;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Works a bill run off, chunk by chunk, together with all other nodes. A chunk is claimed
 * by a keyed update; one whose node has died is claimed again after a while, and what the
 * node had billed is found billed.
 */
@Component
public class BillRunWork {

	private static final Logger log = LoggerFactory.getLogger(BillRunWork.class);

	/** A chunk that was claimed longer ago is taken for abandoned. */
	static final Duration ABANDONED = Duration.ofMinutes(1);

	private final BillRuns runs;

	private final Invoicing invoicing;

	private final Drafting drafting;

	private final RunAccounts accounts;

	private final JdbcClient client;

	private final BusinessCalendar calendar;

	private final int workers;

	private final String node = ManagementFactory.getRuntimeMXBean().getName() + "-"
			+ UUID.randomUUID().toString().substring(0, 8);

	BillRunWork(BillRuns runs, Invoicing invoicing, Drafting drafting, RunAccounts accounts, JdbcClient client,
			BusinessCalendar calendar, @Value("${accord.billing.workers:2}") int workers) {
		this.runs = runs;
		this.invoicing = invoicing;
		this.drafting = drafting;
		this.accounts = accounts;
		this.client = client;
		this.calendar = calendar;
		this.workers = workers;
	}

	/**
	 * Does what there is to do for the run that is under way, until nothing is left that
	 * this node can take. May be called at any time, on any node.
	 */
	public void work() {
		for (Optional<BillRun> run = this.runs.underWay(); run.isPresent() && run.get().working();) {
			boolean previewing = run.get().state() == BillRun.State.PREVIEWING;
			boolean worked = together(run.get(), previewing);
			boolean finished = finish(run.get(), previewing);
			if (!worked && !finished) {
				return;
			}
			run = this.runs.underWay();
		}
	}

	/**
	 * Begins an automatic run for today and works at it. While another run is under way,
	 * works at that one.
	 */
	public void automatic() {
		try {
			this.runs.start(Actor.system("Bill run"), this.calendar.today(), true);
		}
		catch (Refusal ex) {
			log.info("No bill run was begun: {}", ex.getMessage());
		}
		work();
	}

	/**
	 * Lets a held bill through. Where the run is over, it is made at once.
	 * @throws Refusal if somebody decided it meanwhile
	 */
	public void release(Actor actor, long run, AccountNumber account) {
		BillRun of = this.runs.find(run).orElseThrow(() -> new Refusal("There is no such run."));
		if (!this.accounts.decide(run, account, RunAccount.State.RELEASED, null, actor.name())) {
			throw new Refusal("Somebody has decided about %s meanwhile.".formatted(account));
		}
		if (of.state() == BillRun.State.DONE) {
			this.accounts.find(run, account, RunAccount.State.RELEASED)
				.ifPresent((one) -> this.invoicing.bill(run, latest(of.billDate(), this.calendar.today()), List.of(one),
						actor, this.drafting.rating()));
		}
	}

	/**
	 * Leaves a held account out; the next run looks at it again.
	 * @throws Refusal if somebody decided it meanwhile
	 */
	public void leaveOut(Actor actor, long run, AccountNumber account, String reason) {
		if (!this.accounts.decide(run, account, RunAccount.State.SKIPPED, reason, actor.name())) {
			throw new Refusal("Somebody has decided about %s meanwhile.".formatted(account));
		}
	}

	/**
	 * Holds an account of a run that is not approved yet.
	 * @throws Refusal if it is too late
	 */
	public void hold(Actor actor, long run, AccountNumber account, String reason) {
		if (!this.accounts.hold(run, account, reason, actor.name())) {
			throw new Refusal("The bill of %s is made already.".formatted(account));
		}
	}

	private boolean together(BillRun run, boolean previewing) {
		Rating rating = this.drafting.rating();
		List<Future<Integer>> working = new ArrayList<>();
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < this.workers; i++) {
				working.add(executor.submit(() -> chunks(run, previewing, rating)));
			}
		}
		return working.stream().mapToInt((one) -> {
			if (one.state() == Future.State.FAILED) {
				throw new IllegalStateException("The bill run stopped on this node; it goes on by itself.",
						one.exceptionNow());
			}
			return one.resultNow();
		}).sum() > 0;
	}

	private int chunks(BillRun run, boolean previewing, Rating rating) {
		int done = 0;
		for (Optional<Chunk> chunk = claim(run.id(), previewing); chunk
			.isPresent(); chunk = claim(run.id(), previewing)) {
			Chunk claimed = chunk.get();
			if (previewing) {
				List<AccountNumber> due = this.accounts.due(claimed.firstCustomer(), claimed.lastCustomer(),
						run.billDate());
				this.invoicing.preview(run.id(), run.billDate(), due, rating);
			}
			else {
				this.invoicing.bill(run.id(), run.billDate(),
						this.accounts.toBill(run.id(), claimed.firstCustomer(), claimed.lastCustomer()),
						Actor.system("Bill run"), rating);
			}
			done(run.id(), claimed.chunkNo(), previewing);
			done++;
		}
		return done;
	}

	private Optional<Chunk> claim(long run, boolean previewing) {
		String column = previewing ? "preview_state" : "bill_state";
		Timestamp now = Timestamp.from(this.calendar.now());
		Timestamp abandoned = Timestamp.from(this.calendar.now().minus(ABANDONED));
		while (true) {
			Optional<Integer> candidate = this.client.sql("""
					select chunk_no from bill_run_chunk
					where bill_run_id = ? and (%1$s = 'NEW' or %1$s = 'TAKEN' and taken_at < ?)
					order by chunk_no limit 1
					""".formatted(column)).params(run, abandoned).query(Integer.class).optional();
			if (candidate.isEmpty()) {
				return Optional.empty();
			}
			Optional<Chunk> claimed = this.client.sql("""
					update bill_run_chunk set %1$s = 'TAKEN', taken_by = ?, taken_at = ?
					where bill_run_id = ? and chunk_no = ? and (%1$s = 'NEW' or %1$s = 'TAKEN' and taken_at < ?)
						and exists (select from bill_run where bill_run_id = ? and state = ?)
					returning chunk_no, first_customer, last_customer
					""".formatted(column))
				.params(this.node, now, run, candidate.get(), abandoned, run, previewing ? "PREVIEWING" : "RUNNING")
				.query(Chunk.class)
				.optional();
			if (claimed.isPresent()) {
				return claimed;
			}
			if (this.runs.find(run).filter(BillRun::working).isEmpty()) {
				return Optional.empty();
			}
		}
	}

	private void done(long run, int chunkNo, boolean previewing) {
		this.client.sql("""
				update bill_run_chunk set %s = 'DONE' where bill_run_id = ? and chunk_no = ?
				""".formatted(previewing ? "preview_state" : "bill_state")).params(run, chunkNo).update();
		this.client.sql("update bill_run set progress = progress + 1 where bill_run_id = ?").params(run).update();
	}

	/** Moves the run on when its last chunk is done; any node may. */
	private boolean finish(BillRun run, boolean previewing) {
		Timestamp now = Timestamp.from(this.calendar.now());
		if (previewing) {
			return this.client
				.sql("""
						update bill_run set state = case when automatic then 'RUNNING' else 'PREVIEWED' end, previewed_at = ?,
							approved_by = case when automatic then 'Automatic' end,
							approved_at = case when automatic then ?::timestamptz end
						where bill_run_id = ? and state = 'PREVIEWING' and not exists (
							select from bill_run_chunk c where c.bill_run_id = bill_run.bill_run_id and c.preview_state <> 'DONE')
						""")
				.params(now, now, run.id())
				.update() == 1;
		}
		return this.client.sql("""
				update bill_run set state = 'DONE', ended_at = ?, progress = progress + 1
				where bill_run_id = ? and state = 'RUNNING' and not exists (
					select from bill_run_chunk c where c.bill_run_id = bill_run.bill_run_id and c.bill_state <> 'DONE')
				""").params(now, run.id()).update() == 1;
	}

	private static LocalDate latest(LocalDate one, LocalDate other) {
		return one.isAfter(other) ? one : other;
	}

	private record Chunk(int chunkNo, long firstCustomer, long lastCustomer) {
	}

}
