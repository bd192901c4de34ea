package app.accord.linked;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The records of one customer.
 *
 * @param leading the record whose number names them all, and which new data goes to
 * @param members all of them: the leading one first, then by number
 * @param shown whose value is shown of each field
 * @param asOfBase what to add to the sum of the records' versions
 */
public record LinkedSet(long leading, List<Long> members, Map<LinkedField, Long> shown, int asOfBase) {

	/** A record that stands alone. */
	public static LinkedSet alone(long customerId) {
		Map<LinkedField, Long> own = new EnumMap<>(LinkedField.class);
		for (LinkedField field : LinkedField.values()) {
			own.put(field, customerId);
		}
		return new LinkedSet(customerId, List.of(customerId), own, 0);
	}

	/** Whether there is more than one record. */
	public boolean several() {
		return this.members.size() > 1;
	}

	/** Whether that record is one of them. */
	public boolean contains(long customerId) {
		return this.members.contains(customerId);
	}

	/** The records as a parameter of {@code = any (?)}. */
	public Long[] ids() {
		return this.members.toArray(Long[]::new);
	}

	/** The record whose value of that field is shown. */
	public long source(LinkedField field) {
		return this.shown.get(field);
	}

}
