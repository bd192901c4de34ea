package app.accord.relationship;

import java.util.EnumSet;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The words for what customers are to each other, and what an authority covers. */
class RoleTest {

	@ParameterizedTest
	@EnumSource
	void everyRoleIsReadFromTheOtherSideToo(Role role) {
		assertThat(role.counterpart().counterpart()).isEqualTo(role);
		for (CustomerKind whose : CustomerKind.values()) {
			for (CustomerKind other : CustomerKind.values()) {
				assertThat(role.counterpart().fits(other, whose)).as("%s of %s by %s", role, whose, other)
					.isEqualTo(role.fits(whose, other));
			}
		}
		assertThat(List.of(role.relation(), role.authority(), role.payment())).containsOnlyOnce(true);
	}

	@Test
	void aPersonHasNoSubsidiaryAndACompanyNoMother() {
		assertThat(Role.relationsOf(CustomerKind.PERSON)).contains(Role.CHILD, Role.EMPLOYER)
			.doesNotContain(Role.SUBSIDIARY, Role.BILLING_CONTACT, Role.REPRESENTATIVE, Role.PAYER);
		assertThat(Role.relationsOf(CustomerKind.ORGANIZATION)).contains(Role.BILLING_CONTACT, Role.SUBSIDIARY)
			.doesNotContain(Role.PARENT, Role.SPOUSE);
	}

	@Test
	void whoeverMayPayMayBeToldWhat() {
		assertThat(Scope.whole(EnumSet.of(Scope.PAY))).containsExactlyInAnyOrder(Scope.PAY, Scope.BILLS);
		assertThat(Scope.whole(EnumSet.of(Scope.ORDERS))).containsExactly(Scope.ORDERS);
		assertThat(Scope.sentence(EnumSet.of(Scope.BILLS, Scope.PAY, Scope.DATA)))
			.isEqualTo("may be told about bills and payments, pay and change personal data");
	}

	@Test
	void whoeverIsAskedToPayAnAccountSeesThatOneOnly() {
		AccountNumber paid = AccountNumber.of(10_428, 1);
		AccountNumber other = AccountNumber.of(10_428, 2);
		Access access = new Access(EnumSet.of(Scope.DATA), java.util.Set.of(paid));
		assertThat(access.may(Scope.BILLS)).isTrue();
		assertThat(access.may(Scope.PAY, paid)).isTrue();
		assertThat(access.may(Scope.BILLS, other)).isFalse();
		assertThat(access.may(Scope.ORDERS)).isFalse();
		assertThat(access.may(Scope.DATA, other)).isTrue();
	}

}
