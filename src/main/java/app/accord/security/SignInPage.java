package app.accord.security;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.ui.Model;

/**
 * What a sign-in page shows besides the form.
 *
 * @param people who can sign in, in a demonstration; otherwise empty
 */
public record SignInPage(List<Person> people) {

	/** Request attribute with the sentence that says why sign-in failed. */
	public static final String PROBLEM = "app.accord.security.signInProblem";

	/**
	 * Says on the page what went wrong and keeps what was typed, but for the password.
	 */
	public static void failed(HttpServletRequest request, HttpServletResponse response, Model model) {
		response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
		model.addAttribute("problem", request.getAttribute(PROBLEM));
		model.addAttribute("typed", request.getParameter("username"));
	}

	/**
	 * Somebody who can sign in in a demonstration.
	 *
	 * @param username what to type
	 * @param name what people read
	 * @param remark role or what is special, may be null
	 */
	public record Person(String username, String name, String remark) {
	}

}
