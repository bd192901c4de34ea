package app.accord.desk;

import java.util.function.Supplier;

import app.accord.staff.Approval;
import app.accord.staff.OverLimit;

import org.springframework.ui.Model;

/**
 * What a form does that may go beyond somebody's limit: it does it, or says that a second
 * person must approve it and offers to ask, or asks.
 */
final class SecondPerson {

	private SecondPerson() {
	}

	/**
	 * Does it, or asks where it is beyond the limit and the form says so.
	 * @param ask what the form's button says: {@code yes} to ask
	 * @param act does it and gives the sentence for the toast
	 * @param request asks for the approval
	 * @return a sentence for the toast
	 * @throws OverLimit if it is beyond the limit and nobody said to ask; the model then
	 * has {@code over}, by which the sheet offers it
	 */
	static String doOrAsk(String ask, Model model, Supplier<String> act, Supplier<Approval> request) {
		try {
			return act.get();
		}
		catch (OverLimit ex) {
			if (!"yes".equals(ask)) {
				model.addAttribute("over", ex);
				throw ex;
			}
			return request.get().asked();
		}
	}

}
