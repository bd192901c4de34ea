package app.accord.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import app.accord.customer.CustomerNumber;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.MalformedNumber;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds whom rows name: by our customer number, or by the id of a source. */
@Component
class NamedCustomers {

	private static final Pattern OURS = Pattern.compile("(?i)C[- ]?\\d+[- ]\\d");

	private final JdbcClient client;

	private final Directory directory;

	NamedCustomers(JdbcClient client, Directory directory) {
		this.client = client;
		this.directory = directory;
	}

	/**
	 * A customer as a row names them.
	 *
	 * @param typed our number or an id
	 * @param source whose id it is
	 */
	record Name(String typed, String source) {

		boolean ours() {
			return OURS.matcher(this.typed).matches();
		}

		String external() {
			return ImportPlan.prefix(this.source) + ":" + this.typed;
		}

		/** Why a row is refused if nobody is called so. */
		String unknown() {
			return ours() ? "No customer has the number " + this.typed + "."
					: "No customer is known as " + ReadingRows.cut(this.typed) + " of “" + this.source
							+ "”. Import the customers first, or say whose ids these are.";
		}

	}

	/** The customers; who is not known, or was taken back, is left out. */
	@Transactional(readOnly = true)
	Map<Name, Long> find(Collection<Name> names) {
		Map<Name, Long> found = new HashMap<>();
		Map<String, List<Long>> known = this.directory.findAll(DirectoryKind.EXTERNAL,
				names.stream().filter((name) -> !name.ours()).map(Name::external).distinct().toList());
		Map<Name, Long> numbered = new HashMap<>();
		for (Name name : names) {
			if (!name.ours()) {
				List<Long> ids = known.get(name.external());
				if (ids != null) {
					found.put(name, ids.getFirst());
				}
			}
			else {
				try {
					numbered.put(name, CustomerNumber.parse(name.typed()).customerId());
				}
				catch (MalformedNumber ex) {
					// Its check digit is wrong: nobody has it.
				}
			}
		}
		if (!numbered.isEmpty()) {
			Set<Long> there = new HashSet<>(this.client.sql("""
					select customer_id from customer c where customer_id = any (?)
					and not exists (select from customer_withdrawn w where w.customer_id = c.customer_id)
					""").param(numbered.values().toArray(Long[]::new)).query(Long.class).list());
			numbered.forEach((name, id) -> {
				if (there.contains(id)) {
					found.put(name, id);
				}
			});
		}
		return found;
	}

	/**
	 * The one source that knows such ids, or null where none does or several do: 71 may
	 * be anybody's, and a person says whose.
	 * @param typed as they stand in a file
	 */
	@Transactional(readOnly = true)
	String sourceOf(Collection<String> typed) {
		List<String> ids = typed.stream().map(String::strip).distinct().toList();
		List<String> knowing = sources().stream()
			.filter((source) -> !this.directory
				.findAll(DirectoryKind.EXTERNAL, ids.stream().map((id) -> new Name(id, source).external()).toList())
				.isEmpty())
			.limit(2)
			.toList();
		return (knowing.size() == 1) ? knowing.getFirst() : null;
	}

	/** The names of sources that files came from, newest first. */
	@Transactional(readOnly = true)
	List<String> sources() {
		return this.client.sql("select name from import_source group by name order by max(changed_at) desc limit 50")
			.query(String.class)
			.list();
	}

	/** Holds customers until the caller's transaction ends, in the order of their ids. */
	void hold(Collection<Long> ids) {
		this.client
			.sql("select customer_id from customer where customer_id = any (?) order by customer_id for no key update")
			.param(ids.stream().distinct().sorted().toArray(Long[]::new))
			.query(Long.class)
			.list();
	}

}
