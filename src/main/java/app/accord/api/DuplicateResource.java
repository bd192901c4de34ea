package app.accord.api;

import java.time.Instant;
import java.util.List;

import app.accord.customer.Page;
import app.accord.duplicates.SuspectedPair;
import app.accord.duplicates.SuspectedPairs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Customers who may be the same. */
@Tag(name = "Duplicates", description = "Customers who may be the same, for a person to decide")
@RestController
@RequestMapping("/api/v1/duplicates")
class DuplicateResource {

	private final SuspectedPairs pairs;

	DuplicateResource(SuspectedPairs pairs) {
		this.pairs = pairs;
	}

	@Operation(summary = "Pairs of customers who may be the same, as they are to be decided at the desk")
	@GetMapping
	Listing<DuplicateAnswer> duplicates(
			@Parameter(description = "Which pairs",
					example = "OPEN") @RequestParam(defaultValue = "OPEN") SuspectedPairs.Shown shown,
			@ParameterObject Paging paging) {
		Page<SuspectedPair> found = this.pairs
			.list(new SuspectedPairs.Wanted("", shown, SuspectedPairs.Order.LIKELIEST), paging.page(), paging.size());
		return Listing.of(found.items()
			.stream()
			.filter((pair) -> pair.one() != null && pair.other() != null)
			.map(DuplicateAnswer::of)
			.toList(), paging, found.total());
	}

	/** Two customers who may be the same. */
	@Schema(name = "Duplicate")
	record DuplicateAnswer(@Schema(description = "Who was known first", example = "C-10428-7") String one,
			@Schema(example = "Marisol Okafor") String oneName,
			@Schema(description = "Who came later", example = "C-10500-1") String other,
			@Schema(example = "Marisol Okafor-Diaz") String otherName,
			@Schema(description = "Whether hardly anything else is possible", example = "false") boolean sure,
			@Schema(description = "For and against, the weightiest first",
					example = "[\"same e-mail\"]") List<String> reasons,
			@Schema(example = "2026-11-03T02:00:11Z") Instant foundAt,
			@Schema(description = "Who said that they are not the same, or null",
					example = "Ada Lindqvist") String decidedBy) {

		static DuplicateAnswer of(SuspectedPair pair) {
			return new DuplicateAnswer(pair.one().number().toString(), pair.one().name(),
					pair.other().number().toString(), pair.other().name(), pair.sure(), pair.reasons(), pair.foundAt(),
					pair.decidedBy());
		}

	}

}
