package app.accord.security;

import java.time.Duration;

import org.springframework.security.core.AuthenticationException;

/** Sign-in has to wait after many failures. */
class TooManyFailures extends AuthenticationException {

	private final Duration wait;

	TooManyFailures(Duration wait) {
		super("Sign-in has failed too often.");
		this.wait = wait;
	}

	/** How many whole minutes to wait, at least one. */
	long minutes() {
		return Math.max(1, (this.wait.toSeconds() + 59) / 60);
	}

}
