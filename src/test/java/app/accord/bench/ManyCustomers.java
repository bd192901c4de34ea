package app.accord.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Many customers, made up: names, streets and towns are as unevenly spread as real ones.
 * They stay in the table {@code bench_person} too.
 */
final class ManyCustomers {

	private static final long SEED = 20261122;

	private static final List<String> GIVEN = List.of("James", "Mary", "Maria", "John", "Patricia", "Robert",
			"Jennifer", "Michael", "Linda", "William", "Elizabeth", "David", "Jose", "Juan", "Anna", "Thomas", "Peter",
			"Sarah", "Daniel", "Laura", "Stefan", "Andrea", "Carlos", "Karen", "Mohamed", "Wei", "Olga", "Ivan",
			"Sofia");

	private static final List<String> FAMILY = List.of("Smith", "Johnson", "Garcia", "Williams", "Brown", "Jones",
			"Martinez", "Miller", "Davis", "Rodriguez", "Lopez", "Wilson", "Müller", "Schmidt", "Nguyen", "Lee",
			"Hernandez", "Taylor", "Anderson", "Thomas", "Moore", "Jackson", "Martin", "Perez", "Thompson", "White",
			"Harris", "Sanchez");

	private static final String[] BEGINNINGS = "b br c ch d f g gr h j k kl l m n p r s sch st t tr v w z".split(" ");

	private static final String[] MIDDLES = "a e i o u ai ei au ia an en in on ar er or al el il".split(" ");

	private static final String[] ENDINGS = { "", "n", "r", "s", "l", "son", "man", "ez", "ski", "berg", "field",
			"ov" };

	private ManyCustomers() {
	}

	/** Makes them; what they are found by is left to the program's job. */
	static void make(Connection owner, int customers) throws SQLException {
		Random random = new Random(SEED);
		names(owner, "bench_given", GIVEN, 3000, random);
		names(owner, "bench_family", FAMILY, 40_000, random);
		long began = System.nanoTime();
		try (Statement statement = owner.createStatement()) {
			for (String each : CUSTOMERS) {
				statement.execute(each.formatted(customers));
			}
		}
		BenchProgram.say("%,d customers made in %d s", customers, (System.nanoTime() - began) / 1_000_000_000L);
	}

	private static final String[] CUSTOMERS = {
			"""
					create table bench_person as
					select 10000 + g as id, (select name from bench_given where no = gn) as given,
					  (select name from bench_family where no = fn) as family,
					  (select name from bench_family where no = sn) as street, (select name from bench_family where no = tn) as town,
					  random() < 0.05 as company, (2000000000 + floor(random() * 7999999999))::bigint as phone,
					  1 + floor(random() * 300)::int as house, (array['gmail.com','yahoo.com','outlook.com','web.de','example.org'])[1 + floor(5 * random() * random())::int] as mail
					from (select g, floor(10 * power(301, random()) - 10)::int + 1 as gn, floor(20 * power(2001, random()) - 20)::int + 1 as fn,
					  floor(50 * power(101, random()) - 50)::int + 1 as sn, floor(10 * power(81, random()) - 10)::int + 1 as tn
					  from generate_series(1, %d) g) r""",
			"""
					insert into customer (customer_id, kind, name, given_name, family_name, tier, tier_since, customer_since, created_at)
					select id, case when company then 'ORGANIZATION' else 'PERSON' end,
					  case when company then family || ' ' || street || ' Ltd' else given || ' ' || family end,
					  case when company then null else given end, case when company then null else family end,
					  'STANDARD', '2024-01-01', '2024-01-01', '2024-01-01' from bench_person""",
			"""
					insert into contact_point (customer_id, contact_point_id, kind, typed, canonical, preferred, created_at)
					select id, 1, 'PHONE', '+1' || phone, '+1' || phone, true, timestamptz '2024-01-01' from bench_person union all
					select id, 2, 'EMAIL', m.address, m.address, true, '2024-01-01' from bench_person p,
					  lateral (select lower(translate(given || '.' || family, 'ü', 'u')) || p.id %% 1000 || '@' || mail as address) m union all
					select id, 3, 'POSTAL', house || ' ' || street || ' Street, ' || town, null, true, '2024-01-01' from bench_person""",
			"""
					insert into directory (kind, value, customer_id)
					select kind, canonical, customer_id from contact_point where canonical is not null on conflict do nothing""",
			"insert into customer_search (customer_id, document) select id, '' from bench_person" };

	private static void names(Connection owner, String table, List<String> first, int all, Random random)
			throws SQLException {
		Set<String> names = new LinkedHashSet<>(first);
		while (names.size() < all) {
			StringBuilder name = new StringBuilder();
			for (int i = random.nextInt(2) + 1; i >= 0; i--) {
				name.append(any(BEGINNINGS, random)).append(any(MIDDLES, random));
			}
			name.append(any(ENDINGS, random));
			names.add(Character.toUpperCase(name.charAt(0)) + name.substring(1));
		}
		try (Statement statement = owner.createStatement();
				PreparedStatement insert = owner.prepareStatement("insert into " + table + " values (?, ?)")) {
			statement.execute("create table " + table + " (no integer primary key, name text not null)");
			int no = 0;
			for (String name : names) {
				insert.setInt(1, ++no);
				insert.setString(2, name);
				insert.addBatch();
			}
			insert.executeBatch();
			statement.execute("analyze " + table);
		}
	}

	private static String any(String[] among, Random random) {
		return among[random.nextInt(among.length)];
	}

}
