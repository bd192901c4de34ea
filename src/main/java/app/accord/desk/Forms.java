package app.accord.desk;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import app.accord.money.Amounts;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.validation.BindingResult;

/** What all forms of the desk do alike. A form is a record of strings. */
final class Forms {

	private Forms() {
	}

	/**
	 * Does what a form asks for, or notes by its fields why not.
	 * @return what was done, or empty if the form is to be shown again
	 */
	static <T> Optional<T> attempt(BindingResult errors, Supplier<T> act) {
		AtomicReference<T> answer = new AtomicReference<>();
		return app.accord.ui.Forms.done(errors, () -> answer.set(act.get())) ? Optional.of(answer.get())
				: Optional.empty();
	}

	/** The amount that was typed. */
	static Money amount(String field, String typed, String currency) {
		if (typed == null || typed.isBlank()) {
			throw new Refusal(field, "Write an amount, such as 20.00.");
		}
		return Amounts.read(typed, currency)
			.orElseThrow(
					() -> new Refusal(field, "“%s” is no amount. Write it like 20.00.".formatted(shortened(typed))));
	}

	/** The day that was typed, ISO. */
	static LocalDate day(String field, String typed) {
		try {
			return LocalDate.parse((typed != null) ? typed : "");
		}
		catch (DateTimeParseException ex) {
			throw new Refusal(field, "Choose a day.");
		}
	}

	/** The reason that was typed. */
	static String reason(String typed) {
		return Reasons.stripped(typed);
	}

	/** The key that came with the form. */
	static String key(String typed) {
		if (typed == null || !typed.matches("[A-Za-z0-9-]{8,100}")) {
			throw new Refusal("This form is incomplete. Close it, reload the page and begin anew.");
		}
		return typed;
	}

	/** A key for a form that is about to be shown. */
	static String newKey() {
		return UUID.randomUUID().toString();
	}

	/** The constant of that name. */
	static <E extends Enum<E>> E choice(Class<E> type, String typed, String field, String sentence) {
		return app.accord.ui.Forms.choice(type, typed, field, sentence);
	}

	/** The same, or empty if there is none. */
	static <E extends Enum<E>> Optional<E> named(Class<E> type, String name) {
		return app.accord.ui.Forms.named(type, name);
	}

	/** Shows the form again, with what was typed. */
	static String again(HttpServletResponse response, String view) {
		response.setStatus(422);
		return view;
	}

	/** Closes the sheet that the form stands in, and says what was done. */
	static String done(HttpServletResponse response, String sentence) {
		response.setHeader("HX-Trigger",
				"{\"sheet-done\":\"\",\"toast\":" + app.accord.ui.Forms.quoted(sentence) + "}");
		return "desk/sheets :: done";
	}

	/** Says what was done, beside what is swapped. */
	static void toast(HttpServletResponse response, String sentence) {
		app.accord.ui.Forms.toast(response, sentence);
	}

	private static String shortened(String typed) {
		String text = typed.strip();
		return (text.length() > 30) ? text.substring(0, 30) + "…" : text;
	}

}
