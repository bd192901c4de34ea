package app.accord.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs that are packed into the jar, unpacked into a folder of their
 * own.
 */
final class PostgresBinaries {

	private PostgresBinaries() {
	}

	/**
	 * Unpacks the programs once; a later call with the same jar finds them.
	 * @param parent the folder in which to make a folder for this build of PostgreSQL
	 * @return the folder that has {@code bin}
	 * @throws StartRefused when none are packed for this machine
	 */
	static Path unpacked(Path parent) throws IOException {
		String resource = resource();
		Path home = parent.resolve("engine-" + fingerprint(resource));
		if (Files.isDirectory(home)) {
			return home;
		}
		Path unfinished = Files.createTempDirectory(Files.createDirectories(parent), "engine-unfinished-");
		try (InputStream in = open(resource);
				TarArchiveInputStream archive = new TarArchiveInputStream(
						new XZInputStream(new BufferedInputStream(in)))) {
			for (TarArchiveEntry entry; (entry = archive.getNextEntry()) != null;) {
				unpack(entry, archive, unfinished);
			}
		}
		try {
			Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			delete(unfinished);
			if (!Files.isDirectory(home)) {
				throw ex;
			}
		}
		return home;
	}

	/** Removes a folder with all that is in it, if it is there. */
	static void delete(Path folder) throws IOException {
		if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		Files.walkFileTree(folder, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
				Files.delete(visited);
				return FileVisitResult.CONTINUE;
			}
		});
	}

	private static void unpack(TarArchiveEntry entry, TarArchiveInputStream archive, Path home) throws IOException {
		Path target = home.resolve(entry.getName()).normalize();
		if (!target.startsWith(home)) {
			throw new IOException("The archive leaves its folder: " + entry.getName());
		}
		if (entry.isDirectory()) {
			Files.createDirectories(target);
			return;
		}
		Files.createDirectories(target.getParent());
		if (entry.isSymbolicLink()) {
			Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
		}
		else if (entry.isLink()) {
			Files.copy(home.resolve(entry.getLinkName()), target);
		}
		else {
			Files.copy(archive, target);
			if ((entry.getMode() & 0100) != 0) {
				target.toFile().setExecutable(true, false);
			}
		}
	}

	private static String resource() {
		String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
		String family = system.startsWith("windows") ? "windows" : system.startsWith("mac") ? "darwin" : "linux";
		boolean arm = machine.equals("aarch64") || machine.equals("arm64");
		// Windows on ARM runs the Intel programs.
		String processor = (arm && !family.equals("windows")) ? "arm_64" : "x86_64";
		String name = "postgres-" + family + "-" + processor + ".txz";
		if (PostgresBinaries.class.getClassLoader().getResource(name) == null) {
			throw new StartRefused("This build of Accord has no PostgreSQL for " + System.getProperty("os.name")
					+ " on " + System.getProperty("os.arch")
					+ "; build it on such a machine, or set ACCORD_DATABASE_URL to a PostgreSQL of your own.");
		}
		return name;
	}

	private static String fingerprint(String resource) throws IOException {
		try (DigestInputStream in = new DigestInputStream(open(resource), MessageDigest.getInstance("SHA-256"))) {
			byte[] buffer = new byte[1 << 16];
			while (in.read(buffer) >= 0) {
				continue;
			}
			return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 6);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static InputStream open(String resource) {
		return PostgresBinaries.class.getClassLoader().getResourceAsStream(resource);
	}

}
