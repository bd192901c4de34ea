package app.accord.api;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;

/** A page of a list. */
@Schema(description = "A page of a list")
record Listing<T>(List<T> items, @Schema(description = "Which page, from 0", example = "0") int page,
		@Schema(description = "Entries asked for, at most 200", example = "50") int size,
		@Schema(description = "Entries on all pages", example = "3") long total) implements Paged<T> {

	static <T> Listing<T> of(List<T> items, Paging asked, long total) {
		return new Listing<>(items, asked.page(), asked.size(), total);
	}

}
