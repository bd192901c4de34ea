package app.accord.security;

import java.util.Map;
import java.util.concurrent.Semaphore;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password4j.Argon2Password4jPasswordEncoder;

/** How passwords are kept: Argon2id, named in the hash so that it can be replaced. */
@Configuration(proxyBeanMethods = false)
class Passwords {

	private static final int MEMORY_KIB = 19 * 1024;

	private static final int ITERATIONS = 2;

	private static final int PARALLELISM = 1;

	private static final int HASH_BYTES = 32;

	/** Each hash takes its memory and a core: a flood of sign-ins waits in line. */
	private static final int AT_ONCE = 4;

	@Bean
	PasswordEncoder passwordEncoder() {
		PasswordEncoder argon2 = new Argon2Password4jPasswordEncoder(
				Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID));
		return new FewAtOnce(new DelegatingPasswordEncoder("argon2id", Map.of("argon2id", argon2)));
	}

	private static final class FewAtOnce implements PasswordEncoder {

		private final PasswordEncoder encoder;

		private final Semaphore permits = new Semaphore(AT_ONCE, true);

		FewAtOnce(PasswordEncoder encoder) {
			this.encoder = encoder;
		}

		@Override
		public String encode(CharSequence rawPassword) {
			this.permits.acquireUninterruptibly();
			try {
				return this.encoder.encode(rawPassword);
			}
			finally {
				this.permits.release();
			}
		}

		@Override
		public boolean matches(CharSequence rawPassword, String encodedPassword) {
			this.permits.acquireUninterruptibly();
			try {
				return this.encoder.matches(rawPassword, encodedPassword);
			}
			finally {
				this.permits.release();
			}
		}

		@Override
		public boolean upgradeEncoding(String encodedPassword) {
			return this.encoder.upgradeEncoding(encodedPassword);
		}

	}

}
