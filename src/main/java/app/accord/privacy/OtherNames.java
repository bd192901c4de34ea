package app.accord.privacy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import app.accord.linked.LinkedSet;
import app.accord.matching.Likeness;
import app.accord.spelling.Folding;
import app.accord.spelling.Nicknames;
import app.accord.spelling.Slips;
import app.accord.spelling.Words;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What else people are called in texts about them that outlive their erasure: by a
 * nickname, in another spelling, with a slip of the finger. Rather a word too much than
 * one too little: what is left of an erased person's texts needs no surname-like word,
 * but bills must stay legible, so words that mean something else too are doubted.
 */
@Component
class OtherNames {

	private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]{2,60}");

	/** A shorter part of a name may be a particle: de, van, der. */
	private static final int SHORTEST_NAME = 4;

	private static final int SHORTEST_CALLED = 3;

	/** In a shorter name a slip makes another name or word. */
	private static final int SHORTEST_MISTYPED = 5;

	/** In a name so long two slips still leave it itself. */
	private static final int LONG = 8;

	/** In small letters only a longer word is taken for a name with a slip. */
	private static final int SHORTEST_IN_SMALL = 6;

	/** Names that are words as well, and words of bills that are nearly names. */
	private static final Set<String> WORDS_TOO = Set.of("also", "april", "are", "art", "august", "barb", "bart", "bill",
			"bills", "bob", "card", "cards", "cash", "cat", "chance", "charge", "charges", "chip", "chuck", "cliff",
			"con", "credit", "curt", "daisy", "date", "dick", "dolly", "don", "dot", "drew", "ernest", "faith", "fee",
			"flat", "frank", "gene", "given", "grace", "grant", "guy", "hank", "harry", "herb", "home", "hope", "iris",
			"ivy", "jack", "jean", "jerry", "joy", "june", "just", "kit", "late", "lee", "line", "lily", "lot", "lou",
			"mark", "mat", "max", "may", "mick", "mike", "mobile", "month", "name", "nick", "norm", "note", "order",
			"page", "paid", "pam", "pat", "patty", "pay", "peg", "penny", "percy", "phil", "pip", "plan", "price",
			"ray", "rate", "reed", "rich", "rob", "robin", "rod", "rose", "ruby", "sale", "sales", "sally", "sandy",
			"service", "so", "store", "sue", "sunny", "tax", "ted", "then", "tony", "total", "val", "van", "victor",
			"violet", "wat", "will", "win");

	private final JdbcClient jdbc;

	OtherNames(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Finds them in what would be left; to be called while their names are still known.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	Called in(LinkedSet set) {
		Set<String> names = new HashSet<>();
		Set<String> nicknames = new HashSet<>();
		for (String name : names(set)) {
			for (String spelling : Folding.spellings(name)) {
				for (String word : Words.andJoined(spelling)) {
					if (word.length() >= SHORTEST_CALLED) {
						nicknames.addAll(Nicknames.of(word));
					}
					if (word.length() >= SHORTEST_NAME) {
						names.add(word);
					}
				}
			}
		}
		Called called = new Called(new TreeSet<>(), new TreeSet<>());
		Set<String> looked = new HashSet<>();
		for (String text : texts(set)) {
			for (Matcher word = WORD.matcher(text); word.find();) {
				if (looked.add(word.group())) {
					called.add(word.group(), names, nicknames);
				}
			}
		}
		called.doubt(productWords());
		return called;
	}

	/** Takes them out of what is left; to be called when all else is done. */
	@Transactional(propagation = Propagation.MANDATORY)
	void erase(LinkedSet set, Called called) {
		this.jdbc.sql("select erase_other_names(?, ?, ?)")
			.param(set.ids())
			.param(called.surely().toArray(String[]::new))
			.param(called.doubted().toArray(String[]::new))
			.query((row) -> {
			});
	}

	/**
	 * What the people are called, or were; not companies, whose names are plain words.
	 */
	private List<String> names(LinkedSet set) {
		return this.jdbc.sql("""
				select distinct word from (
				select unnest(array[name, given_name, family_name]) as word from customer
				where customer_id = any (:records) and kind = 'PERSON'
				union all select unnest(array[f.old_value, f.new_value, f.own_value]) from customer_field_change f
				join customer c on c.customer_id = f.customer_id and c.kind = 'PERSON'
				where f.customer_id = any (:records) and f.field in ('NAME', 'GIVEN_NAME', 'FAMILY_NAME')) as known
				where word is not null
				""").param("records", set.ids()).query(String.class).list();
	}

	/** The texts out of which erasing takes words, by the register. */
	private List<String> texts(LinkedSet set) {
		List<String> texts = new ArrayList<>();
		this.jdbc.sql("""
				select quote_ident(t.table_name), quote_ident(a.attname) from personal_table t
				join pg_attribute a on a.attrelid = ('public.' || quote_ident(t.table_name))::regclass
				  and a.attnum > 0 and not a.attisdropped
				join lateral (select * from personal_column p where p.column_name = a.attname
				  and p.table_name in (t.table_name, '*') order by p.table_name = '*' limit 1) c on true
				where not t.rows_go and c.erasing = 'WORDS'
				""")
			.query((row, no) -> List.of(row.getString(1), row.getString(2)))
			.list()
			.forEach(
					(column) -> texts.addAll(this.jdbc
						.sql("select distinct %2$s from %1$s where customer_id = any (?) and %2$s is not null"
							.formatted(column.getFirst(), column.getLast()))
						.param(set.ids())
						.query(String.class)
						.list()));
		texts.addAll(this.jdbc.sql("""
				/* across customers: search */
				select distinct unnest(array[reason, proof]) from customer_relationship where other_id = any (?)
				""").param(set.ids()).query(String.class).list());
		texts.removeIf(Objects::isNull);
		return texts;
	}

	private Set<String> productWords() {
		Set<String> words = new HashSet<>();
		this.jdbc.sql("select name from product")
			.query(String.class)
			.list()
			.forEach((name) -> words.addAll(Words.of(Folding.fold(name))));
		return words;
	}

	/**
	 * Words by which they are called.
	 *
	 * @param surely that are nothing else
	 * @param doubted that are other words too
	 */
	record Called(Set<String> surely, Set<String> doubted) {

		private void add(String word, Set<String> names, Set<String> nicknames) {
			String folded = Folding.fold(word);
			boolean capital = Character.isUpperCase(word.codePointAt(0));
			boolean called = nicknames.contains(folded) || Folding.spellings(word).stream().anyMatch(names::contains)
					|| names.stream().anyMatch((name) -> slipped(folded, name, capital));
			if (!called) {
				return;
			}
			if (folded.length() >= SHORTEST_CALLED && !WORDS_TOO.contains(folded)) {
				this.surely.add(word);
			}
			else if (capital) {
				this.doubted.add(word);
			}
		}

		/** Doubts the words that products are called by. */
		private void doubt(Set<String> words) {
			for (String word : List.copyOf(this.surely)) {
				if (words.contains(Folding.fold(word))) {
					this.surely.remove(word);
					if (!word.equals(word.toLowerCase(Locale.ROOT))) {
						this.doubted.add(word);
					}
				}
			}
		}

		private static boolean slipped(String word, String name, boolean capital) {
			if (name.length() < SHORTEST_MISTYPED || word.length() < SHORTEST_NAME) {
				return false;
			}
			boolean alike = Slips.sound(word).equals(Slips.sound(name)) && word.charAt(0) == name.charAt(0);
			if (!capital) {
				return alike && name.length() >= SHORTEST_IN_SMALL && Likeness.slips(word, name, 1) <= 1;
			}
			int limit = (alike || name.length() >= LONG) ? 2 : 1;
			return Likeness.slips(word, name, limit) <= limit;
		}

	}

}
