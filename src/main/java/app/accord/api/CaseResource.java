package app.accord.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.care.CameBy;
import app.accord.care.CaseEntry;
import app.accord.care.CaseFilter;
import app.accord.care.CaseKind;
import app.accord.care.CasePriority;
import app.accord.care.CaseRow;
import app.accord.care.CaseState;
import app.accord.care.CaseView;
import app.accord.care.Cases;
import app.accord.care.EntryKind;
import app.accord.care.NewCase;
import app.accord.customer.CaseNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.Page;
import app.accord.fact.Fact;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Cases; their fields are named as the trouble tickets of TMF621. */
@Tag(name = "Cases",
		description = "What customers ask, complain of, report and request, until it is solved; fields "
				+ "are named as those of a TMF621 trouble ticket")
@RestController
@RequestMapping("/api/v1")
class CaseResource {

	private final Cases cases;

	private final Customers customers;

	CaseResource(Cases cases, Customers customers) {
		this.cases = cases;
		this.customers = customers;
	}

	@Operation(summary = "Open a case. The customer is told its number and until when they get an answer")
	@PostMapping("/customers/{number}/cases")
	ResponseEntity<CaseAnswer> open(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(example = "form-2026-11-22-77") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody NewCaseAsked asked, Actor actor) {
		String kept = Repeats.key(key);
		Answer<String> opened = naming(() -> this.cases.open(actor, asked.of(customer(number)), kept));
		return Repeats.created(opened, "/api/v1/cases/" + opened.value(), read(opened.value()));
	}

	@Operation(summary = "The cases of a customer, newest first")
	@GetMapping("/customers/{number}/cases")
	Listing<CaseLine> ofCustomer(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(description = "Only those with something still to be done",
					example = "true") @RequestParam(defaultValue = "false") boolean open,
			@ParameterObject Paging paging) {
		List<CaseRow> all = this.cases.ofCustomer(customer(number).customerId(), open);
		return Listing.of(
				all.stream().skip((long) paging.page() * paging.size()).limit(paging.size()).map(CaseLine::of).toList(),
				paging, all.size());
	}

	@Operation(summary = "The cases of all customers; those whose deadline is nearest first")
	@GetMapping("/cases")
	Listing<CaseLine> list(
			@Parameter(description = "A number, or words of the name",
					example = "bill") @RequestParam(required = false) String q,
			@Parameter(description = "Only in that state",
					example = "IN_PROGRESS") @RequestParam(required = false) CaseState status,
			@Parameter(description = "Only of that kind",
					example = "COMPLAINT") @RequestParam(required = false) CaseKind ticketType,
			@Parameter(description = "Only of that employee; -: nobody's",
					example = "ada") @RequestParam(required = false) String owner,
			@Parameter(description = "Only those whose deadline has passed",
					example = "true") @RequestParam(defaultValue = "false") boolean overdue,
			@Parameter(description = "Only those with something still to be done",
					example = "true") @RequestParam(defaultValue = "false") boolean open,
			@ParameterObject Paging paging) {
		Page<CaseRow> page = this.cases.list(new CaseFilter(q, status, ticketType, owner, overdue, open, null),
				paging.page(), paging.size());
		return Listing.of(page.items().stream().map(CaseLine::of).toList(), paging, page.total());
	}

	@Operation(summary = "A case, with all that was said and done")
	@GetMapping("/cases/{number}")
	CaseAnswer show(@Parameter(example = "CS-10428-1-4") @PathVariable String number) {
		return read(number);
	}

	@Operation(summary = "Add to a case: what the customer SAID, what the customer is REPLIED, or what employees NOTED")
	@PostMapping("/cases/{number}/notes")
	ResponseEntity<CaseAnswer> add(@Parameter(example = "CS-10428-1-4") @PathVariable String number,
			@Parameter(example = "note-2026-11-22-78") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody NewCaseNote note, Actor actor) {
		String kept = Repeats.key(key);
		CaseNumber found = number(number);
		Answer<String> added = naming(() -> switch (note.type()) {
			case SAID -> this.cases.say(actor, found, note.text(), kept);
			case REPLIED ->
				this.cases.reply(actor, found, note.text(), Boolean.TRUE.equals(note.waits()), note.seen(), kept);
			case NOTED -> this.cases.note(actor, found, note.text(), kept);
		});
		return Repeats.created(added, "/api/v1/cases/" + found, read(number));
	}

