package app.accord.desk;

import app.accord.speaking.Deed;
import app.accord.speaking.Doings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What at the desk needs an authority of whoever speaks for a customer. */
@Configuration(proxyBeanMethods = false)
class DeskDoings {

	@Bean
	Doings doneAtTheDesk() {
		// @formatter:off
		return Doings.of("/desk",
				Doings.refused(Deed.MONEY_OUT, "/desk/customers/*/refunds/**", "/desk/customers/*/payments/*/refund/**"),
				Doings.warned(Deed.PAYING, "/desk/customers/*/payments/**", "/desk/customers/*/pay-links/**",
						"/desk/accounts/*/arrangements/**", "/desk/invoices/*/disputes/**"),
				Doings.refused(Deed.PAYING, "/desk/customers/*/auto-pay/**", "/desk/customers/*/cards/**"),
				Doings.refused(Deed.ORDERING, "/desk/services/**"),
				Doings.refused(Deed.PEOPLE, "/desk/customers/*/people/authority/**", "/desk/customers/*/people/payer/**",
						"/desk/customers/*/people/*/end"),
				Doings.refused(Deed.DATA, "/desk/customers/*/name/**", "/desk/customers/*/contact-points/**",
						"/desk/customers/*/fields/**", "/desk/customers/*/people/relation/**",
						"/desk/customers/*/password-link/**", "/desk/customers/*/personal-data/**",
						"/desk/customers/*/erasure/**"),
				Doings.warned(Deed.DATA, "/desk/customers/*/tier/**"),
				Doings.warned(Deed.AGREEING, "/desk/customers/*/consents/**"),
				Doings.refused(Deed.GIVING, "/desk/accounts/*/donations"));
		// @formatter:on
	}

}
