package app.accord.catalog;

import java.util.List;

/**
 * What the code on a mailer is, where it holds, and why not if not.
 *
 * @param code as looked up
 * @param promotion the promotion, or null if there is none of that code
 * @param holds whether it holds now, for that customer if one was named
 * @param sentences what it is, where it holds, and why not if not
 */
public record PromotionAnswer(String code, PromotionView promotion, boolean holds, List<String> sentences) {
}
