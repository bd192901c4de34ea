package app.accord.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/**
 * The values that occur in some records, each kept once. Records can only be compared
 * within one vocabulary: how rare a value is, is counted here.
 */
public final class Vocabulary {

	private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

	private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{7,14}");

	private final String region;

	private final Map<String, Map<String, Value>> shelves = new ConcurrentHashMap<>();

	private final AtomicInteger entries = new AtomicInteger();

	/**
	 * @param region the country, as in {@code US}, of telephone numbers without one
	 */
	public Vocabulary(String region) {
		this.region = region;
	}

	/** The one value of that text. */
	Value value(String shelf, String text) {
		return this.shelves.computeIfAbsent(shelf, (any) -> new ConcurrentHashMap<>())
			.computeIfAbsent(text, Value::new);
	}

	/**
	 * All its values, each with how many records were counted to have it.
	 * @param least leaves out those that fewer have
	 */
	public List<Frequency> frequencies(int least) {
		List<Frequency> frequencies = new ArrayList<>();
		this.shelves.forEach((shelf, values) -> values.values()
			.stream()
			.filter((value) -> value.count() >= 1000L * least)
			.forEach((value) -> frequencies.add(new Frequency(shelf, value.text(), (int) (value.count() / 1000)))));
		return frequencies;
	}

	/** Takes over how many records have a value, as counted before among all. */
	public void know(Collection<Frequency> frequencies) {
		frequencies.forEach((known) -> value(known.shelf(), known.value()).count(1000L * known.count()));
	}

	/** A telephone number in E.164 where it can be read so, else its digits. */
	String phone(String typed) {
		if (E164.matcher(typed).matches()) {
			return typed;
		}
		String digits = Folding.digits(typed);
		if (digits.length() < 5) {
			return null;
		}
		try {
			PhoneNumber number = NUMBERS.parse(typed, this.region);
			if (NUMBERS.isValidNumber(number)) {
				return NUMBERS.format(number, PhoneNumberFormat.E164);
			}
		}
		catch (NumberParseException ex) {
			// Then it is compared digit by digit.
		}
		while (digits.startsWith("0")) {
			digits = digits.substring(1);
		}
		return (digits.length() < 5) ? null : digits;
	}

	/** Next number for a record. */
	int nextEntry() {
		return this.entries.getAndIncrement();
	}

}
