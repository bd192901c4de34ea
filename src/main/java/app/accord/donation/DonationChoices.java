package app.accord.donation;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Ledger;
import app.accord.billing.LockedAccount;
import app.accord.customer.AccountNumber;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What customers chose to give, for each billing account. A new choice is a new row and
 * holds from the next bill on; nothing is changed or deleted.
 */
@Component
public class DonationChoices {

	private static final String SELECT = """
			select c.*, a.currency, s.non_profit, s.percent, n.name, n.active
			from donation_choice c
			join billing_account a on a.customer_id = c.customer_id and a.account_no = c.account_no
			left join donation_share s on s.customer_id = c.customer_id and s.account_no = c.account_no
			  and s.choice_no = c.choice_no
			left join non_profit n on n.code = s.non_profit
			""";

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Ledger ledger;

	private final NonProfits nonProfits;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	DonationChoices(JdbcClient client, JdbcTemplate jdbc, Ledger ledger, NonProfits nonProfits,
			RepeatableWrites repeatable, Timeline timeline, LiveChanges live, BusinessCalendar calendar) {
		this.client = client;
		this.jdbc = jdbc;
		this.ledger = ledger;
		this.nonProfits = nonProfits;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/** What holds for the next bill of an account; empty if nothing was ever chosen. */
	@Transactional(readOnly = true)
	public Optional<DonationChoice> of(AccountNumber account) {
		return history(account, 1).stream().findFirst();
	}

	/** What was chosen for an account, newest first. */
	@Transactional(readOnly = true)
	public List<DonationChoice> history(AccountNumber account, int most) {
		return read(SELECT + """
				where c.customer_id = :customer and c.account_no = :account
				  and c.choice_no > (select max(l.choice_no) - :most from donation_choice l
				                     where l.customer_id = :customer and l.account_no = :account)
				order by c.choice_no desc, s.place
				""", Map.of("customer", account.customerId(), "account", account.no(), "most", most));
	}

	/** What holds for the next bills of many accounts, in one statement. */
	@Transactional(readOnly = true)
	public Map<AccountNumber, DonationChoice> of(Collection<AccountNumber> accounts) {
		return read(SELECT + """
				where (c.customer_id, c.account_no, c.choice_no) in (
				  select l.customer_id, l.account_no, max(l.choice_no) from donation_choice l
				  join unnest(:customers::bigint[], :accounts::integer[]) w (customer_id, account_no)
				    on w.customer_id = l.customer_id and w.account_no = l.account_no
				  group by l.customer_id, l.account_no)
				order by c.customer_id, c.account_no, s.place
				""",
				Map.of("customers", accounts.stream().map(AccountNumber::customerId).toArray(Long[]::new), "accounts",
						accounts.stream().map(AccountNumber::no).toArray(Integer[]::new)))
			.stream()
			.collect(Collectors.toMap(DonationChoice::account, Function.identity()));
	}

	/**
	 * Chooses, changes or stops what is given from the next bill on. The same again
	 * changes nothing.
	 * @param key the write's idempotency key, or null
	 * @throws Refusal by {@code roundUp}, {@code fixed} or {@code shares}
	 */
	@Transactional
	public Answer<Chosen> choose(AccountNumber account, NewChoice choice, Actor actor, String key) {
		LockedAccount locked = this.ledger.lock(account);
		return this.repeatable.once(account.customerId(), key, List.of("donation", actor.id(), account, choice),
				Chosen.class, () -> {
					DonationChoice before = of(account).orElse(null);
					if (before != null && before.same(choice)) {
						return new Chosen(before.no());
					}
					if (before == null && choice.roundUp() == RoundUp.NONE) {
						throw new Refusal("Nothing is given with the bills of this account.");
					}
					choice.require(locked.currency());
					Map<String, NonProfit> names = requireKnown(choice);
					return new Chosen(keep(locked, choice, (before != null) ? before.no() + 1 : 1, names, actor));
				});
	}

	/**
	 * Keeps the first choices of accounts as of when they were made: for imports.
	 * @param currency of all these accounts, ISO 4217
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void importAll(List<Imported> choices, String currency) {
		Map<String, NonProfit> names = this.nonProfits.all()
			.stream()
			.collect(Collectors.toMap(NonProfit::code, Function.identity()));
		insert(choices.stream()
			.map((each) -> new Kept(each.account(), 1, each.choice(), each.at(), each.by()))
			.toList());
		this.timeline.recordAll(choices.stream()
			.map((each) -> NewInteraction.change(each.account().customerId(), each.at(), InteractionKind.BILLING,
					each.by(), summary(each.choice(), currency, names)))
			.toList());
	}

	private Map<String, NonProfit> requireKnown(NewChoice choice) {
		Map<String, NonProfit> known = this.nonProfits.all()
			.stream()
			.collect(Collectors.toMap(NonProfit::code, Function.identity()));
		for (Share share : choice.shares()) {
			NonProfit chosen = known.get(share.nonProfit());
			if (chosen == null) {
				throw new Refusal("percent", "There is no non-profit “" + shortened(share.nonProfit()) + "”.");
			}
			if (!chosen.active()) {
				throw new Refusal("percent", chosen.name() + " can’t be chosen any more. Choose another one.");
			}
		}
		return known;
	}

	private static String shortened(String code) {
		return (code != null && code.length() > 30) ? code.substring(0, 30) + "…" : code;
	}

	private int keep(LockedAccount account, NewChoice choice, int no, Map<String, NonProfit> names, Actor actor) {
		Instant now = this.calendar.now();
		AccountNumber number = account.number();
		insert(List.of(new Kept(number, no, choice, now, actor)));
		this.timeline.record(NewInteraction.change(number.customerId(), now, InteractionKind.BILLING, actor,
				summary(choice, account.currency(), names)));
		this.live.mark(number.customerId(), Topic.ACCOUNT);
		return no;
	}

	private void insert(List<Kept> kept) {
		this.jdbc.batchUpdate("""
				insert into donation_choice (customer_id, account_no, choice_no, rounding, fixed_minor, at, actor_kind,
					actor_id, actor_name, channel)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", kept, 500, (statement, row) -> {
			statement.setLong(1, row.account().customerId());
			statement.setInt(2, row.account().no());
			statement.setInt(3, row.no());
			statement.setString(4, row.choice().roundUp().name());
			statement.setObject(5, (row.choice().fixed() != null) ? Amounts.minor(row.choice().fixed()) : null,
					java.sql.Types.BIGINT);
			statement.setTimestamp(6, Timestamp.from(row.at()));
			statement.setString(7, row.by().kind().name());
			statement.setString(8, row.by().id());
			statement.setString(9, row.by().name());
			statement.setString(10, row.by().channel().name());
		});
		record Placed(Kept kept, int place, Share share) {
		}
		List<Placed> shares = new ArrayList<>();
		kept.forEach((row) -> {
			int place = 0;
			for (Share share : row.choice().shares()) {
				shares.add(new Placed(row, ++place, share));
			}
		});
		this.jdbc.batchUpdate("""
				insert into donation_share (customer_id, account_no, choice_no, place, non_profit, percent)
				values (?, ?, ?, ?, ?, ?)
				""", shares, 500, (statement, row) -> {
			statement.setLong(1, row.kept().account().customerId());
			statement.setInt(2, row.kept().account().no());
			statement.setInt(3, row.kept().no());
			statement.setInt(4, row.place());
			statement.setString(5, row.share().nonProfit());
			statement.setInt(6, row.share().percent());
		});
	}

	private static String summary(NewChoice choice, String currency, Map<String, NonProfit> names) {
		if (choice.roundUp() == RoundUp.NONE) {
			return "Donations stopped from the next bill on";
		}
		String whom = choice.shares()
			.stream()
			.map((share) -> names.get(share.nonProfit()).name()
					+ ((choice.shares().size() > 1) ? " " + share.percent() + " %" : ""))
			.collect(Collectors.joining(", "));
		return switch (choice.roundUp()) {
			case FIXED ->
				"Donations from the next bill on: " + Amounts.show(choice.fixed()) + " with each bill, for " + whom;
			default -> "Donations from the next bill on: each bill is rounded up to the next "
					+ Amounts.show(choice.roundUp().step(currency)) + ", for " + whom;
		};
	}

	private List<DonationChoice> read(String sql, Map<String, ?> parameters) {
		return this.client.sql(sql).params(parameters).query((rows) -> {
			Map<String, DonationChoice> found = new LinkedHashMap<>();
			while (rows.next()) {
				AccountNumber account = AccountNumber.of(rows.getLong("customer_id"), rows.getInt("account_no"));
				int no = rows.getInt("choice_no");
				DonationChoice choice = found.get(account + "/" + no);
				if (choice == null) {
					Long fixed = (Long) rows.getObject("fixed_minor");
					Money amount = (fixed != null) ? Amounts.ofMinor(rows.getString("currency"), fixed) : null;
					choice = new DonationChoice(account, no, RoundUp.valueOf(rows.getString("rounding")), amount,
							new ArrayList<>(), rows.getTimestamp("at").toInstant(),
							ActorKind.valueOf(rows.getString("actor_kind")), rows.getString("actor_name"),
							Channel.valueOf(rows.getString("channel")));
					found.put(account + "/" + no, choice);
				}
				if (rows.getString("non_profit") != null) {
					choice.shares()
						.add(new Share(rows.getString("non_profit"), rows.getString("name"), rows.getInt("percent"),
								rows.getBoolean("active")));
				}
			}
			return List.copyOf(found.values());
		});
	}

	/**
	 * The answer to a choice.
	 *
	 * @param no its number in the account
	 */
	public record Chosen(int no) {
	}

	/**
	 * A choice that was made elsewhere or before.
	 *
	 * @param account an account that has none here
	 * @param choice what was chosen
	 * @param at when, UTC
	 * @param by who, from where
	 */
	public record Imported(AccountNumber account, NewChoice choice, Instant at, Actor by) {
	}

	private record Kept(AccountNumber account, int no, NewChoice choice, Instant at, Actor by) {
	}

}
