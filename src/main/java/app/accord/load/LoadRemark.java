package app.accord.load;

/**
 * What is to be said about a row.
 *
 * @param line the line of the file on which it begins; the header is line 1
 * @param refused whether it was not loaded
 * @param remark one sentence
 * @param text the row as CSV, or null
 */
public record LoadRemark(int line, boolean refused, String remark, String text) {
}
