package app.accord.privacy;

import java.time.LocalDate;
import java.util.List;

import app.accord.customer.CustomerProfile;
import app.accord.staff.Approval;

/**
 * What erasing a person would do, or that it was done.
 *
 * @param person who it is
 * @param obstacles what has to be settled first; empty: nothing
 * @param erased what would go, in words
 * @param pseudonymised what would stay without saying whose it is
 * @param kept what would stay, and why
 * @param booksUntil the last day of the books with this person in them, or null
 * @param waiting the request that waits for a second person, or null
 * @param done when and by whom it was done, or null
 * @param wished somebody's wish to be erased that nobody has answered, or null
 */
public record ErasurePreview(CustomerProfile person, List<String> obstacles, List<String> erased,
		List<String> pseudonymised, List<String> kept, LocalDate booksUntil, Approval waiting, Erased done,
		Wishes.Wish wished) {

	/** Whether it can be asked for now. */
	public boolean possible() {
		return this.obstacles.isEmpty() && this.waiting == null && this.done == null;
	}

}
