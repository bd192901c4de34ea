package app.accord.customer;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import app.accord.security.Credential;
import app.accord.security.CustomerPrincipal;
import app.accord.security.SignInPage;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How customers sign in to the portal: by a user name, or by an e-mail address that is
 * theirs alone.
 */
@Service
public class PortalAccess {

	private final JdbcClient jdbc;

	private final Clock clock;

	private final PasswordEncoder passwords;

	private final ObjectProvider<FindByIndexNameSessionRepository<? extends Session>> sessions;

	PortalAccess(JdbcClient jdbc, Clock clock, PasswordEncoder passwords,
			ObjectProvider<FindByIndexNameSessionRepository<? extends Session>> sessions) {
		this.sessions = sessions;
		this.jdbc = jdbc;
		this.clock = clock;
		this.passwords = passwords;
	}

	/**
	 * Lets a customer sign in.
	 * @param username kept in lower case
	 * @throws org.springframework.dao.DuplicateKeyException if another customer has that
	 * user name, or this one can sign in already
	 */
	@Transactional
	public void allow(long customerId, String username, String rawPassword) {
		allowHashed(customerId, username, hash(rawPassword));
	}

	/** The same with a password that was hashed by {@link #hash} before. */
	@Transactional
	public void allowHashed(long customerId, String username, String passwordHash) {
		String name = username.strip().toLowerCase(Locale.ROOT);
		this.jdbc.sql("insert into directory (kind, value, customer_id) values ('LOGIN', ?, ?)")
			.params(name, customerId)
			.update();
		this.jdbc.sql("""
				insert into portal_credential (customer_id, username, password_hash, created_at) values (?, ?, ?, ?)
				""").params(customerId, name, passwordHash, Timestamp.from(this.clock.instant())).update();
	}

	/** How a password is kept. */
	public String hash(String rawPassword) {
		return this.passwords.encode(rawPassword);
	}

	/**
	 * Sets a new password of a customer who can sign in, and ends the sessions that were
	 * opened with the old one.
	 * @return whether that customer can sign in
	 */
	@Transactional
	public boolean changePassword(long customerId, String rawPassword) {
		int changed = this.jdbc
			.sql("update portal_credential set password_hash = ? where customer_id = ? and disabled_at is null")
			.params(hash(rawPassword), customerId)
			.update();
		this.sessions
			.ifAvailable((repository) -> repository.findByPrincipalName(CustomerPrincipal.sessionName(customerId))
				.keySet()
				.forEach(repository::deleteById));
		return changed > 0;
	}

	/** The user names by which these records can be signed in to, by record. */
	@Transactional(readOnly = true)
	public Map<Long, String> logins(List<Long> customerIds) {
		Map<Long, String> logins = new HashMap<>();
		this.jdbc.sql(
				"select customer_id, username from portal_credential where customer_id = any (?) and disabled_at is null")
			.param(customerIds.toArray(Long[]::new))
			.query((row) -> {
				logins.put(row.getLong(1), row.getString(2));
			});
		return logins;
	}

	/** Who may sign in by that lower-case user name. */
	@Transactional(readOnly = true)
	public Optional<Credential> credential(String login) {
		return this.jdbc.sql("select customer_id from directory where kind = 'LOGIN' and value = ?")
			.param(login)
			.query(Long.class)
			.optional()
			.flatMap(this::credential);
	}

	private Optional<Credential> credential(long customerId) {
		return this.jdbc.sql("""
				select c.name, p.username, p.password_hash
				from portal_credential p join shown_customer c on c.customer_id = p.customer_id
				where p.customer_id = ? and p.disabled_at is null
				""")
			.param(customerId)
			.query((row, index) -> new Credential(
					new CustomerPrincipal(customerId, CustomerNumber.of(customerId).toString(),
							row.getString("username"), row.getString("name")),
					Set.of("CUSTOMER"), row.getString("password_hash")))
			.optional();
	}

	/** Some customers who can sign in, for the sign-in page of a demonstration. */
	@Transactional(readOnly = true)
	public List<SignInPage.Person> some() {
		return this.jdbc.sql("""
				/* across customers: sample */
				select p.username, c.name, null as remark
				from portal_credential p join shown_customer c on c.customer_id = p.customer_id
				where p.disabled_at is null order by p.created_at, p.customer_id limit 8
				""").query(SignInPage.Person.class).list();
	}

}