	@Operation(summary = "Move a case on: HELD, IN_PROGRESS (goes on, or is opened again), RESOLVED (the customer is "
			+ "told the reason as what was done), CLOSED, CANCELLED, REJECTED (the customer is told why)")
	@PostMapping("/cases/{number}/status")
	CaseAnswer move(@Parameter(example = "CS-10428-1-4") @PathVariable String number,
			@Parameter(example = "status-2026-11-22-79") @RequestHeader(name = Repeats.KEY,
					required = false) String key,
			@Valid @RequestBody NewStatus wanted, Actor actor) {
		String kept = Repeats.key(key);
		CaseNumber found = number(number);
		naming(() -> switch (wanted.status()) {
			case IN_PROGRESS -> this.cases.find(found).orElseThrow().row().state().open()
					? this.cases.goOn(actor, found, kept) : this.cases.reopen(actor, found, wanted.reason(), kept);
			case HELD -> this.cases.hold(actor, found, wanted.reason(), kept);
			case RESOLVED -> this.cases.resolve(actor, found, wanted.reason(), kept);
			case CLOSED -> this.cases.close(actor, found, kept);
			case CANCELLED -> this.cases.cancel(actor, found, wanted.reason(), kept);
			case REJECTED -> this.cases.reject(actor, found, wanted.reason(), kept);
			case PENDING -> throw new Refusal("status",
					"A case is PENDING when the customer was asked: send a note of the type REPLIED that waits.");
			case ACKNOWLEDGED -> throw new Refusal("status", "A case is ACKNOWLEDGED once, when it is opened.");
		});
		return read(number);
	}

	@Operation(summary = "Give a case to an employee, or to nobody")
	@PostMapping("/cases/{number}/owner")
	CaseAnswer assign(@Parameter(example = "CS-10428-1-4") @PathVariable String number,
			@Parameter(example = "owner-2026-11-22-80") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody NewOwner wanted, Actor actor) {
		String kept = Repeats.key(key);
		CaseNumber found = number(number);
		naming(() -> this.cases.assign(actor, found, wanted.owner(), kept));
		return read(number);
	}

	@Operation(summary = "Change what a case is, how urgent it is, or its name; what is left out stays")
	@PostMapping("/cases/{number}/changes")
	CaseAnswer change(@Parameter(example = "CS-10428-1-4") @PathVariable String number,
			@Parameter(example = "change-2026-11-22-81") @RequestHeader(name = Repeats.KEY,
					required = false) String key,
			@Valid @RequestBody CaseChange wanted, Actor actor) {
		String kept = Repeats.key(key);
		CaseRow row = view(number).row();
		naming(() -> this.cases.change(actor, row.number(),
				(wanted.ticketType() != null) ? wanted.ticketType() : row.kind(),
				(wanted.priority() != null) ? wanted.priority() : row.priority(),
				(wanted.name() != null) ? wanted.name() : row.subject(), kept));
		return read(number);
	}

	private CustomerNumber customer(String number) {
		CustomerNumber customer = CustomerNumber.parse(number);
		if (!this.customers.exists(customer.customerId())) {
			throw new NotFound("There is no customer %s.".formatted(customer));
		}
		return customer;
	}

	private CaseNumber number(String typed) {
		CaseNumber wanted = CaseNumber.parse(typed);
		if (!this.cases.exists(wanted)) {
			throw noSuch(wanted);
		}
		return wanted;
	}

	private CaseView view(String typed) {
		CaseNumber wanted = CaseNumber.parse(typed);
		return this.cases.find(wanted).orElseThrow(() -> noSuch(wanted));
	}

	private static NotFound noSuch(CaseNumber wanted) {
		return new NotFound("There is no case %s.".formatted(wanted));
	}

	private CaseAnswer read(String number) {
		return CaseAnswer.of(view(number));
	}

	/** Refusals name the fields as they are called here. */
	private static Answer<String> naming(Supplier<Answer<String>> write) {
		try {
			return write.get();
		}
		catch (NotFound ex) {
			throw ex;
		}
		catch (Refusal ex) {
			throw new Refusal((ex.field() == null) ? null : switch (ex.field()) {
				case "kind" -> "ticketType";
				case "subject" -> "name";
				case "about" -> "relatedEntity";
				case "cameBy" -> "channel";
				case "resolution" -> "reason";
				default -> ex.field();
			}, ex.getMessage());
		}
	}

	/** What may be added to a case. */
	enum NoteType {

		/** The customer's words. */
		SAID,

		/** An answer to the customer. */
		REPLIED,

		/** A remark that the customer never sees. */
		NOTED

	}

