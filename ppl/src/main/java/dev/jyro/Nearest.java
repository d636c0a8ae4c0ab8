package dev.jyro;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.control.Option;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * Finds what somebody meant who wrote a name that there is not: for messages.
 *
 * <p>The nearest name is the one that takes the fewest edits: a letter put in, left out, exchanged
 * for another or with its neighbour. Upper and lower case are one. More edits than one in three
 * letters are no misspelling, and then there is no nearest. Safe for threads.
 *
 * <p>The distance is that of Damerau, A technique for computer detection and correction of spelling
 * errors (1964), no letter being edited twice; computed by the recurrence of Wagner and Fischer,
 * The string-to-string correction problem (1974).
 */
public final class Nearest {
  private static final int LETTERS_PER_EDIT = 3;

  private Nearest() {}

  /** The name that was probably meant; of several as near, the first. */
  public static Option<String> to(String wrong, Iterable<String> names) {
    return Option.ofOptional(
            StreamSupport.stream(names.spliterator(), false)
                .map(name -> Tuple.of(name, edits(wrong, name)))
                .filter(
                    near ->
                        near._2 <= Math.max(wrong.length(), near._1.length()) / LETTERS_PER_EDIT)
                .min(Comparator.comparing(Tuple2::_2)))
        .map(Tuple2::_1);
  }

  /** {@code " Did you mean 'name'?"} for the end of a message, or nothing. */
  public static String hint(String wrong, Iterable<String> names) {
    return to(wrong, names).map(" Did you mean '%s'?"::formatted).getOrElse("");
  }

  private static int edits(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : fewest(a, b, i, j, edits);
      }
    }
    return edits[a.length()][b.length()];
  }

  /** For the first i letters of one and the first j of the other, from what is known of fewer. */
  private static int fewest(String a, String b, int i, int j, int[][] edits) {
    int exchanged = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int fewest = Math.min(exchanged, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    return areNeighboursSwapped(a, b, i, j) ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
  }

  private static boolean areNeighboursSwapped(String a, String b, int i, int j) {
    return Math.min(i, j) > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
