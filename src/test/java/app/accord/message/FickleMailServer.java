package app.accord.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real mail server behind a relay that passes every line on, until it is told to answer
 * in its place, to cut the line or to keep silent.
 */
final class FickleMailServer {

	private final GreenMail server = new GreenMail(
			new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort())
		.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

	private final Map<String, String> answers = new ConcurrentHashMap<>();

	private volatile boolean cutAfterData;

	private volatile boolean silent;

	private volatile boolean closed;

	private ServerSocket door;

	synchronized void start() {
		if (this.door != null) {
			return;
		}
		this.server.start();
		try {
			this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		Thread.ofVirtual().start(this::open);
	}

	void stop() {
		try {
			this.door.close();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.stop();
	}

	int port() {
		return this.door.getLocalPort();
	}

	/** Forgets all mail and behaves. */
	void reset() {
		behave();
		try {
			this.server.purgeEmailFromAllMailboxes();
		}
		catch (FolderException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void behave() {
		this.answers.clear();
		this.cutAfterData = false;
		this.silent = false;
		this.closed = false;
	}

	/** Answers that command in the server's place; the empty answer hangs up. */
	void answer(String command, String answer) {
		this.answers.clear();
		this.answers.put(command, answer);
	}

	/** Takes the whole message and hangs up instead of saying so. */
	void cutAfterData() {
		this.cutAfterData = true;
	}

	void sayNothing() {
		this.silent = true;
	}

	/** Hangs up on everybody at once. */
	void refuseConnections() {
		this.closed = true;
	}

	void acceptConnections() {
		this.closed = false;
	}

	List<MimeMessage> received() {
		return List.of(this.server.getReceivedMessages());
	}

	MimeMessage only() {
		assertThat(received()).hasSize(1);
		return received().getFirst();
	}

	private void open() {
		while (!this.door.isClosed()) {
			try {
				Socket client = this.door.accept();
				Thread.ofVirtual().start(() -> relay(client));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void relay(Socket client) {
		try (client) {
			if (this.closed) {
				return;
			}
			if (this.silent) {
				client.getInputStream().read();
				return;
			}
			try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), this.server.getSmtp().getPort())) {
				converse(client, behind);
			}
		}
		catch (IOException ex) {
			// One of the two has hung up.
		}
	}

	private void converse(Socket client, Socket behind) throws IOException {
		BufferedReader said = reader(client);
		BufferedReader heard = reader(behind);
		answer(heard, client.getOutputStream());
		for (String line; (line = said.readLine()) != null;) {
			String command = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
			String instead = this.answers.get(command);
			if (instead != null) {
				if (instead.isEmpty()) {
					return;
				}
				send(client.getOutputStream(), instead);
				continue;
			}
			send(behind.getOutputStream(), line);
			answer(heard, client.getOutputStream());
			if (command.equals("DATA")) {
				for (String data; (data = said.readLine()) != null;) {
					send(behind.getOutputStream(), data);
					if (data.equals(".")) {
						break;
					}
				}
				if (this.cutAfterData) {
					heard.readLine();
					return;
				}
				answer(heard, client.getOutputStream());
			}
		}
	}

	private static void answer(BufferedReader from, OutputStream to) throws IOException {
		for (String line; (line = from.readLine()) != null;) {
			send(to, line);
			if (line.length() < 4 || line.charAt(3) != '-') {
				return;
			}
		}
	}

	private static void send(OutputStream to, String line) throws IOException {
		to.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
		to.flush();
	}

	private static BufferedReader reader(Socket socket) throws IOException {
		return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
	}

}
