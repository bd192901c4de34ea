package app.accord.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.refusal.NotFound;
import app.accord.relationship.NewAuthority;
import app.accord.relationship.NewPayer;
import app.accord.relationship.NewRelation;
import app.accord.relationship.Noted;
import app.accord.relationship.Relationship;
import app.accord.relationship.Relationships;
import app.accord.relationship.Role;
import app.accord.relationship.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
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
import org.springframework.web.bind.annotation.RestController;

/** What customers are to each other, who may speak for whom, who pays for whom. */
@Tag(name = "Relationships", description = "Households and organisations with their people, authorities and payers")
@RestController
@RequestMapping("/api/v1/customers/{number}")
class RelationshipResource {

	private final Relationships relationships;

	private final Customers customers;

	RelationshipResource(Relationships relationships, Customers customers) {
		this.relationships = relationships;
		this.customers = customers;
	}

	@Operation(summary = "Related parties of a customer, newest first, ended ones included")
	@GetMapping("/relationships")
	RelationshipListing relationships(@Parameter(example = "C-10428-7") @PathVariable String number,
			@ParameterObject Paging paging) {
		return list(number, paging, Role::relation);
	}

	@Operation(summary = "Who may speak for a customer, and for whom the customer may speak")
	@GetMapping("/authorities")
	RelationshipListing authorities(@Parameter(example = "C-10428-7") @PathVariable String number,
			@ParameterObject Paging paging) {
		return list(number, paging, Role::authority);
	}

	@Operation(summary = "Who is asked to pay a customer’s accounts, and whose accounts the customer is asked to pay")
	@GetMapping("/payers")
	RelationshipListing payers(@Parameter(example = "C-10428-7") @PathVariable String number,
			@ParameterObject Paging paging) {
		return list(number, paging, Role::payment);
	}

	@Operation(summary = "Note what another customer is to a customer")
	@PostMapping("/relationships")
	ResponseEntity<RelationshipAnswer> relate(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(example = "household-10428-10500") @RequestHeader(name = Repeats.KEY,
					required = false) String key,
			@Valid @RequestBody NewRelationship asked, Actor actor) {
		return created(number,
				this.relationships.relate(
						actor, new NewRelation(customer(number), CustomerNumber.parse(asked.relatedParty()),
								asked.role(), asked.called(), asked.startDate(), asked.endDate(), asked.reason()),
						Repeats.key(key)));
	}

	@Operation(summary = "Note that somebody may speak and act for a customer")
	@PostMapping("/authorities")
	ResponseEntity<RelationshipAnswer> authorise(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(example = "authority-10428-10500") @RequestHeader(name = Repeats.KEY,
					required = false) String key,
			@Valid @RequestBody NewAuthorityGiven asked, Actor actor) {
		return created(number,
				this.relationships.authorise(actor,
						new NewAuthority(customer(number), CustomerNumber.parse(asked.relatedParty()), asked.scopes(),
								asked.proof(), asked.proofSeenOn(), asked.startDate(), asked.endDate(), asked.reason()),
						Repeats.key(key)));
	}

	@Operation(summary = "Name who is asked to pay an account of a customer")
	@PostMapping("/payers")
	ResponseEntity<RelationshipAnswer> namePayer(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(example = "payer-10428-1") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody NewPayerNamed asked, Actor actor) {
		CustomerNumber customer = customer(number);
		AccountNumber account = AccountNumber.parse(asked.account());
		if (!this.customers.read(customer).has(account.customerId())) {
			throw new NotFound("%s has no account %s.".formatted(customer, account));
		}
		return created(account.customer().toString(),
				this.relationships.namePayer(actor, new NewPayer(account, CustomerNumber.parse(asked.relatedParty()),
						asked.startDate(), asked.endDate(), asked.reason()), Repeats.key(key)));
	}

	@Operation(summary = "End a relationship, an authority or a payer; it stays in the lists as ended")
	@PostMapping("/relationships/{id}/end")
	ResponseEntity<RelationshipAnswer> end(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(description = "As listed", example = "8812") @PathVariable long id,
			@Parameter(example = "end-8812") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody RelationshipEnd end, Actor actor) {
		return created(number, this.relationships.end(actor, customer(number), id, end.reason(), Repeats.key(key)));
	}

	private RelationshipListing list(String number, Paging paging, Predicate<Role> wanted) {
		List<RelationshipAnswer> all = this.relationships.of(customer(number).customerId())
			.stream()
			.filter((each) -> wanted.test(each.role()))
			.map(RelationshipAnswer::of)
			.toList();
		int from = Math.min(all.size(), paging.page() * paging.size());
		return new RelationshipListing(all.subList(from, Math.min(all.size(), from + paging.size())), paging.page(),
				paging.size(), all.size());
	}

	private ResponseEntity<RelationshipAnswer> created(String number, Answer<Noted> answer) {
		CustomerNumber customer = CustomerNumber.parse(number);
		RelationshipAnswer body = this.relationships.of(customer.customerId())
			.stream()
			.filter((each) -> each.id() == answer.value().id())
			.findFirst()
			.map(RelationshipAnswer::of)
			.orElseThrow();
		return Repeats.created(answer, "/api/v1/customers/" + customer + "/relationships", body);
	}

	private CustomerNumber customer(String number) {
		CustomerNumber customer = CustomerNumber.parse(number);
		if (!this.customers.exists(customer.customerId())) {
			throw new NotFound("There is no customer %s.".formatted(customer));
		}
		return customer;
	}

