package app.accord.testing;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatementGuardTest {

	private final StatementGuard guard = new StatementGuard(Set.of("payment", "customer", "invoice", "ledger_entry"));

	@ParameterizedTest
	@ValueSource(strings = { "select amount_minor from payment where payment_no = ?",
			"select customer_id, name from customer where name like ?", "select count(*) from payment",
			"update invoice set net_minor = 1 where invoice_no = ?", "delete from payment",
			"insert into payment (payment_no) values (?)",
			"insert into payment (customer_id, payment_no) select customer_id, 1 from invoice",
			"select 1 from price p join \"payment\" y on y.payment_no = p.price_id",
			"select * from payment where reference = 'customer_id = 1'", "truncate table payment",
			"/* across customers: curiosity */ select * from payment", "/* customer_id = 1 */ select * from payment" })
	void findsPlantedOffence(String sql) {
		assertThat(this.guard.offence(sql)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "select * from payment where customer_id = ? and payment_no = ?",
			"select p1_0.name from customer p1_0 where p1_0.customer_id in (?, ?)",
			"update invoice set net_minor = 1 where (customer_id, invoice_no) = (?, ?)",
			"insert into payment (customer_id, payment_no) values (?, ?)",
			"insert into payment (customer_id, payment_no) select c, n from unnest(?::bigint[], ?::integer[]) as w (c, n)",
			"insert into payment (customer_id, payment_no) select customer_id, 1 from invoice where customer_id = ?",
			"select * from payment join ledger_entry using (customer_id, account_no) where payment_no = 1",
			"select * from payment where customer_id = any(?)", "select customer from price",
			"/* across customers: search */ select customer_id from customer where name like ?", "select 1" })
	void letsGoodStatementPass(String sql) {
		assertThat(this.guard.offence(sql)).isNull();
	}

	@Test
	void keepsOffencesUntilAsked() {
		assertThat(this.guard.offences()).isEmpty();
	}

}