	/** A case to be opened. */
	@Schema(name = "NewCase")
	record NewCaseAsked(@NotNull(message = "Say what it is.") @Schema(example = "COMPLAINT") CaseKind ticketType,
			@Schema(description = "The usual one of its kind if left out", example = "NORMAL") CasePriority priority,
			@NotBlank(message = "Say in a few words what it is about.") @Size(max = Cases.LONGEST_SUBJECT,
					message = "Keep the name under 200 characters.") @Schema(description = "One line",
							example = "The bill of October is too high") String name,
			@Size(max = Cases.LONGEST_TEXT, message = "Keep the description under 4,000 characters.") @Schema(
					description = "The customer's words", example = "I was never abroad.") String description,
			@Schema(description = "How the customer told it; API if left out", example = "EMAIL") CameBy channel,
			@Schema(description = "The number of the account, bill, purchase or service that it is about; may be left "
					+ "out", example = "INV-10428-17-2") String relatedEntity) {

		NewCase of(CustomerNumber customer) {
			return new NewCase(customer.customerId(), this.ticketType, this.priority, this.name, this.description,
					(this.channel != null) ? this.channel : CameBy.API, this.relatedEntity);
		}

	}

	/** Something to be added to a case. */
	@Schema(name = "NewCaseNote")
	record NewCaseNote(@NotNull(message = "Say what it is: SAID, REPLIED or NOTED.") @Schema(
			description = "SAID: the customer's words; REPLIED: an answer, sent to the customer; NOTED: seen by staff "
					+ "only",
			example = "SAID") NoteType type,
			@NotBlank(message = "Write something.") @Size(max = Cases.LONGEST_TEXT,
					message = "Keep the text under 4,000 characters.") @Schema(
							example = "I have found the receipt.") String text,
			@Schema(description = "Of an answer: whether the case waits for the customer now; false if left out",
					example = "false") Boolean waits,
			@Schema(description = "Of an answer: the newest note that was read before it was written. It is refused "
					+ "where there is a newer one; may be left out", example = "3") Integer seen) {
	}

	/** How far a case is to be. */
	@Schema(name = "NewCaseStatus")
	record NewStatus(@NotNull(message = "Say which status.") @Schema(example = "RESOLVED") CaseState status,
			@Size(max = Cases.LONGEST_TEXT, message = "Keep the reason under 4,000 characters.") @Schema(
					description = "Why; of RESOLVED what was done, of RESOLVED and REJECTED told to the customer",
					example = "Ten calls were not yours; they are credited.") String reason) {
	}

	/** Who is to have a case. */
	@Schema(name = "NewCaseOwner")
	record NewOwner(@Schema(description = "An employee's user name; null: nobody", example = "ada") String owner) {
	}

	/** What is to be different about a case. */
	@Schema(name = "CaseChange")
	record CaseChange(@Schema(example = "FAULT") CaseKind ticketType, @Schema(example = "HIGH") CasePriority priority,
			@Schema(example = "No signal at home") String name) {
	}

	/** A case in a list. */
	@Schema(name = "CaseLine")
	record CaseLine(@Schema(example = "CS-10428-1-4") String number, @Schema(example = "C-10428-7") String customer,
			@Schema(example = "Marisol Okafor") String customerName, @Schema(example = "COMPLAINT") CaseKind ticketType,
			@Schema(example = "NORMAL") CasePriority priority, @Schema(example = "IN_PROGRESS") CaseState status,
			@Schema(example = "The bill of October is too high") String name,
			@Schema(description = "An employee's user name; null: nobody", example = "ada") String owner,
			@Schema(example = "2026-11-22T18:02:11.201Z") Instant creationDate,
			@Schema(description = "Until when the customer must have an answer; null once there was one",
					example = "2026-11-23T18:02:11.201Z") Instant answerBy,
			@Schema(description = "Until when it must be solved",
					example = "2026-11-27T18:02:11.201Z") Instant expectedResolutionDate,
			@Schema(example = "2026-11-22T19:40:00.112Z") Instant lastUpdate,
			@Schema(description = "0: not; 1: supervisors look after it; 2: the executive does",
					example = "0") int escalation,
			@Schema(example = "false") boolean overdue, List<Fact> facts) {

		static CaseLine of(CaseRow row) {
			return new CaseLine(row.number().toString(), row.number().customer().toString(), row.customerName(),
					row.kind(), row.priority(), row.state(), row.subject(), row.owner(), row.openedAt(), row.answerBy(),
					row.resolveBy(), row.lastAt(), row.escalation(), row.overdue(), List.of(row.stateFact()));
		}

	}

