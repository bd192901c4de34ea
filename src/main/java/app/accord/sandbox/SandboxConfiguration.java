package app.accord.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Runs the sandbox where {@code accord.sandbox.enabled} is true, on
 * {@code accord.sandbox.port}: where that is not set, the port after the program's own,
 * or any if that is taken. Tells the rest of the program its address as
 * {@code accord.sandbox.url}, as one would by hand for a sandbox that runs elsewhere.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnProperty(name = "accord.sandbox.enabled", havingValue = "true")
@Import({ Misbehaviour.class, SandboxBooks.class, SandboxReports.class, SandboxServer.class, Sandbox.class })
class SandboxConfiguration {

	@Bean
	static BeanFactoryPostProcessor sandboxAddress(ConfigurableEnvironment environment) {
		return (beans) -> {
			SandboxSocket socket = choose(environment);
			beans.registerSingleton("sandboxSocket", socket);
			environment.getPropertySources()
				.addFirst(new MapPropertySource("sandbox", Map.of("accord.sandbox.url", socket.url().toString(),
						"accord.sandbox.key", socket.key(), "accord.sandbox.webhook-secret", socket.secret())));
		};
	}

	private static SandboxSocket choose(ConfigurableEnvironment environment) {
		Integer wanted = environment.getProperty("accord.sandbox.port", Integer.class);
		int own = environment.getProperty("server.port", Integer.class, 8080);
		String host = environment.getProperty("server.address");
		int port = (wanted != null) ? wanted : (own > 0) ? own + 1 : 0;
		if (wanted == null && !free(host, port)) {
			LoggerFactory.getLogger(SandboxConfiguration.class)
				.warn("Port {} is taken; the payment sandbox uses another one.", port);
			port = 0;
		}
		if (port == 0) {
			port = anyPort(host);
		}
		URI url = URI.create(environment.getProperty("accord.sandbox.public-url", "http://localhost:" + port));
		return new SandboxSocket(address(host, port), url, environment.getProperty("accord.sandbox.key", random()),
				environment.getProperty("accord.sandbox.webhook-secret", random()));
	}

	private static boolean free(String host, int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(address(host, port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static int anyPort(String host) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(address(host, 0));
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException("There is no free port for the payment sandbox.", ex);
		}
	}

	private static InetSocketAddress address(String host, int port) {
		return (host != null) ? new InetSocketAddress(host, port) : new InetSocketAddress((InetAddress) null, port);
	}

	private static String random() {
		byte[] bytes = new byte[24];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

}
