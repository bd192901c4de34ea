package app.accord.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.consent.Consent;
import app.accord.consent.ConsentAnswer;
import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentEntry;
import app.accord.consent.ConsentLine;
import app.accord.consent.ConsentPurpose;
import app.accord.consent.ConsentSheet;
import app.accord.consent.Consents;
import app.accord.consent.SaidConsent;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.fact.Fact;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
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

/** What customers agreed to and refused. */
@Tag(name = "Consents",
		description = "What customers may be sent and called about. Bills and reminders need no consent")
@RestController
@RequestMapping("/api/v1/customers/{number}/consents")
class ConsentResource {

	private final Consents consents;

	private final Customers customers;

	ConsentResource(Consents consents, Customers customers) {
		this.consents = consents;
		this.customers = customers;
	}

	@Operation(summary = "What holds, for every purpose and channel; of joined records the stricter answer. Ask at the "
			+ "moment of sending: only GIVEN lets anything be sent")
	@GetMapping
	ConsentsAnswer consents(@Parameter(example = "C-10428-7") @PathVariable String number) {
		return ConsentsAnswer.of(this.consents.of(customer(number).customerId()));
	}

	@Operation(summary = "What was ever said and undone, newest first")
	@GetMapping("/history")
	ConsentListing history(@Parameter(example = "C-10428-7") @PathVariable String number,
			@ParameterObject Paging paging) {
		List<ConsentLine> all = this.consents.history(customer(number).customerId());
		return new ConsentListing(all.stream()
			.skip((long) paging.page() * paging.size())
			.limit(paging.size())
			.map(SaidAnswer::of)
			.toList(), paging.page(), paging.size(), all.size());
	}

	@Operation(summary = "Note what a customer says. It holds at once, unless the customer said something else later")
	@PostMapping
	ResponseEntity<ConsentAnswered> note(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(example = "consent-10428-1") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody NewConsentSaid said, Actor actor) {
		CustomerNumber customer = customer(number);
		var answer = this.consents.note(actor, said.of(customer), Repeats.key(key));
		return Repeats.created(answer, "/api/v1/customers/" + customer + "/consents",
				ConsentAnswered.of(this.consents.of(customer.customerId()).of(said.purpose(), said.channel())));
	}

	private CustomerNumber customer(String number) {
		CustomerNumber customer = CustomerNumber.parse(number);
		if (!this.customers.exists(customer.customerId())) {
			throw new NotFound("There is no customer %s.".formatted(customer));
		}
		return customer;
	}

	/** What a customer says, to be noted. */
	@Schema(name = "NewConsent")
	record NewConsentSaid(
			@NotNull(message = "Say what it is about.") @Schema(example = "OFFERS") ConsentPurpose purpose,
			@NotNull(message = "Say by which way.") @Schema(example = "EMAIL") ConsentChannel channel,
			@NotNull(message = "Say what the customer answered.") @Schema(
					description = "GIVEN: yes; REFUSED: no; WITHDRAWN: a yes taken back", example = "GIVEN",
					allowableValues = {
							"GIVEN", "REFUSED", "WITHDRAWN" }) ConsentAnswer answer,
			@Schema(description = "When it was said; now if left out",
					example = "2026-11-20T18:02:11.201Z") Instant saidAt,
			@NotNull(message = "Say how the customer told it.") @Schema(description = "How it was said",
					example = "WEB",
					allowableValues = { "PHONE", "SHOP", "EMAIL", "POST", "SMS", "WEB" }) Channel saidThrough,
			@Size(max = 200, message = "Keep it under 200 characters.") @Schema(
					description = "Where it was said or what was signed; a yes needs it. A list that was bought is "
							+ "no such place",
					example = "Newsletter form of the web shop") String origin){

		SaidConsent of(CustomerNumber customer) {
			if (!SaidConsent.WAYS.contains(this.saidThrough)) {
				throw new Refusal("saidThrough", "Write PHONE, SHOP, EMAIL, POST, SMS or WEB.");
			}
			return new SaidConsent(customer.customerId(), Set.of(this.purpose), Set.of(this.channel), this.answer,
					this.saidAt, this.saidThrough, this.origin, false, null);
		}

	}

