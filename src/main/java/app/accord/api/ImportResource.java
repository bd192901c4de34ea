package app.accord.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;

import app.accord.actor.Actor;
import app.accord.intake.Counts;
import app.accord.intake.DataImport;
import app.accord.intake.ImportKind;
import app.accord.intake.ImportState;
import app.accord.intake.Importing;
import app.accord.intake.Imports;
import app.accord.intake.Verdict;
import app.accord.refusal.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Files of customers and their histories from other systems. */
@Tag(name = "Imports",
		description = "Files of customers and their histories from other systems, and what became of their rows")
@RestController
@RequestMapping("/api/v1/imports")
class ImportResource {

	private final Importing importing;

	private final Imports imports;

	ImportResource(Importing importing, Imports imports) {
		this.importing = importing;
		this.imports = imports;
	}

	@Operation(summary = "Hand in a CSV or vCard file. Where files with these columns were imported before, it is "
			+ "checked and carried out by itself, unless more than a tenth of its rows is refused; otherwise it waits "
			+ "for an employee. What is known already is not taken in twice, so a feed may come every night")
	@PostMapping(consumes = { "text/csv", "text/vcard", MediaType.APPLICATION_OCTET_STREAM_VALUE })
	ResponseEntity<ImportAnswer> receive(
			@Parameter(description = "What the file is called",
					example = "contacts.csv") @RequestParam(defaultValue = "file.csv") String name,
			@Parameter(description = "What it holds; where left out, what its columns look like",
					example = "PAYMENTS") @RequestParam(required = false) ImportKind records,
			@RequestBody InputStreamResource content, Actor actor) throws IOException {
		try (InputStream stream = content.getInputStream()) {
			long id = this.importing.receive(name, stream, records, true, actor);
			return ResponseEntity.accepted().location(URI.create("/api/v1/imports/" + id)).body(one(id));
		}
	}

	@Operation(summary = "Imports and how far each is, newest first; without those that were put away")
	@GetMapping
	Listing<ImportAnswer> imports(@ParameterObject Paging paging) {
		return Listing.of(this.imports.page(paging.page(), paging.size()).stream().map(ImportAnswer::of).toList(),
				paging, this.imports.count());
	}

	@Operation(summary = "How far an import is")
	@GetMapping("/{id}")
	ImportAnswer one(@Parameter(example = "17") @PathVariable long id) {
		return this.imports.find(id)
			.map(ImportAnswer::of)
			.orElseThrow(() -> new NotFound("There is no import " + id + "."));
	}

	@Operation(summary = "The rows of an import that were refused, each with its line and the reason")
	@GetMapping("/{id}/refused")
	Listing<RefusedRow> refused(@Parameter(example = "17") @PathVariable long id, @ParameterObject Paging paging) {
		one(id);
		return Listing.of(this.imports.remarks(id, true, Verdict.REFUSED, paging.page(), paging.size())
			.stream()
			.map((remark) -> new RefusedRow(remark.line(), remark.remark(), remark.text()))
			.toList(), paging, this.imports.remarked(id, true, Verdict.REFUSED));
	}

	/** A row that was refused. */
	@Schema(name = "RefusedRow")
	record RefusedRow(@Schema(description = "The line of the file on which it begins", example = "17") int line,
			@Schema(example = "There is no name.") String reason,
			@Schema(description = "The row as CSV", example = "3,,,nobody@example.com") String row) {
	}

	/** An import. */
	@Schema(name = "Import")
	record ImportAnswer(@Schema(example = "17") long id, @Schema(example = "contacts.csv") String name,
			@Schema(description = "Under what name the ids of the file are kept",
					example = "Salesforce contacts") String source,
			@Schema(description = "What it holds", example = "CUSTOMERS") ImportKind records,
			@Schema(description = "PLANNING and CHECKED: an employee is asked", example = "DONE") ImportState state,
			@Schema(description = "Why it stopped, or null") String failure,
			@Schema(description = "Rows of the file; null until they were checked", example = "120") Integer rows,
			@Schema(description = "What became of the rows so far") Counts counts,
			@Schema(example = "2026-11-03T18:02:11Z") Instant receivedAt) {

		static ImportAnswer of(DataImport one) {
			return new ImportAnswer(one.id(), one.fileName(), one.source(), one.plan().records(), one.state(),
					one.failure(), one.rowsTotal(), one.counts(), one.receivedAt());
		}

	}

}
