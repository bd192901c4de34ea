package app.accord.api;

import io.swagger.v3.oas.annotations.Parameter;

/** Which page of a list is asked for. What is out of bounds is brought within them. */
record Paging(@Parameter(description = "Which page, from 0", example = "0") Integer page,
		@Parameter(description = "Entries a page, 1 to 200; 50 if left out", example = "50") Integer size) {

	Paging {
		page = (page != null) ? Math.clamp(page, 0, 1_000_000) : 0;
		size = (size != null) ? Math.clamp(size, 1, 200) : 50;
	}

}
