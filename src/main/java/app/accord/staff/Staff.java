package app.accord.staff;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import app.accord.security.Credential;
import app.accord.security.StaffPrincipal;
import app.accord.security.SignInPage;
import app.accord.security.StaffRole;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The company's employees. */
@Service
public class Staff {

	/** Shortest password that is taken. */
	public static final int SHORTEST_PASSWORD = 8;

	private static final int LONGEST_PASSWORD = 200;

	private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");

	private final JdbcClient jdbc;

	private final Clock clock;

	private final PasswordEncoder passwords;

	private final ObjectProvider<FindByIndexNameSessionRepository<? extends Session>> sessions;

	Staff(JdbcClient jdbc, Clock clock, PasswordEncoder passwords,
			ObjectProvider<FindByIndexNameSessionRepository<? extends Session>> sessions) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.passwords = passwords;
		this.sessions = sessions;
	}

	/** Every employee, those who can sign in first, by role and name. */
	@Transactional(readOnly = true)
	public List<StaffMember> list() {
		return this.jdbc.sql("""
				select username, display_name, role, created_at, disabled_at from staff_member
				order by disabled_at is not null, role, display_name, username
				""")
			.query((row, index) -> new StaffMember(row.getString("username"), row.getString("display_name"),
					StaffRole.valueOf(row.getString("role")), row.getTimestamp("created_at").toInstant(),
					(row.getTimestamp("disabled_at") != null) ? row.getTimestamp("disabled_at").toInstant() : null))
			.list();
	}

	/** Whether there is any employee. */
	@Transactional(readOnly = true)
	public boolean none() {
		return this.jdbc.sql("select not exists (select from staff_member)").query(Boolean.class).single();
	}

	/** Some of those with these roles, for the sign-in page of a demonstration. */
	public List<SignInPage.Person> toSignIn(Set<StaffRole> roles) {
		return list().stream()
			.filter(StaffMember::active)
			.filter((member) -> roles.contains(member.role()))
			.limit(12)
			.map((member) -> new SignInPage.Person(member.username(), member.displayName(), member.role().label()))
			.toList();
	}

	/**
	 * Takes on an employee.
	 * @param username letters, digits, dot, dash; kept in lower case
	 * @throws Refused with a sentence and the field, if one of them can't be
	 */
	@Transactional
	public void create(String username, String displayName, StaffRole role, String rawPassword) {
		String name = tidy(username).toLowerCase(Locale.ROOT);
		if (!USERNAME.matcher(name).matches()) {
			throw new Refused("username",
					"A user name has 1 to 60 letters, digits, dots and dashes, and begins with a letter or digit.");
		}
		if (tidy(displayName).isEmpty() || tidy(displayName).length() > 200) {
			throw new Refused("displayName", "Write the name as customers and colleagues should read it.");
		}
		if (role == null) {
			throw new Refused("role", "Choose what this person does.");
		}
		add(name, tidy(displayName), role, hash(rawPassword, name));
	}

	/**
	 * Takes on somebody of the sample company, whose password everybody knows and may be
	 * short.
	 */
	@Transactional
	public void createForDemo(String username, String displayName, StaffRole role, String rawPassword) {
		add(username, displayName, role, this.passwords.encode(rawPassword));
	}

	private void add(String username, String displayName, StaffRole role, String hash) {
		try {
			this.jdbc.sql("""
					insert into staff_member (username, display_name, role, password_hash, created_at)
					values (?, ?, ?, ?, ?)
					""").params(username, displayName, role.name(), hash, now()).update();
		}
		catch (DuplicateKeyException ex) {
			throw new Refused("username", "Somebody has that user name already. Choose another one.");
		}
	}

	/**
	 * Ends somebody's access at once, sessions included. The name stays in histories.
	 * @param by the user name of who does it
	 * @throws Refused for oneself and for the last administrator
	 */
	@Transactional
	public void disable(String username, String by) {
		if (username.equals(by)) {
			throw new Refused(null, "You can’t lock yourself out. Ask another administrator.");
		}
		requireAnotherAdministrator(username);
		require(this.jdbc.sql("update staff_member set disabled_at = coalesce(disabled_at, ?) where username = ?")
			.params(now(), username)
			.update());
		endSessions(username);
	}

	/**
	 * Gives somebody another role. It holds for what the employee does from this instant
	 * on; open sessions end, since they began with the other role.
	 * @param by the user name of who does it
	 * @throws Refused for oneself and for the last administrator
	 */
	@Transactional
	public void changeRole(String username, StaffRole role, String by) {
		if (role == null) {
			throw new Refused("role", "Choose what this person does.");
		}
		if (username.equals(by)) {
			throw new Refused(null, "You can’t change your own role. Ask another administrator.");
		}
		requireAnotherAdministrator(username);
		require(this.jdbc.sql("update staff_member set role = ? where username = ?")
			.params(role.name(), username)
			.update());
		endSessions(username);
	}

	/** Lets somebody in again. */
	@Transactional
	public void enable(String username) {
		require(this.jdbc.sql("update staff_member set disabled_at = null where username = ?")
			.param(username)
			.update());
	}

	/**
	 * Sets a new password and ends the sessions that were opened with the old one.
	 * @throws Refused if the password is too short or too long
	 */
	@Transactional
	public void changePassword(String username, String rawPassword) {
		require(this.jdbc.sql("update staff_member set password_hash = ? where username = ?")
			.params(hash(rawPassword, username), username)
			.update());
		endSessions(username);
	}

	/** Who may sign in by that lower-case user name; nobody who is disabled. */
	@Transactional(readOnly = true)
	public Optional<Credential> credential(String username) {
		return this.jdbc.sql("""
				select username, display_name, role, password_hash from staff_member
				where username = ? and disabled_at is null
				""")
			.param(username)
			.query((row, index) -> new Credential(
					new StaffPrincipal(row.getString("username"), row.getString("display_name"),
							StaffRole.valueOf(row.getString("role"))),
					Set.of(row.getString("role")), row.getString("password_hash")))
			.optional();
	}

	private void requireAnotherAdministrator(String username) {
		// One administrator at a time: two who disable each other must not both succeed.
		List<String> administrators = this.jdbc.sql("""
				select username from staff_member where role = 'ADMIN' and disabled_at is null
				order by username for update
				""").query(String.class).list();
		if (administrators.equals(List.of(username))) {
			throw new Refused(null, "This is the last administrator. Make another one first.");
		}
	}

	private String hash(String rawPassword, String username) {
		if (rawPassword == null || rawPassword.length() < SHORTEST_PASSWORD) {
			throw new Refused("password",
					"A password has at least %d characters; 12 or more are better.".formatted(SHORTEST_PASSWORD));
		}
		if (rawPassword.length() > LONGEST_PASSWORD) {
			throw new Refused("password", "A password has at most %d characters.".formatted(LONGEST_PASSWORD));
		}
		if (rawPassword.equalsIgnoreCase(username)) {
			throw new Refused("password", "The password must not be the user name.");
		}
		return this.passwords.encode(rawPassword);
	}

	private void endSessions(String username) {
		// A command has no sessions, so no repository of them either.
		this.sessions.ifAvailable((repository) -> repository.findByPrincipalName(StaffPrincipal.sessionName(username))
			.keySet()
			.forEach(repository::deleteById));
	}

	private void require(int rows) {
		if (rows == 0) {
			throw new Refused(null, "Nobody here has that user name.");
		}
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	private static String tidy(String typed) {
		return (typed != null) ? typed.strip() : "";
	}

}
