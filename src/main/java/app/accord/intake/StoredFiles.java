package app.accord.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The files as they came, in pieces, so that any node can go on with them. */
@Component
class StoredFiles {

	private static final int PIECE = 1024 * 1024;

	private final JdbcClient client;

	StoredFiles(JdbcClient client) {
		this.client = client;
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void keep(long id, Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			int no = 0;
			for (byte[] piece; (piece = in.readNBytes(PIECE)).length > 0; no++) {
				this.client.sql("insert into data_import_part (import_id, part_no, content) values (?, ?, ?)")
					.params(id, no, piece)
					.update();
			}
		}
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void forget(long id) {
		this.client.sql("delete from data_import_part where import_id = ?").param(id).update();
	}

	/** The beginning of a file. */
	byte[] head(long id) throws IOException {
		try (InputStream in = new Pieces(id)) {
			return in.readNBytes(FileSniffer.HEAD);
		}
	}

	/** The rows below the header; blank ones are in it. */
	Rows rows(DataImport one) throws IOException {
		ImportPlan plan = one.plan();
		BufferedReader reader = new BufferedReader(new InputStreamReader(FileSniffer.withoutMark(new Pieces(one.id())),
				FileSniffer.charset(plan.encoding())), PIECE);
		if (one.vcard()) {
			return new VCardRows(reader);
		}
		CsvRows rows = new CsvRows(reader, plan.separator());
		if (plan.headerLine() > 0) {
			for (Row row; (row = rows.next()) != null && row.line() < plan.headerLine();) {
				// Titles above the header.
			}
		}
		return rows;
	}

	/** Reads the pieces one after the other. */
	private final class Pieces extends InputStream {

		private final long id;

		private int next;

		private byte[] piece = new byte[0];

		private int at;

		Pieces(long id) {
			this.id = id;
		}

		@Override
		public int read() {
			return more() ? this.piece[this.at++] & 0xff : -1;
		}

		@Override
		public int read(byte[] target, int from, int length) {
			if (length == 0) {
				return 0;
			}
			if (!more()) {
				return -1;
			}
			int count = Math.min(length, this.piece.length - this.at);
			System.arraycopy(this.piece, this.at, target, from, count);
			this.at += count;
			return count;
		}

		private boolean more() {
			if (this.at >= this.piece.length && this.next >= 0) {
				this.piece = StoredFiles.this.client
					.sql("select content from data_import_part where import_id = ? and part_no = ?")
					.params(this.id, this.next)
					.query(byte[].class)
					.optional()
					.orElse(new byte[0]);
				this.next = (this.piece.length > 0) ? this.next + 1 : -1;
				this.at = 0;
			}
			return this.at < this.piece.length;
		}

	}

}
