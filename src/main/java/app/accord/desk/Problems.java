package app.accord.desk;

import app.accord.staff.Refused;

import org.springframework.validation.BindingResult;

/** Puts a refusal's sentence by the field it is about. */
final class Problems {

	private Problems() {
	}

	static void add(BindingResult errors, Refused refused) {
		if (refused.field() != null) {
			errors.rejectValue(refused.field(), "refused", refused.getMessage());
		}
		else {
			errors.reject("refused", refused.getMessage());
		}
	}

}
