package app.accord.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.invoicing.BillRun;
import app.accord.invoicing.BillRuns;
import app.accord.invoicing.HoldRules;
import app.accord.invoicing.RunAccount;
import app.accord.invoicing.RunSums;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.time.BusinessCalendar;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.joda.money.Money;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Bill runs. */
@Tag(name = "Bill runs", description = "Runs that bill all accounts that are due: begun, approved, reported")
@RestController
@RequestMapping("/api/v1/bill-runs")
class BillRunResource {

	private final BillRuns runs;

	private final BusinessCalendar calendar;

	BillRunResource(BillRuns runs, BusinessCalendar calendar) {
		this.runs = runs;
		this.calendar = calendar;
	}

	@Operation(summary = "The runs, newest first, without their sums")
	@GetMapping
	Listing<RunAnswer> runs(@ParameterObject Paging paging) {
		List<RunAnswer> page = this.runs.list(paging.page(), paging.size())
			.stream()
			.map((run) -> RunAnswer.of(run, null))
			.toList();
		return Listing.of(page, paging, this.runs.count());
	}

	@Operation(summary = "Begin a run: it computes the bills; nothing is billed before it is approved")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	RunAnswer start(@RequestBody NewRun body, Actor actor) {
		LocalDate date = (body.billDate() != null) ? body.billDate() : this.calendar.today();
		return RunAnswer.of(this.runs.start(actor, date, Boolean.TRUE.equals(body.automatic())), null);
	}

	@Operation(summary = "A run: how far it is and what it comes to")
	@GetMapping("/{id}")
	RunAnswer run(@Parameter(example = "7") @PathVariable long id) {
		return RunAnswer.of(find(id), this.runs.sums(id));
	}

	@Operation(summary = "Approve a run whose bills are computed: they are made now")
	@PostMapping("/{id}/approval")
	RunAnswer approve(@Parameter(example = "7") @PathVariable long id, Actor actor) {
		find(id);
		this.runs.approve(actor, id);
		return run(id);
	}

	@Operation(summary = "Cancel a run that was not approved; nothing was billed")
	@PostMapping("/{id}/cancellation")
	RunAnswer cancel(@Parameter(example = "7") @PathVariable long id, Actor actor) {
		find(id);
		this.runs.cancel(actor, id);
		return run(id);
	}

	@Operation(summary = "What became of each account; those that a rule held first")
	@GetMapping("/{id}/accounts")
	Listing<RunAccountAnswer> accounts(@Parameter(example = "7") @PathVariable long id,
			@Parameter(description = "Only these",
					example = "HELD") @RequestParam(required = false) RunAccount.State state,
			@ParameterObject Paging paging) {
		find(id);
		Set<RunAccount.State> states = (state != null) ? EnumSet.of(state) : Set.of();
		RunSums sums = this.runs.sums(id);
		long total = Arrays.stream(RunAccount.State.values())
			.filter((one) -> state == null || one == state)
			.mapToLong(sums::count)
			.sum();
		return Listing.of(this.runs.accounts(id, states, paging.page(), paging.size())
			.stream()
			.map(RunAccountAnswer::of)
			.toList(), paging, total);
	}

	private BillRun find(long id) {
		return this.runs.find(id).orElseThrow(() -> new NotFound("There is no bill run %d.".formatted(id)));
	}

	/** A run to be begun. */
	@Schema(name = "NewBillRun")
	record NewRun(
			@Schema(description = "The bills' date, today or a day that was missed; today if left out",
					example = "2026-12-01") LocalDate billDate,
			@Schema(description = "Whether it approves itself; bills that are held wait for a person all the same",
					example = "false") Boolean automatic) {
	}

	/** A run. */
	@Schema(name = "BillRun")
	record RunAnswer(@Schema(example = "7") long id, @Schema(example = "2026-12-01") LocalDate billDate,
			@Schema(example = "PREVIEWED") BillRun.State state,
			@Schema(description = "How far it is with what it is doing", example = "100") int percent,
			@Schema(example = "100000") int accounts, @Schema(example = "Grace Oyelaran") String startedBy,
			@Schema(example = "2026-12-01T05:00:00Z") Instant startedAt,
			@Schema(example = "Grace Oyelaran") String approvedBy,
			@Schema(example = "2026-12-01T05:02:11Z") Instant endedAt, List<SumAnswer> sums) {

		static RunAnswer of(BillRun run, RunSums sums) {
			return new RunAnswer(run.id(), run.billDate(), run.state(), run.percent(), run.accounts(), run.startedBy(),
					run.startedAt(), run.approvedBy(), run.endedAt(),
					(sums != null) ? sums.rows().stream().map(SumAnswer::of).toList() : null);
		}

	}

	/** What accounts of one state come to. */
	@Schema(name = "BillRunSum")
	record SumAnswer(@Schema(example = "BILLED") RunAccount.State state, @Schema(example = "99950") long accounts,
			@Schema(example = "4512000.00") String total,
			@Schema(description = "Compared with the bills before", example = "1250.00") String difference,
			@Schema(example = "USD") String currency) {

		static SumAnswer of(RunSums.Row row) {
			return new SumAnswer(row.state(), row.accounts(), Amounts.plain(row.total()),
					Amounts.plain(row.difference()), row.total().getCurrencyUnit().getCode());
		}

	}

	/** What became of an account. */
	@Schema(name = "BillRunAccount")
	record RunAccountAnswer(@Schema(example = "A-10428-1-4") String account,
			@Schema(example = "HELD") RunAccount.State state,
			@Schema(description = "As computed", example = "97.06") String total,
			@Schema(description = "The bill before", example = "88.40") String last,
			@Schema(description = "As issued", example = "97.06") String billed,
			@Schema(example = "USD") String currency, @Schema(example = "INV-10428-17-2") String invoice,
			@Schema(description = "Which rule held it") HoldRules.Rule rule,
			@Schema(description = "Why it was held, left out or failed",
					example = "$97.06, where the last bill came to $20.00.") String reason) {

		static RunAccountAnswer of(RunAccount account) {
			return new RunAccountAnswer(account.account().toString(), account.state(), Amounts.plain(account.total()),
					plain(account.last()), plain(account.billed()), account.total().getCurrencyUnit().getCode(),
					(account.bill() != null) ? account.bill().toString() : null, account.rule(), account.reason());
		}

		private static String plain(Money amount) {
			return (amount != null) ? Amounts.plain(amount) : null;
		}

	}

}
