package dev.jyro.examples.guide;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a page of the guide quotes: the text of its fences that are no Java. */
final class Quoted {
  private Quoted() {}

  /**
   * The fence {@code ```text} of docs/PAGE whose first line begins so.
   *
   * @throws AssertionError if there is none, or more than one
   */
  static String in(String page, String beginning) {
    List<String> found = fences(page).stream().filter(text -> text.startsWith(beginning)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "docs/%s has %d fences that begin with: %s".formatted(page, found.size(), beginning));
    }
    return found.get(0);
  }

  private static List<String> fences(String page) {
    String[] parts = ("\n" + text(page)).split("\n```", -1);
    List<String> fences = new java.util.ArrayList<>();
    for (int i = 1; i < parts.length; i += 2) {
      if (parts[i].startsWith("text\n")) {
        fences.add(parts[i].substring("text\n".length()));
      }
    }
    return fences;
  }

  private static String text(String page) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = requireNonNull(folder.getParent(), "no .mvn folder around the tests");
    }
    try {
      return Files.readString(folder.resolve("docs").resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
