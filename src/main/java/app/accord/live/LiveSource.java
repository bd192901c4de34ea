package app.accord.live;

import java.util.Set;

/**
 * Something that changes for everybody without a customer's row being written: the price
 * book, when a price starts or ends. Asked several times a second on every node, so it
 * must be cheap.
 */
public interface LiveSource {

	/** The topics that changed since the last call; empty nearly always. */
	Set<Topic> changed();

}
