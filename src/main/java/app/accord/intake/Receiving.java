package app.accord.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import app.accord.actor.Actor;
import app.accord.refusal.Refusal;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes files in, piece by piece, never whole in memory, and proposes how they are read.
 */
@Component
class Receiving {

	private final Imports imports;

	private final StoredFiles files;

	private final Proposing proposing;

	private final TransactionTemplate transaction;

	private final long largest;

	Receiving(Imports imports, StoredFiles files, Proposing proposing, TransactionTemplate transaction,
			@Value("${accord.imports.largest:2000000000}") long largest) {
		this.imports = imports;
		this.files = files;
		this.proposing = proposing;
		this.transaction = transaction;
		this.largest = largest;
	}

	/**
	 * @return its number, and whether it is to be checked at once
	 */
	Received receive(String name, InputStream content, ImportKind records, boolean byItself, Actor actor) {
		try {
			Path file = Files.createTempFile("accord-import", ".tmp");
			try {
				String sha256 = spool(content, file);
				return keep(name, file, sha256, records, byItself, actor);
			}
			finally {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String spool(InputStream content, Path file) throws IOException {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			try (var out = Files.newOutputStream(file)) {
				InputStream in = new DigestInputStream(content, digest);
				byte[] buffer = new byte[64 * 1024];
				long bytes = 0;
				for (int read; (read = in.read(buffer)) >= 0;) {
					bytes += read;
					if (bytes > this.largest) {
						throw new Refusal("file",
								"The file is larger than %,d MB. Split it and import the parts one after another."
									.formatted(this.largest / 1_000_000));
					}
					out.write(buffer, 0, read);
				}
			}
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Received keep(String name, Path file, String sha256, ImportKind records, boolean byItself, Actor actor)
			throws IOException {
		FileSniffer.Sniffed sniffed = FileSniffer.sniff(file);
		long bytes = Files.size(file);
		String called = (name == null || name.isBlank()) ? "file" : name.strip().replaceAll("\\p{Cntrl}", "");
		String cut = called.substring(0, Math.min(called.length(), 200));
		String signature = Columns.signature(sniffed.vcard(), sniffed.headerLine(), sniffed.header());
		var remembered = this.imports.remembered(signature)
			.filter((plan) -> records == null || plan.records() == records);
		ImportPlan proposed = remembered.map((plan) -> Proposing.again(plan, sniffed))
			.orElseGet(() -> this.proposing.first(sniffed, cut, records));
		boolean goesOn = byItself && remembered.isPresent() && !proposed.asks();
		long id = this.transaction.execute((status) -> {
			long added = this.imports.add(cut, bytes, sha256, sniffed.vcard(), sniffed.header(), signature, proposed,
					goesOn, goesOn ? ImportState.CHECKING : ImportState.PLANNING, actor);
			try {
				this.files.keep(added, file);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			return added;
		});
		return new Received(id, goesOn);
	}

	/** A file that was taken in. */
	record Received(long id, boolean goesOn) {
	}

}
