package app.accord.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import app.accord.customer.ContactKind;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Remembers e-mail addresses and telephone numbers of people who were erased, without
 * knowing them: a later list that has one of them does not bring the person back. Kept is
 * an HMAC-SHA-256 under a key of this installation, and nothing of whose it was.
 */
@Component
public class Fingerprints {

	private final JdbcClient jdbc;

	private final String configured;

	private volatile String key;

	Fingerprints(JdbcClient jdbc, @Value("${accord.fingerprint.key:}") String configured) {
		this.jdbc = jdbc;
		this.configured = configured;
	}

	/**
	 * Remembers a value.
	 * @param canonical E.164 or lower-case address
	 * @param day since when
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void suppress(ContactKind kind, String canonical, LocalDate day) {
		this.jdbc
			.sql("insert into suppressed_contact (kind, fingerprint, since) values (?, ?, ?) on conflict do nothing")
			.params(kind.name(), of(kind, canonical), day)
			.update();
	}

	/**
	 * Which of these values belonged to people who were erased.
	 * @param canonical E.164 numbers or lower-case addresses
	 */
	@Transactional(readOnly = true)
	public Set<String> suppressed(ContactKind kind, Collection<String> canonical) {
		Map<String, String> byFingerprint = new HashMap<>();
		canonical.forEach((value) -> byFingerprint.put(of(kind, value), value));
		return this.jdbc.sql("select fingerprint from suppressed_contact where kind = ? and fingerprint = any (?)")
			.param(kind.name())
			.param(byFingerprint.keySet().toArray(String[]::new))
			.query(String.class)
			.list()
			.stream()
			.map(byFingerprint::get)
			.collect(Collectors.toSet());
	}

	private String of(ContactKind kind, String value) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			return HexFormat.of()
				.formatHex(mac.doFinal((kind + " " + value.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String key() {
		if (!this.configured.isBlank()) {
			return this.configured;
		}
		if (this.key == null) {
			this.key = this.jdbc.sql("select secret from fingerprint_key").query(String.class).single();
		}
		return this.key;
	}

}