	/** What holds for a customer. */
	@Schema(name = "Consents")
	record ConsentsAnswer(@Schema(example = "C-10428-7") String customer, List<ConsentAnswered> items) {

		static ConsentsAnswer of(ConsentSheet sheet) {
			return new ConsentsAnswer(sheet.customer().toString(),
					sheet.all().stream().map(ConsentAnswered::of).toList());
		}

	}

	/** What holds for a purpose and a channel. */
	@Schema(name = "Consent")
	record ConsentAnswered(@Schema(example = "OFFERS") ConsentPurpose purpose,
			@Schema(example = "EMAIL") ConsentChannel channel,
			@Schema(description = "Only GIVEN lets anything be sent; UNKNOWN: nothing was said",
					example = "GIVEN") ConsentAnswer answer,
			@Schema(description = "When that was said, or null", example = "2026-11-20T18:02:11.201Z") Instant saidAt,
			@Schema(description = "How, or null", example = "WEB") Channel saidThrough,
			@Schema(description = "Where, or null", example = "Newsletter form of the web shop") String origin,
			@Schema(description = "The record that says so, or null", example = "C-10428-7") String record, Fact fact) {

		static ConsentAnswered of(Consent one) {
			ConsentEntry said = one.said();
			return (said == null)
					? new ConsentAnswered(one.purpose(), one.channel(), one.answer(), null, null, null, null,
							one.fact())
					: new ConsentAnswered(one.purpose(), one.channel(), one.answer(), said.saidAt(), said.through(),
							said.origin(), said.record().toString(), one.fact());
		}

	}

	/** A page of what was said. */
	@Schema(name = "ConsentListing")
	record ConsentListing(List<SaidAnswer> items, @Schema(example = "0") int page, @Schema(example = "50") int size,
			@Schema(example = "1") long total) {
	}

	/** Something that was said or undone. */
	@Schema(name = "ConsentSaid")
	record SaidAnswer(@Schema(example = "8812") long id,
			@Schema(description = "The records it was said for", example = "[\"C-10428-7\"]") List<String> records,
			@Schema(example = "OFFERS") ConsentPurpose purpose, @Schema(example = "EMAIL") ConsentChannel channel,
			@Schema(example = "GIVEN") ConsentAnswer answer,
			@Schema(description = "HOLDS; EARLIER: something that counts more was said; UNDONE; UNDOES: takes another "
					+ "one back; APART: a yes said for joined records that were taken apart",
					example = "HOLDS") ConsentLine.State state,
			@Schema(example = "2026-11-20T18:02:11.201Z") Instant saidAt,
			@Schema(description = "How, or null", example = "WEB") Channel saidThrough,
			@Schema(example = "Newsletter form of the web shop") String origin,
			@Schema(description = "The words that the customer was shown, or null",
					example = "Northline may e-mail me with offers and news.") String wording,
			@Schema(example = "2026-11-20T18:02:11.201Z") Instant recordedAt,
			@Schema(example = "Ada Lindqvist") String recordedBy,
			@Schema(description = "Where it was noted", example = "DESK") Channel recordedThrough,
			@Schema(description = "Of UNDOES: why, or null", example = "Wrong customer") String reason) {

		static SaidAnswer of(ConsentLine line) {
			ConsentEntry one = line.entry();
			return new SaidAnswer(one.id(), line.records().stream().map(CustomerNumber::toString).toList(),
					one.purpose(), one.channel(), one.answer(), line.state(), one.saidAt(), one.through(), one.origin(),
					one.wording(), one.recordedAt(), one.actor().name(), one.actor().channel(), one.reason());
		}

	}

}
