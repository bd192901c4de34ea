package app.accord.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import app.accord.payment.Gateway.GatewayRefused;
import app.accord.payment.Gateway.GatewayUnclear;
import app.accord.time.BusinessCalendar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** The card terminals in the shops, as the gateway knows them. */
@Component
public class CardTerminals {

	/** How long its list is taken for true. */
	static final Duration FRESH = Duration.ofMinutes(1);

	private static final Logger logger = LoggerFactory.getLogger(CardTerminals.class);

	private final Gateway gateway;

	private final BusinessCalendar calendar;

	private volatile Known known = new Known(List.of(), Instant.EPOCH);

	CardTerminals(Gateway gateway, BusinessCalendar calendar) {
		this.gateway = gateway;
		this.calendar = calendar;
	}

	/**
	 * All of them; as they were known last while the gateway doesn't answer. Not to be
	 * called in a transaction.
	 */
	public List<CardTerminal> list() {
		Instant now = this.calendar.now();
		Known last = this.known;
		if (!now.isBefore(last.at()) && now.isBefore(last.at().plus(FRESH))) {
			return last.terminals();
		}
		Known read = new Known(read(last.terminals()), now);
		this.known = read;
		return read.terminals();
	}

	private List<CardTerminal> read(List<CardTerminal> last) {
		try {
			return List.copyOf(this.gateway.terminals());
		}
		catch (GatewayUnclear | GatewayRefused ex) {
			logger.warn("The gateway does not tell which card terminals there are: {}", ex.getMessage());
			return last;
		}
	}

	private record Known(List<CardTerminal> terminals, Instant at) {
	}

}
