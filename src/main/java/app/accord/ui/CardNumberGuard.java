package app.accord.ui;

import java.beans.PropertyEditorSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.beans.PropertyAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.validation.DefaultBindingErrorProcessor;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Keeps card numbers out: one typed into any text field of a form is refused with a
 * sentence, and neither kept nor shown again.
 */
@ControllerAdvice(annotations = Controller.class)
public class CardNumberGuard {

	/** What is said to who typed one. */
	public static final String SENTENCE = "That looks like a card number. We never take it here: "
			+ "please leave it out.";

	private static final Pattern DIGITS = Pattern
		.compile("(?<![\\p{Alnum}+])[1-9](?:[ .\\u00a0-]?\\d){12,18}(?!\\p{Alnum})");

	private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

	@InitBinder
	void guard(WebDataBinder binder) {
		binder.registerCustomEditor(String.class, new Editor());
		binder.setBindingErrorProcessor(new Silent());
	}

	/**
	 * Whether a text contains what reads as a card number: 13 to 19 digits, with or
	 * without spaces, whose last digit fits the others (Luhn).
	 */
	public static boolean foundIn(String text) {
		if (text == null || UUID.matcher(text).matches()) {
			return false;
		}
		Matcher runs = DIGITS.matcher(text);
		while (runs.find()) {
			if (fits(runs.group().replaceAll("\\D", ""))) {
				return true;
			}
		}
		return false;
	}

	private static boolean fits(String digits) {
		int sum = 0;
		for (int i = 0; i < digits.length(); i++) {
			int digit = digits.charAt(digits.length() - 1 - i) - '0';
			int counted = (i % 2 == 0) ? digit : digit * 2;
			sum += (counted > 9) ? counted - 9 : counted;
		}
		return sum % 10 == 0;
	}

	private static final class Editor extends PropertyEditorSupport {

		@Override
		public void setAsText(String text) {
			if (foundIn(text)) {
				throw new IllegalArgumentException(SENTENCE);
			}
			// No database keeps it, and nobody types it.
			setValue((text != null) ? text.replace("\u0000", "") : null);
		}

	}

	/** Says the sentence without keeping what was typed. */
	private static final class Silent extends DefaultBindingErrorProcessor {

		@Override
		public void processPropertyAccessException(PropertyAccessException ex, BindingResult errors) {
			if (ex.getValue() instanceof String typed && foundIn(typed)) {
				errors.recordFieldValue(ex.getPropertyName(), String.class, "");
				errors.addError(
						new FieldError(errors.getObjectName(), ex.getPropertyName(), "", true, null, null, SENTENCE));
			}
			else {
				super.processPropertyAccessException(ex, errors);
			}
		}

	}

}
