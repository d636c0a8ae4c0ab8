package dev.jyro.examples.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A command as the user typed it, in words that can be typed again.
 *
 * @param words the name of the example, then what followed it
 */
public record Typed(List<String> words) {
  private static final String RESUME = "--resume";

  /** Keeps a copy of the words. */
  public Typed {
    words = List.copyOf(words);
  }

  /**
   * A command.
   *
   * @param name of the example
   * @param arguments all of the process; the name is the first of them, unless the example was run
   *     by itself
   */
  public static Typed of(String name, List<String> arguments) {
    boolean named = !arguments.isEmpty() && arguments.get(0).equals(name);
    List<String> words = new ArrayList<>(List.of(name));
    words.addAll(arguments.subList(named ? 1 : 0, arguments.size()));
    return new Typed(words);
  }

  /** The same without the option that says what to go on with. */
  public Typed withoutResume() {
    List<String> rest = new ArrayList<>();
    boolean value = false;
    for (String word : words) {
      boolean option = word.equals(RESUME);
      if (!value && !option && !word.startsWith(RESUME + "=")) {
        rest.add(word);
      }
      value = option;
    }
    return new Typed(rest);
  }

  /** The same, going on with what is in a folder. */
  Typed resuming(String folder) {
    List<String> more = new ArrayList<>(words);
    more.add(RESUME);
    more.add(folder);
    return new Typed(more);
  }

  @Override
  public String toString() {
    return words.stream().map(Typed::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    boolean isPlain = word.chars().noneMatch(Character::isWhitespace) && !word.isEmpty();
    return isPlain ? word : "'" + word + "'";
  }
}
