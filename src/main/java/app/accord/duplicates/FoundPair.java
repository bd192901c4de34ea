package app.accord.duplicates;

import java.util.List;

/** Two customers who may be one, as they are kept: the one that was there first first. */
record FoundPair(long one, long other, int weight, boolean sure, List<String> reasons) {

	static FoundPair of(long a, long b, int weight, boolean sure, List<String> reasons) {
		return new FoundPair(Math.min(a, b), Math.max(a, b), weight, sure, reasons);
	}

}
