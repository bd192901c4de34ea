package app.accord.joining;

import java.util.List;

/**
 * The answer to taking records apart.
 *
 * @param staying the numbers that stay together, the leading one first
 * @param leaving the numbers that stand alone now, the one that leads them first
 */
public record Parted(List<String> staying, List<String> leaving) {
}
