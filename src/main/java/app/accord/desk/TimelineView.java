package app.accord.desk;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import app.accord.interaction.Interaction;
import app.accord.interaction.InteractionKind.Group;

/**
 * The part of a timeline that is shown.
 *
 * @param entries newest first
 * @param group what it is filtered by: everything, contact, money or change
 * @param size how many entries were asked for
 * @param more whether there are older ones
 */
record TimelineView(List<Interaction> entries, String group, int size, boolean more) {

	static final int STEP = 30;

	static final int MOST = 180;

	/** How many to ask for next; 0 when the page of the whole history goes on. */
	public int next() {
		return (this.size + STEP <= MOST) ? this.size + STEP : 0;
	}

	/** The groups that a filter stands for; empty: all. */
	static Set<Group> groups(String filter) {
		for (Group group : Group.values()) {
			if (group.name().toLowerCase(Locale.ROOT).equals(filter)) {
				return Set.of(group);
			}
		}
		return Set.of();
	}

	/** The filter that was asked for, if there is such a one. */
	static String filter(String typed) {
		return groups(typed).isEmpty() ? "everything" : typed;
	}

}
