package app.accord.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;

/** Proposes how files are read, and shows how that would look. */
@Component
class Looking {

	private static final int LOOKED_AT = 8;

	private static final int PREVIEWED = 200;

	private final StoredFiles files;

	private final Takings takings;

	private final Proposing proposing;

	Looking(StoredFiles files, Takings takings, Proposing proposing) {
		this.files = files;
		this.takings = takings;
		this.proposing = proposing;
	}

	/**
	 * How a file would be read by that plan; its columns are proposed anew where they
	 * don't fit.
	 */
	Look look(DataImport one, ImportPlan plan) {
		try {
			if (one.vcard()) {
				return look(one, plan, VCardRows.COLUMNS, List.of(), first(one));
			}
			List<Row> rows = FileSniffer.rows(this.files.head(one.id()), plan.encoding(), plan.separator(), PREVIEWED);
			List<String> header = FileSniffer.header(rows, plan.headerLine());
			List<Row> below = FileSniffer.below(rows, plan.headerLine());
			ImportPlan fitting = (plan.targets().size() == header.size()) ? plan
					: this.proposing.anew(plan, header, below);
			List<String> titles = rows.stream()
				.filter((row) -> row.line() < plan.headerLine() && !row.blank())
				.map((row) -> String.join(" ", row.fields()).strip())
				.toList();
			return look(one, fitting, header, titles, below);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<Row> first(DataImport one) throws IOException {
		List<Row> rows = new ArrayList<>();
		try (Rows cards = this.files.rows(one)) {
			for (Row row; rows.size() < LOOKED_AT && (row = cards.next()) != null;) {
				rows.add(row);
			}
		}
		return rows;
	}

	private Look look(DataImport one, ImportPlan plan, List<String> header, List<String> titles, List<Row> rows) {
		List<Look.Column> columns = new ArrayList<>();
		for (int i = 0; i < header.size(); i++) {
			columns.add(new Look.Column(header.get(i), samples(rows, i), plan.targets().get(i)));
		}
		Columns.Preset preset = (one.vcard() || plan.records() != ImportKind.CUSTOMERS) ? null
				: Columns.Preset.of(header);
		Look look = new Look(plan, columns, titles, List.of(), (preset != null) ? preset.source() : null);
		Taking taking = this.takings.of(plan.records());
		if (look.asks()) {
			return look;
		}
		List<Look.Read> read = rows.stream().limit(LOOKED_AT).map((row) -> read(taking, plan, header, row)).toList();
		return new Look(plan, columns, titles, read, look.preset());
	}

	private static List<String> samples(List<Row> rows, int column) {
		return rows.stream()
			.filter((row) -> row.problem() == null && row.fields().size() > column
					&& !row.fields().get(column).isBlank())
			.map((row) -> ReadingRows.cut(row.fields().get(column).strip().replaceAll("\\s+", " ")))
			.distinct()
			.limit(3)
			.toList();
	}

	private static Look.Read read(Taking taking, ImportPlan plan, List<String> header, Row row) {
		try {
			return taking.look(plan, header, row);
		}
		catch (BadRow ex) {
			return new Look.Read(row.line(), null, null, null, List.of(), ex.getMessage());
		}
	}

}
