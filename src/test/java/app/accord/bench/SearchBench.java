package app.accord.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import app.accord.customer.CustomerNumber;
import app.accord.database.PostgresServer;
import app.accord.job.Jobs;
import app.accord.search.CustomerSearch;
import app.accord.search.SearchPage;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * How long people wait for the search among many customers, 16 searching at once. Run by
 * {@code bench/search}.
 */
public final class SearchBench {

	private static final int THREADS = 16;

	private static final int SUGGESTED = 8;

	private static final long SEED = 20261122;

	private SearchBench() {
	}

	/**
	 * @param arguments how many customers, 100,000 if not said; how many searches of each
	 * kind, 2,000 if not said
	 */
	public static void main(String[] arguments) throws Exception {
		int customers = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 100_000;
		int searches = (arguments.length > 1) ? Integer.parseInt(arguments[1]) : 2000;
		BenchProgram.run("search",
				List.of("shared_buffers=4GB", "maintenance_work_mem=512MB", "max_wal_size=8GB", "work_mem=16MB"),
				List.of(Timing.class), (program, server) -> run(program, server, customers, searches));
	}

	private static void run(ConfigurableApplicationContext program, PostgresServer server, int customers, int searches)
			throws Exception {
		try (Connection owner = server.connect("bench"); Statement statement = owner.createStatement()) {
			ManyCustomers.make(owner, customers);
			long began = System.nanoTime();
			statement.execute("drop index customer_search_words");
			statement.execute("drop index customer_search_keys");
			statement.execute("drop index customer_search_document");
			program.getBean(Jobs.class).run("Renew what customers are found by");
			BenchProgram.say("What they are found by written by the program in %d s", seconds(began));
			began = System.nanoTime();
			statement.execute("create index customer_search_words on customer_search using gin (words)");
			statement.execute("create index customer_search_keys on customer_search using gin (keys)");
			statement
				.execute("create index customer_search_document on customer_search using gin (document gin_trgm_ops)");
			for (String table : List.of("customer", "contact_point", "directory", "customer_search")) {
				statement.execute("vacuum analyze " + table);
			}
			BenchProgram.say("Indexed in %d s; table %s, words %s, keys %s, fragments %s", seconds(began),
					size(statement, "customer_search"), size(statement, "customer_search_words"),
					size(statement, "customer_search_keys"), size(statement, "customer_search_document"));
		}
		List<Person> people = people(server);
		CustomerSearch search = program.getBean(CustomerSearch.class);
		for (Kind kind : Kind.values()) {
			measured(search, kind, asked(kind, people, new Random(SEED + 1), searches / 4));
		}
		for (Kind kind : Kind.values()) {
			Measured measured = measured(search, kind, asked(kind, people, new Random(SEED + 2), searches));
			BenchProgram.say(
					"%-9s statements p50 %6.1f p95 %6.1f p99 %6.1f ms; whole p50 %6.1f p95 %6.1f ms; found %5.1f %%, stopped %d; %.0f a second",
					kind.name().toLowerCase(java.util.Locale.ROOT), at(measured.statements, 50),
					at(measured.statements, 95), at(measured.statements, 99), at(measured.whole, 50),
					at(measured.whole, 95), 100.0 * measured.found / searches, measured.stopped,
					searches / measured.seconds);
		}
	}

