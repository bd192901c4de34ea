package app.accord.intake;

/**
 * What is to be said about a row.
 *
 * @param row its number, the header not counted
 * @param line the line of the file on which it begins
 * @param verdict what became of it
 * @param remark in words
 * @param suspect number of the customer whom it may be or whom it changed, or null
 * @param text the row as CSV; null where it is not kept
 */
public record ImportRemark(int row, int line, Verdict verdict, String remark, String suspect, String text) {
}
