package app.accord.matching;

/**
 * Two records that may be the same.
 *
 * @param a index of the first in the list that was matched
 * @param b index of the second, above a
 * @param weight odds in hundredths of a bit: 1000 is a thousand to one
 * @param judgement what is made of it, never {@link Judgement#DIFFERENT}
 */
public record MatchedPair(int a, int b, int weight, Judgement judgement) {
}