	private static List<Person> people(PostgresServer server) throws SQLException {
		List<Person> people = new ArrayList<>();
		try (Connection connection = server.connect("bench");
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("""
						select p.id, p.given, p.family, p.phone, c.typed from bench_person p
						join contact_point c on c.customer_id = p.id and c.kind = 'EMAIL'
						where not company order by md5(p.id::text) limit 20000""")) {
			while (rows.next()) {
				people.add(new Person(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4),
						rows.getString(5)));
			}
		}
		return people;
	}

	private static List<Asked> asked(Kind kind, List<Person> people, Random random, int searches) {
		List<Asked> asked = new ArrayList<>();
		for (int i = 0; i < searches; i++) {
			Person person = people.get(random.nextInt(people.size()));
			asked.add(new Asked(person, switch (kind) {
				case EXACT -> switch (random.nextInt(4)) {
					case 0 -> CustomerNumber.of(person.id).toString();
					case 1 -> "(%s) %s-%s".formatted(person.phone.substring(0, 3), person.phone.substring(3, 6),
							person.phone.substring(6));
					case 2 -> "+1 " + person.phone;
					default -> person.email;
				};
				case PREFIX -> switch (random.nextInt(4)) {
					case 0 -> start(person.family, 2 + random.nextInt(4));
					case 1 -> person.given + " " + start(person.family, 1 + random.nextInt(4));
					case 2 -> person.given.charAt(0) + " " + start(person.family, 3 + random.nextInt(3));
					default -> start(person.family, 6) + " " + start(person.given, 3);
				};
				case TYPO -> slip(person.given, random) + " "
						+ (random.nextBoolean() ? slip(person.family, random) : person.family);
			}));
		}
		return asked;
	}

	private static String start(String name, int letters) {
		return name.substring(0, Math.min(name.length(), letters)).toLowerCase(java.util.Locale.ROOT);
	}

	/** With a letter more, less, changed or swapped. */
	private static String slip(String name, Random random) {
		if (name.length() < 4) {
			return name;
		}
		int at = 1 + random.nextInt(name.length() - 2);
		char letter = (char) ('a' + random.nextInt(26));
		return switch (random.nextInt(4)) {
			case 0 -> name.substring(0, at) + letter + name.substring(at);
			case 1 -> name.substring(0, at) + name.substring(at + 1);
			case 2 -> name.substring(0, at) + letter + name.substring(at + 1);
			default -> name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
		};
	}

	private static Measured measured(CustomerSearch search, Kind kind, List<Asked> asked) throws Exception {
		AtomicInteger next = new AtomicInteger();
		AtomicInteger found = new AtomicInteger();
		AtomicInteger stopped = new AtomicInteger();
		double[] statements = new double[asked.size()];
		double[] whole = new double[asked.size()];
		long began = System.nanoTime();
		try (ExecutorService people = Executors.newFixedThreadPool(THREADS)) {
			List<Callable<Void>> work = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				work.add(() -> {
					for (int no = next.getAndIncrement(); no < asked.size(); no = next.getAndIncrement()) {
						Timing.spent.set(0L);
						long start = System.nanoTime();
						SearchPage page = search.suggest(asked.get(no).query, SUGGESTED, "bench");
						whole[no] = (System.nanoTime() - start) / 1e6;
						statements[no] = Timing.spent.get() / 1e6;
						Person person = asked.get(no).person;
						String name = person.given + " " + person.family;
						if (page.items()
							.stream()
							.anyMatch((hit) -> (kind == Kind.EXACT) ? hit.customerId() == person.id
									: (kind == Kind.TYPO) ? hit.name().equals(name) : true)) {
							found.incrementAndGet();
						}
						if (page.hint() != null && page.hint().contains("too long")) {
							stopped.incrementAndGet();
						}
					}
					return null;
				});
			}
			for (Future<Void> done : people.invokeAll(work)) {
				done.get();
			}
		}
		return new Measured(sorted(statements), sorted(whole), found.get(), stopped.get(),
				(System.nanoTime() - began) / 1e9);
	}

	private static double[] sorted(double[] all) {
		Arrays.sort(all);
		return all;
	}

	private static double at(double[] sorted, int percent) {
		return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
	}

	private static long seconds(long began) {
		return (System.nanoTime() - began) / 1_000_000_000L;
	}

	private static String size(Statement statement, String relation) throws SQLException {
		try (ResultSet row = statement.executeQuery("select pg_size_pretty(pg_relation_size('" + relation + "'))")) {
			row.next();
			return row.getString(1);
		}
	}

	private enum Kind {

		/** Number, telephone, e-mail. */
		EXACT,

		/** Beginnings of one or two words. */
		PREFIX,

		/** Whole names, in one or both a slip. */
		TYPO

	}

	private record Person(long id, String given, String family, String phone, String email) {
	}

	private record Asked(Person person, String query) {
	}

	private record Measured(double[] statements, double[] whole, int found, int stopped, double seconds) {
	}

	/** Adds up how long a thread's statements take. */
	static class Timing {

		static final ThreadLocal<Long> spent = ThreadLocal.withInitial(() -> 0L);

		@Bean
		static BeanPostProcessor timing() {
			return new BeanPostProcessor() {
				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof DataSource source)
							? ProxyDataSourceBuilder.create(source).listener(new Stopwatch()).build() : bean;
				}
			};
		}

	}

	private static final class Stopwatch implements QueryExecutionListener {

		private final ThreadLocal<Long> began = new ThreadLocal<>();

		@Override
		public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
			this.began.set(System.nanoTime());
		}

		@Override
		public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
			Timing.spent.set(Timing.spent.get() + System.nanoTime() - this.began.get());
		}

	}

}