	/** A page of what is noted between customers. */
	@Schema(name = "RelationshipListing")
	record RelationshipListing(List<RelationshipAnswer> items, @Schema(example = "0") int page,
			@Schema(example = "50") int size, @Schema(example = "1") long total) {
	}

	/** What another customer is to a customer, to be noted. */
	@Schema(name = "NewRelationship")
	record NewRelationship(
			@NotBlank(message = "Say who the other is.") @Schema(description = "The other customer’s number",
					example = "C-10500-1") String relatedParty,
			@NotNull(message = "Say what the other is to the customer.") @Schema(
					description = "What the other is to the customer", example = "CHILD") Role role,
			@Size(max = 60, message = "Keep it under 60 characters.") @Schema(
					description = "The same in their own words", example = "daughter") String called,
			@Schema(description = "The first day; today if left out", example = "2026-11-22") LocalDate startDate,
			@Schema(description = "The last day, if there is one", example = "2027-03-03") LocalDate endDate,
			@NotBlank(message = "Say how you know it.") @Size(max = 500,
					message = "Keep it under 500 characters.") @Schema(example = "Both said so") String reason) {
	}

	/** That somebody may speak for a customer, to be noted. */
	@Schema(name = "NewAuthority")
	record NewAuthorityGiven(
			@NotBlank(message = "Say who may speak.") @Schema(description = "Who may speak: a customer’s number",
					example = "C-10500-1") String relatedParty,
			@NotEmpty(message = "Say what the person may do.") @Schema(
					description = "BILLS: be told about bills and payments; PAY, which brings BILLS; ORDERS: order and "
							+ "change contracts; DATA: change personal data",
					example = "[\"BILLS\"]") Set<Scope> scopes,
			@NotBlank(message = "Say what was shown.") @Size(max = 500,
					message = "Keep it under 500 characters.") @Schema(
							example = "Signed letter and both passports") String proof,
			@Schema(description = "When it was shown; today if left out", example = "2026-11-22") LocalDate proofSeenOn,
			@Schema(description = "The first day; today if left out", example = "2026-11-22") LocalDate startDate,
			@Schema(description = "The last day, if there is one", example = "2027-03-03") LocalDate endDate,
			@NotBlank(message = "Say who asked for it, and how.") @Size(max = 500,
					message = "Keep it under 500 characters.") @Schema(
							example = "Asked for by the customer on the telephone") String reason) {
	}

	/** That somebody is asked to pay an account, to be noted. */
	@Schema(name = "NewPayer")
	record NewPayerNamed(@NotBlank(message = "Say which account.") @Schema(example = "A-10428-1-4") String account,
			@NotBlank(message = "Say who is asked to pay.") @Schema(description = "Who pays: a customer’s number",
					example = "C-10500-1") String relatedParty,
			@Schema(description = "The first day; today if left out", example = "2026-11-22") LocalDate startDate,
			@Schema(description = "The last day, if there is one", example = "2027-03-03") LocalDate endDate,
			@NotBlank(message = "Say how the payer agreed.") @Size(max = 500,
					message = "Keep it under 500 characters.") @Schema(
							example = "Signed the form in the shop") String reason) {
	}

	/** Why it ends. */
	@Schema(name = "RelationshipEnd")
	record RelationshipEnd(@NotBlank(message = "Say why it ends.") @Size(max = 500,
			message = "Keep it under 500 characters.") @Schema(example = "Moved out") String reason) {
	}

	/** What another customer is to a customer. */
	@Schema(name = "Relationship")
	record RelationshipAnswer(@Schema(description = "By which it is ended", example = "8812") long id,
			@Schema(description = "The customer’s record it is noted with", example = "C-10428-7") String customer,
			RelatedParty relatedParty,
			@Schema(description = "What the other is in their own words, or null", example = "daughter") String called,
			@Schema(example = "2026-11-22") LocalDate startDate,
			@Schema(description = "The last day, or null", example = "2027-03-03") LocalDate endDate,
			@Schema(description = "How far one may speak for the other; empty where nobody may",
					example = "[\"BILLS\"]") List<Scope> scopes,
			@Schema(description = "What was shown, or null", example = "Signed letter") String proof,
			@Schema(description = "When it was shown, or null", example = "2026-11-22") LocalDate proofSeenOn,
			@Schema(description = "The account that is paid for, or null", example = "A-10428-1-4") String account,
			@Schema(example = "2026-11-22T18:02:11.201Z") Instant notedAt,
			@Schema(example = "Ada Lindqvist") String notedBy, @Schema(example = "Both said so") String reason,
			@Schema(description = "When it was ended, or null", example = "2026-12-01T09:00:00Z") Instant endedAt,
			@Schema(description = "Why it was ended, or null", example = "Moved out") String endReason) {

		static RelationshipAnswer of(Relationship one) {
			return new RelationshipAnswer(one.id(), one.record().toString(),
					new RelatedParty(one.other().toString(), one.otherName(), one.role()), one.called(), one.from(),
					one.until(), List.copyOf(one.scopes()), one.proof(), one.proofSeenOn(),
					(one.account() != null) ? one.account().toString() : null, one.at(), one.actor().name(),
					one.reason(), (one.end() != null) ? one.end().at() : null,
					(one.end() != null) ? one.end().reason() : null);
		}

	}

	/** The other customer. */
	@Schema(name = "RelatedParty")
	record RelatedParty(@Schema(example = "C-10500-1") String number, @Schema(example = "Ana Ruiz") String name,
			@Schema(description = "What the other is to the customer", example = "CHILD") Role role) {
	}

}
