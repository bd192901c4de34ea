package app.accord.testing;

import java.util.Map;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password4j.Argon2Password4jPasswordEncoder;

/**
 * Passwords are hashed as in earnest, but with little memory: hundreds of people sign in,
 * and how dear a guess is shows in {@code PasswordsTest}. Nodes of one database must all
 * have it, or none.
 */
public final class CheapPasswords {

	private static final int MEMORY_KIB = 64;

	private static final int HASH_BYTES = 32;

	@Bean
	@Primary
	PasswordEncoder passwordEncoderOfTests() {
		return new DelegatingPasswordEncoder("argon2id", Map.of("argon2id", new Argon2Password4jPasswordEncoder(
				Argon2Function.getInstance(MEMORY_KIB, 1, 1, HASH_BYTES, Argon2.ID))));
	}

}
