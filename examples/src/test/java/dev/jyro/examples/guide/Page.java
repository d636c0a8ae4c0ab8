package dev.jyro.examples.guide;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the guide as text, for tests that hold it against what programs print. */
record Page(String text) {
  private static final Path ROOT = rootOfTheSources();
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** The page of this name in {@code docs}. */
  static Page named(String file) {
    return new Page(read(ROOT.resolve("docs").resolve(file)));
  }

  /** The code in the last column of all tables whose last column has this head, without blanks. */
  List<String> phrases(String head) {
    List<String> phrases = new ArrayList<>();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      inside = line.startsWith("|") && (inside || line.endsWith("| " + head + " |"));
      if (inside) {
        String[] cells = line.split("\\|", -1);
        CODE.matcher(cells[cells.length - 2])
            .results()
            .map(found -> bare(found.group(1)))
            .forEach(phrases::add);
      }
    }
    return phrases;
  }

  /** The code of a test of this package, without blanks. */
  static String code(String test) {
    String folder = "examples/src/test/java/" + Page.class.getPackageName().replace('.', '/');
    return bare(read(ROOT.resolve(folder).resolve(test + ".java")));
  }

  private static String bare(String code) {
    return code.replaceAll("\\s", "");
  }

  /** How a page shows what a program printed. */
  static String block(String printed) {
    return "```text\n" + printed.stripTrailing().replace("\r\n", "\n") + "\n```";
  }

  /** A property of the project's POM. */
  static String property(String name) {
    String tag = Pattern.quote(name);
    Matcher matcher =
        Pattern.compile("<" + tag + ">([^<]+)</" + tag + ">")
            .matcher(read(ROOT.resolve("pom.xml")));
    if (!matcher.find()) {
      throw new IllegalArgumentException("pom.xml has no property " + name);
    }
    return requireNonNull(matcher.group(1));
  }

  private static Path rootOfTheSources() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = requireNonNull(folder.getParent(), "no .mvn folder around the tests");
    }
    return folder;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
