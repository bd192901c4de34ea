package app.accord.matching;

/** Is told how far long work is. */
@FunctionalInterface
public interface Progress {

	/**
	 * So much is done.
	 * @param thousandths of the whole, from 0 to 1000
	 */
	void at(int thousandths);

	/** For one of several parts of the work that take about as long as each other. */
	default Progress part(int number, int of) {
		return (thousandths) -> at((1000 * number + thousandths) / of);
	}

}
