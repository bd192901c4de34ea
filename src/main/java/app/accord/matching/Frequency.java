package app.accord.matching;

/**
 * How many records have a value.
 *
 * @param shelf of which sort the value is
 * @param value as it is compared
 * @param count records that have it
 */
public record Frequency(String shelf, String value, int count) {
}
