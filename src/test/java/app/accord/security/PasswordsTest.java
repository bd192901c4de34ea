package app.accord.security;

import org.junit.jupiter.api.Test;

import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/** How the program keeps passwords in earnest: other tests hash them with less memory. */
class PasswordsTest {

	@Test
	void takesArgon2idWithMemoryThatGuessingWouldCost() {
		PasswordEncoder passwords = new Passwords().passwordEncoder();
		String kept = passwords.encode("a long password");
		assertThat(kept).startsWith("{argon2id}$argon2id$v=19$m=19456,t=2,p=1$");
		assertThat(passwords.matches("a long password", kept)).isTrue();
		assertThat(passwords.matches("a long passworD", kept)).isFalse();
	}

}