	/** A case. */
	@Schema(name = "Case")
	record CaseAnswer(@Schema(example = "CS-10428-1-4") String number, @Schema(example = "C-10428-7") String customer,
			@Schema(example = "COMPLAINT") CaseKind ticketType, @Schema(example = "NORMAL") CasePriority priority,
			@Schema(example = "IN_PROGRESS") CaseState status,
			@Schema(example = "The bill of October is too high") String name,
			@Schema(description = "The customer's words, or null", example = "I was never abroad.") String description,
			@Schema(example = "WEB") CameBy channel,
			@Schema(description = "The number of what it is about, or null",
					example = "INV-10428-17-2") String relatedEntity,
			@Schema(description = "An employee's user name; null: nobody", example = "ada") String owner,
			@Schema(example = "2026-11-22T18:02:11.201Z") Instant creationDate,
			@Schema(description = "Until when the customer must have an answer; null once there was one",
					example = "2026-11-23T18:02:11.201Z") Instant answerBy,
			@Schema(description = "When the customer had the first answer, or null",
					example = "2026-11-22T19:40:00.112Z") Instant answeredAt,
			@Schema(description = "Until when it must be solved",
					example = "2026-11-27T18:02:11.201Z") Instant expectedResolutionDate,
			@Schema(description = "When it was solved, or null",
					example = "2026-11-24T15:11:52.730Z") Instant resolutionDate,
			@Schema(description = "What the customer was told then, or null",
					example = "Ten calls were not yours; they are credited.") String resolution,
			@Schema(description = "Until when the customer can say that it isn't solved, or null",
					example = "2026-12-24T15:11:52.730Z") Instant reopenUntil,
			@Schema(example = "2026-11-22T19:40:00.112Z") Instant lastUpdate,
			@Schema(description = "0: not; 1: supervisors look after it; 2: the executive does",
					example = "0") int escalation,
			@Schema(example = "false") boolean overdue,
			@Schema(description = "Counts the changes", example = "2") int version, List<CaseNoteAnswer> note,
			List<StatusChange> statusChangeHistory, List<Fact> facts) {

		static CaseAnswer of(CaseView view) {
			CaseRow row = view.row();
			return new CaseAnswer(row.number().toString(), row.number().customer().toString(), row.kind(),
					row.priority(), row.state(), row.subject(), view.description(), view.cameBy(), view.about(),
					row.owner(), row.openedAt(), row.answerBy(), view.answeredAt(), row.resolveBy(), view.resolvedAt(),
					view.resolution(), view.reopenUntil(), row.lastAt(), row.escalation(), row.overdue(),
					view.version(),
					view.entries().stream().filter((entry) -> entry.text() != null).map(CaseNoteAnswer::of).toList(),
					StatusChange.all(view.entries()), List.of(row.stateFact()));
		}

	}

	/** Something that was said or done. */
	@Schema(name = "CaseNote")
	record CaseNoteAnswer(@Schema(example = "3") int id, @Schema(example = "SAID") EntryKind type,
			@Schema(example = "Marisol Okafor") String author,
			@Schema(description = "Who was speaking, where it was not the customer; or null",
					example = "Ana Ruiz (daughter)") String speaker,
			@Schema(example = "PORTAL") Channel channel,
			@Schema(description = "Whether the customer may see it", example = "true") boolean forCustomer,
			@Schema(example = "2026-11-22T19:40:00.112Z") Instant date,
			@Schema(example = "I have found the receipt.") String text) {

		static CaseNoteAnswer of(CaseEntry entry) {
			return new CaseNoteAnswer(entry.no(), entry.kind(), entry.byName(), entry.speaker(),
					entry.actor().channel(), entry.forCustomer(), entry.at(), entry.text());
		}

	}

	/** That a case came into a state. */
	@Schema(name = "CaseStatusChange")
	record StatusChange(@Schema(example = "IN_PROGRESS") CaseState status,
			@Schema(example = "2026-11-22T19:40:00.112Z") Instant changeDate,
			@Schema(description = "What was said with it, or null", example = "Still wrong") String changeReason,
			@Schema(example = "Ada Lindqvist") String changedBy) {

		static List<StatusChange> all(List<CaseEntry> entries) {
			List<StatusChange> all = new ArrayList<>();
			CaseState before = null;
			for (CaseEntry entry : entries) {
				if (entry.state() != null && entry.state() != before) {
					all.add(new StatusChange(entry.state(), entry.at(), entry.text(), entry.byName()));
					before = entry.state();
				}
			}
			return all;
		}

	}

}
