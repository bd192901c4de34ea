package app.accord.joining;

import java.util.List;

import app.accord.customer.CustomerNumber;
import app.accord.linked.Link;

/**
 * What taking records apart would do.
 *
 * @param link the link that would end
 * @param staying the records that stay, the leading one first
 * @param leaving the records that stand alone then, the one that leads them first
 * @param items what was done since, to be assigned
 * @param opened accounts, contracts and orders opened since, in sentences: each stays
 * with the record whose number it carries
 */
public record PartPreview(Link link, List<CustomerNumber> staying, List<CustomerNumber> leaving, List<Since> items,
		List<String> opened) {
}
