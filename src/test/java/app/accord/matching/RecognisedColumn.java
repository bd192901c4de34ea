package app.accord.matching;

/**
 * What a column of a list was recognised as.
 *
 * @param index position in the list, from 0
 * @param header as it stands in the list, without spaces around
 * @param field what its values mean
 * @param dates how its dates are written; null unless it has dates
 * @param sure whether the header says so; otherwise it was concluded from the values
 */
public record RecognisedColumn(int index, String header, Field field, DayMonthOrder dates, boolean sure) {
}
