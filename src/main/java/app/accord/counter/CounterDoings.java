package app.accord.counter;

import app.accord.speaking.Deed;
import app.accord.speaking.Doings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What at the counter needs an authority of whoever stands there for a customer. */
@Configuration(proxyBeanMethods = false)
class CounterDoings {

	@Bean
	Doings doneAtTheCounter() {
		return Doings.of("/counter",
				Doings.refused(Deed.MONEY_OUT, "/counter/receipts/*/refund", "/counter/orders/*/return"),
				Doings.refused(Deed.GIVING, "/counter/customers/*/donations", "/counter/customers/*/donations/*"),
				Doings.warned(Deed.AGREEING, "/counter/customers/*/consents"));
	}

}
