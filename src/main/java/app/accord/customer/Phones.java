package app.accord.customer;

import java.util.Optional;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Reads and shows telephone numbers. A number without a country code belongs to the
 * company's region (property {@code accord.region}, US unless set).
 */
@Component
public class Phones {

	private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

	private final String region;

	Phones(@Value("${accord.region:US}") String region) {
		this.region = region;
	}

	/**
	 * The number in E.164: {@code +12125550123}.
	 * @param typed in any format; may be null
	 * @return empty if it is no telephone number that exists
	 */
	public Optional<String> canonical(String typed) {
		if (typed == null || typed.length() > 250) {
			return Optional.empty();
		}
		try {
			PhoneNumber number = this.numbers.parse(typed, this.region);
			return this.numbers.isValidNumber(number) ? Optional.of(this.numbers.format(number, PhoneNumberFormat.E164))
					: Optional.empty();
		}
		catch (NumberParseException ex) {
			return Optional.empty();
		}
	}

	/**
	 * The number as people read it: without country code at home, with it otherwise.
	 * @param canonical in E.164
	 */
	public String shown(String canonical) {
		try {
			PhoneNumber number = this.numbers.parse(canonical, null);
			boolean home = number.getCountryCode() == this.numbers.getCountryCodeForRegion(this.region);
			return this.numbers.format(number, home ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
		}
		catch (NumberParseException ex) {
			return canonical;
		}
	}

}
