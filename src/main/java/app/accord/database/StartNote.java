package app.accord.database;

import java.util.List;

/**
 * Lines that a module adds to the report which ends the start, such as who can sign in.
 * Beans of this type are asked in their {@code @Order} once the program is ready.
 */
@FunctionalInterface
public interface StartNote {

	/**
	 * @return lines of at most some 100 characters; none to add nothing
	 */
	List<String> lines();

}
