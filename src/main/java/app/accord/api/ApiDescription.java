package app.accord.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContractNumber;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.OrderNumber;
import app.accord.customer.ReceiptNumber;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.joda.money.Money;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API's description, at /api/openapi.json. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

	private static final String PROBLEM = "#/components/schemas/Problem";

	static {
		SpringDocUtils.getConfig()
			.addRequestWrapperToIgnore(Actor.class)
			.replaceWithSchema(Money.class, text("Plain decimal", "110.27"))
			.replaceWithSchema(CustomerNumber.class, text("A customer's number", "C-10428-7"))
			.replaceWithSchema(AccountNumber.class, text("An account's number", "A-10428-1-4"))
			.replaceWithSchema(InvoiceNumber.class, text("A bill's number", "INV-10428-17-2"))
			.replaceWithSchema(CreditNoteNumber.class, text("A credit note's number", "CN-10428-1-4"))
			.replaceWithSchema(OrderNumber.class, text("An order's number", "O-10428-3-8"))
			.replaceWithSchema(ContractNumber.class, text("A service's number", "S-10428-2-6"))
			.replaceWithSchema(ReceiptNumber.class, text("A receipt's number", "R-10428-3-1"));
	}

	@Bean
	OpenAPI accordApi() {
		OpenAPI api = new OpenAPI().info(new Info().title("Accord API").version("v1").description("""
				One customer, with one balance, one price and one history. Amounts are plain decimals as text, \
				instants are UTC, days are of the company's calendar. Lists come as items with page, size and total; \
				to who asks for text/csv as a table, with the total in the header Total-Count. \
				Errors are problem details (RFC 9457). A write sent again with the same Idempotency-Key gets \
				the same answer and does nothing.""")).addSecurityItem(new SecurityRequirement().addList("bearer"));
		api.schemaRequirement("bearer",
				new SecurityScheme().type(SecurityScheme.Type.HTTP)
					.scheme("bearer")
					.description("A token that an administrator handed out"));
		return api;
	}

	@Bean
	OpenApiCustomizer problems() {
		return (api) -> {
			ModelConverters.getInstance()
				.read(ApiProblems.Wrong.class)
				.forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
			api.getComponents().addSchemas("Problem", problem());
			api.getPaths()
				.forEach((path, item) -> item.readOperationsMap()
					.forEach((method, operation) -> describe(path, method, operation)));
		};
	}

	private static void describe(String path, PathItem.HttpMethod method, Operation operation) {
		if (operation.getParameters() != null) {
			operation.getParameters()
				.stream()
				.filter((parameter) -> Repeats.KEY.equals(parameter.getName()) && parameter.getExample() == null)
				.forEach((parameter) -> parameter.example("2026-11-22-000123"));
		}
		Map<String, String> problems = new TreeMap<>(Map.of("400", "The request can't be read", "401",
				"There is no valid token", "406", "Answers are JSON only", "503", "Try again in a moment"));
		if (path.contains("{")) {
			problems.put("404", "Nobody and nothing has that number");
		}
		if (method == PathItem.HttpMethod.POST) {
			problems.put("409", "The Idempotency-Key was used for something else");
			problems.put("415", "The body is not JSON");
			problems.put("422", "It can't be carried out; the sentence says why");
		}
		problems.forEach((status, words) -> operation.getResponses()
			.addApiResponse(status,
					new ApiResponse().description(words)
						.content(new Content().addMediaType("application/problem+json",
								new MediaType().schema(new Schema<>().$ref(PROBLEM))))));
	}

	private static Schema<?> problem() {
		return new ObjectSchema().description("What went wrong (RFC 9457)")
			.addProperty("type", text("about:blank", "about:blank"))
			.addProperty("title", text("The status in words", "Unprocessable Content"))
			.addProperty("status", new IntegerSchema().example(422))
			.addProperty("detail",
					text("A sentence that says what is wrong and what to do",
							"“1.005” has too many decimals: amounts in USD have at most 2."))
			.addProperty("instance", text("What was asked for", "/api/v1/accounts/A-10428-1-4/payments"))
			.addProperty("errors",
					new ArraySchema().items(new Schema<>().$ref("#/components/schemas/FieldProblem"))
						.description("The fields it is about, if it is about fields"))
			.addProperty("requestId", text("Tell support this", "8f1d20c3aa"))
			.required(List.of("title", "status", "detail"));
	}

	private static Schema<?> text(String description, String example) {
		return new StringSchema().description(description).example(example);
	}

}
