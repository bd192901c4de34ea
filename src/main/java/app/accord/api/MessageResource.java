package app.accord.api;

import java.time.Instant;

import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.Page;
import app.accord.message.Medium;
import app.accord.message.Message;
import app.accord.message.MessageState;
import app.accord.message.Messages;
import app.accord.refusal.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The messages to a customer. */
@Tag(name = "Messages", description = "What was written to a customer, as it was sent")
@RestController
@RequestMapping("/api/v1/customers/{number}/messages")
class MessageResource {

	private final Customers customers;

	private final Messages messages;

	MessageResource(Customers customers, Messages messages) {
		this.customers = customers;
		this.messages = messages;
	}

	@Operation(summary = "The messages to a customer, newest first, those that did not go included")
	@GetMapping
	Listing<MessageAnswer> messages(@Parameter(example = "C-10428-7") @PathVariable String number,
			@ParameterObject Paging paging) {
		CustomerNumber customer = CustomerNumber.parse(number);
		if (!this.customers.exists(customer.customerId())) {
			throw new NotFound("There is no customer %s.".formatted(customer));
		}
		Page<Message> page = this.messages.page(customer.customerId(), paging.page(), paging.size());
		return Listing.of(page.items().stream().map(MessageAnswer::of).toList(), paging, page.total());
	}

	/** A message to a customer. */
	@Schema(name = "Message")
	record MessageAnswer(@Schema(example = "17") long id, @Schema(example = "reminder") String kind,
			@Schema(example = "SENT") MessageState state,
			@Schema(description = "When it was decided", example = "2026-10-20T18:02:11.201Z") Instant decidedAt,
			@Schema(description = "When it went, or null", example = "2026-10-20T18:02:12.377Z") Instant sentAt,
			@Schema(description = "Null before it was written", example = "EMAIL") Medium medium,
			@Schema(description = "Address or number, or null", example = "marisol@example.com") String to,
			@Schema(description = "Null before it was written", example = "Payment reminder") String subject,
			@Schema(description = "What it says, or null before it was written") String text,
			@Schema(description = "Why it did not go, or null") String problem,
			@Schema(description = "The account it is about, or null", example = "A-10428-1-4") String account,
			@Schema(description = "The ledger position of the amount that it told, or null",
					example = "17") Long statedAsOf) {

		static MessageAnswer of(Message message) {
			return new MessageAnswer(message.messageId(), message.kind(), message.state(), message.decidedAt(),
					message.sentAt(), message.medium(), message.sentTo(), message.subject(), message.text(),
					message.problem(), (message.account() != null) ? message.account().toString() : null,
					(message.stated() != null) ? message.stated().asOf() : null);
		}

	}

}
