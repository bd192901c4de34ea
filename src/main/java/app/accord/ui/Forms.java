package app.accord.ui;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import app.accord.idempotency.KeyReused;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.validation.BindingResult;

/** What the forms of all channels share: doing what was asked, or saying why not. */
public final class Forms {

	private static final String REPEATED = "repeated";

	private Forms() {
	}

	/**
	 * Does what a form asks, unless it has errors already. A refusal becomes a sentence
	 * by its field, or above the form where the form has no such field.
	 * @return whether it was done; if not, the form is to be shown again with status 422
	 */
	public static boolean done(BindingResult errors, Runnable what) {
		if (errors.hasErrors()) {
			return false;
		}
		try {
			what.run();
			return true;
		}
		catch (Refusal ex) {
			refuse(errors, ex.field(), ex.getMessage());
		}
		catch (KeyReused ex) {
			errors.reject(REPEATED,
					"This form was sent before with something else in it. Look whether that is what you wanted; "
							+ "then send this one.");
		}
		return false;
	}

	/**
	 * The key with which a form is shown again: another one where the one it came with
	 * had been used for something else.
	 * @param typed as it came, or null
	 */
	public static String key(BindingResult errors, String typed) {
		boolean used = errors.getGlobalErrors().stream().anyMatch((error) -> REPEATED.equals(error.getCode()));
		return (used || typed == null) ? UUID.randomUUID().toString() : typed;
	}

	/**
	 * The constant of that name.
	 * @param typed as it came, or null
	 * @throws Refusal with that sentence by that field, if there is none
	 */
	public static <E extends Enum<E>> E choice(Class<E> type, String typed, String field, String sentence) {
		return named(type, typed).orElseThrow(() -> new Refusal(field, sentence));
	}

	/** The constant of that name, or empty if there is none. */
	public static <E extends Enum<E>> Optional<E> named(Class<E> type, String name) {
		return Arrays.stream(type.getEnumConstants()).filter((constant) -> constant.name().equals(name)).findFirst();
	}

	/**
	 * Does something that refuses by another field than the one that a form has for it.
	 * @param refused the field by which it refuses
	 * @param field the field of the form
	 */
	public static void naming(String refused, String field, Runnable what) {
		try {
			what.run();
		}
		catch (Refusal ex) {
			throw new Refusal(refused.equals(ex.field()) ? field : ex.field(), ex.getMessage());
		}
	}

	/** Puts a sentence by a field, or above the form where it has no such field. */
	public static void refuse(BindingResult errors, String field, String sentence) {
		if (field != null && errors.getTarget() != null && errors.getFieldType(field) != null) {
			errors.rejectValue(field, "refused", sentence);
		}
		else {
			errors.reject("refused", sentence);
		}
	}

	/** Says what was done, beside what htmx swaps. */
	public static void toast(HttpServletResponse response, String sentence) {
		response.setHeader("HX-Trigger", "{\"toast\":" + quoted(sentence) + "}");
	}

	/** A sentence as JSON for a header, which holds ASCII only. */
	public static String quoted(String text) {
		StringBuilder quoted = new StringBuilder("\"");
		text.chars().forEach((c) -> {
			if (c == '"' || c == '\\' || c < 0x20 || c > 0x7e) {
				quoted.append("\\u%04x".formatted(c));
			}
			else {
				quoted.append((char) c);
			}
		});
		return quoted.append('"').toString();
	}

}
