package app.accord.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder in which the program keeps everything, and the lock by which one running
 * program has it for itself. The operating system drops the lock when the program dies,
 * however it dies.
 */
final class DataFolder implements AutoCloseable {

	private final Path folder;

	private FileChannel channel;

	private FileLock lock;

	DataFolder(Path folder) {
		this.folder = folder.toAbsolutePath().normalize();
	}

	Path path() {
		return this.folder;
	}

	/**
	 * Takes the folder, making it where it isn't there yet.
	 * @return false when another running program has it
	 * @throws StartRefused when the folder can't be written
	 */
	boolean take() {
		try {
			Files.createDirectories(this.folder);
			this.channel = FileChannel.open(this.folder.resolve("accord.lock"), StandardOpenOption.CREATE,
					StandardOpenOption.READ, StandardOpenOption.WRITE);
			this.lock = this.channel.tryLock();
			if (this.lock == null) {
				this.channel.close();
				return false;
			}
			this.channel.truncate(0);
			this.channel.write(
					ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
			return true;
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new StartRefused("The data folder " + this.folder
					+ " cannot be written; give this user the right to, or choose another folder with ACCORD_DATA=FOLDER.",
					ex);
		}
	}

	/**
	 * @return " (process 4711)" of the program that has the folder, or nothing where that
	 * can't be read
	 */
	String holder() {
		try {
			String pid = Files.readString(this.folder.resolve("accord.lock")).strip();
			return pid.matches("[0-9]+") ? " (process " + pid + ")" : "";
		}
		catch (IOException ex) {
			return "";
		}
	}

	@Override
	public void close() throws IOException {
		if (this.lock != null) {
			this.channel.close();
			this.lock = null;
		}
	}

}
