package app.accord.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.interaction.Audience;
import app.accord.interaction.Direction;
import app.accord.interaction.Interaction;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.Timeline;
import app.accord.refusal.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A customer's history with the company. */
@Tag(name = "Timeline", description = "A customer's history: each contact and each change")
@RestController
@RequestMapping("/api/v1/customers/{number}/timeline")
class TimelineResource {

	private final Customers customers;

	private final Timeline timeline;

	TimelineResource(Customers customers, Timeline timeline) {
		this.customers = customers;
		this.timeline = timeline;
	}

	@Operation(summary = "The timeline of a customer, newest first, internal notes included")
	@GetMapping
	Listing<InteractionAnswer> timeline(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(description = "Only CONTACT, MONEY or CHANGE; may be given more than once", example = "MONEY",
					schema = @Schema(type = "string",
							allowableValues = { "CONTACT", "MONEY", "CHANGE" })) @RequestParam(
									required = false) List<String> group,
			@ParameterObject Paging paging) {
		CustomerNumber customer = CustomerNumber.parse(number);
		List<InteractionKind.Group> groups = (group == null) ? List.of()
				: group.stream().map(TimelineResource::group).toList();
		if (!this.customers.exists(customer.customerId())) {
			throw new NotFound("There is no customer %s.".formatted(customer));
		}
		return Listing
			.of(this.timeline.page(customer.customerId(), Audience.STAFF, groups, paging.page(), paging.size())
				.stream()
				.map(InteractionAnswer::of)
				.toList(), paging, this.timeline.count(customer.customerId(), Audience.STAFF, groups));
	}

	private static InteractionKind.Group group(String name) {
		return Arrays.stream(InteractionKind.Group.values())
			.filter((one) -> one.name().equals(name.strip().toUpperCase(Locale.ROOT)))
			.findFirst()
			.orElseThrow(() -> new BadParameter("group", "A group is CONTACT, MONEY or CHANGE."));
	}

	/** An entry of the timeline. */
	@Schema(name = "Interaction")
	record InteractionAnswer(@Schema(example = "2026-10-20T18:02:11.201Z") Instant at,
			@Schema(example = "PAYMENT") InteractionKind kind, @Schema(example = "MONEY") InteractionKind.Group group,
			@Schema(description = "IN and OUT are contacts, NONE is a change", example = "NONE") Direction direction,
			@Schema(example = "COUNTER") Channel channel, @Schema(example = "STAFF") ActorKind actorKind,
			@Schema(description = "Who", example = "Ada Lindqvist") String actor,
			@Schema(example = "Payment of $97.06 received, cash, receipt R-10428-3-1") String summary, String body,
			@Schema(description = "Why, or null") String reason,
			@Schema(description = "Whether only staff see it", example = "false") boolean internal,
			@Schema(description = "The account it is about, or null", example = "A-10428-1-4") String account,
			@Schema(description = "The ledger entry it is about, or null", example = "17") Long entry,
			@Schema(description = "The ledger position of the amount that the customer was told, or null",
					example = "17") Long statedAsOf,
			@Schema(description = "Who was speaking, where it was not the customer; or null",
					example = "Ana Ruiz (daughter)") String speaker) {

		static InteractionAnswer of(Interaction interaction) {
			return new InteractionAnswer(interaction.at(), interaction.kind(), interaction.kind().group(),
					interaction.direction(), interaction.actor().channel(), interaction.actor().kind(),
					interaction.actor().name(), interaction.summary(), interaction.body(), interaction.reason(),
					interaction.internal(),
					(interaction.accountNo() != null)
							? AccountNumber.of(interaction.customerId(), interaction.accountNo()).toString() : null,
					interaction.entrySeq(), interaction.statedAsOf(), interaction.speaker());
		}

	}

}
