package app.accord.ui;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** How a card's expiry is written. Templates call it as {@code @cardText}. */
@Component
public class CardText {

	/** As it is printed on cards: {@code 12/28}. */
	public String expires(LocalDate lastDay) {
		return (lastDay != null) ? DateTimeFormatter.ofPattern("MM/yy", LocaleContextHolder.getLocale()).format(lastDay)
				: "";
	}

}
