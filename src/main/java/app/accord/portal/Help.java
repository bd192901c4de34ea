package app.accord.portal;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How a customer reaches a person. Templates call it as {@code @help}. */
@Component("help")
class Help {

	private final String phone;

	private final String hours;

	Help(@Value("${accord.help.phone:(212) 555-0100}") String phone,
			@Value("${accord.help.hours:every day from 8 to 20 o’clock}") String hours) {
		this.phone = phone;
		this.hours = hours;
	}

	/** The number to call (property {@code accord.help.phone}). */
	public String phone() {
		return this.phone;
	}

	/** The number as a link needs it. */
	public String dial() {
		return this.phone.replaceAll("[^+\\d]", "");
	}

	/** When somebody answers (property {@code accord.help.hours}). */
	public String hours() {
		return this.hours;
	}

}
