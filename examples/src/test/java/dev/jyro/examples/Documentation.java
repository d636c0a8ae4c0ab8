package dev.jyro.examples;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Markdown of a source tree, held against its Java.
 *
 * <p>A fence {@code ```java NAME} must hold, line by line, the code between {@code // region NAME}
 * and {@code // endregion} in some source file of some module, both without their common
 * indentation. A relative link must lead to a file, and to a heading if it names one.
 */
final class Documentation {
  private static final Pattern FENCE = Pattern.compile("\\s*(`{3,}|~{3,})\\s*(.*?)\\s*");
  private static final Pattern INLINE_CODE = Pattern.compile("(`+).*?\\1");
  private static final Pattern LINK =
      Pattern.compile("\\]\\(<?([^)\\s>]+)[^)]*\\)|^\\s*\\[[^\\]]+\\]:\\s+<?([^\\s>]+)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");

  private final Path root;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Region> regions = new LinkedHashMap<>();

  private Documentation(Path root) {
    this.root = root;
  }

  /** All that is wrong in the tree, one line each, beginning with {@code file:line}. */
  static List<String> problemsIn(Path root) {
    var documentation = new Documentation(root);
    documentation.sources().forEach(documentation::collectRegions);
    documentation.pages().forEach(documentation::checkPage);
    return documentation.problems;
  }

  private List<Path> sources() {
    return filesBelow(root, "[^/]+/src/[^/]+/java/.*\\.java");
  }

  private List<Path> pages() {
    return filesBelow(root, "[^/]+\\.md|docs/.*\\.md");
  }

  private void collectRegions(Path source) {
    List<Region> open = new ArrayList<>();
    List<String> lines = readLines(source);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("// region ")) {
        open.add(new Region(line.substring("// region ".length()).strip(), at(source, i)));
      } else if (line.equals("// endregion")) {
        close(open, at(source, i));
      } else {
        String code = lines.get(i);
        open.forEach(region -> region.lines.add(code));
      }
    }
    open.forEach(region -> report(region.start, "region '" + region.name + "' is never closed"));
  }

  private void close(List<Region> open, String place) {
    if (open.isEmpty()) {
      report(place, "no region is open here");
      return;
    }
    Region closed = open.remove(open.size() - 1);
    Region other = regions.putIfAbsent(closed.name, closed);
    if (other != null) {
      report(closed.start, "region '" + closed.name + "' is also at " + other.start);
    }
  }

  private void checkPage(Path page) {
    List<String> lines = readLines(page);
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (fence.matches()) {
        int end = endOfBlock(lines, i, fence.group(1));
        checkBlock(page, i, fence.group(2), lines.subList(i + 1, end));
        i = end;
      } else {
        checkLinks(page, i, lines.get(i));
      }
    }
  }

  private static int endOfBlock(List<String> lines, int start, String mark) {
    for (int i = start + 1; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith(mark) && line.chars().allMatch(c -> c == mark.charAt(0))) {
        return i;
      }
    }
    return lines.size();
  }

  private void checkBlock(Path page, int start, String info, List<String> block) {
    String[] words = info.split("\\s+", 2);
    if (!words[0].equals("java")) {
      return;
    }
    if (words.length == 1) {
      report(at(page, start), "a java block must name its region: ```java NAME");
      return;
    }
    Region region = regions.get(words[1]);
    if (region == null) {
      report(at(page, start), "no source has '// region " + words[1] + "'");
      return;
    }
    checkLines(page, start, region, withoutIndentation(block));
  }

  private void checkLines(Path page, int start, Region region, List<String> found) {
    List<String> expected = withoutIndentation(region.lines);
    for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
      String wanted = i < expected.size() ? expected.get(i) : "(the end of the region)";
      String seen = i < found.size() ? found.get(i) : "(the end of the block)";
      if (!wanted.equals(seen)) {
        report(
            at(page, start + 1 + i),
            "differs from region '%s' of %s%n  expected: %s%n  found:    %s"
                .formatted(region.name, region.start, wanted, seen));
        return;
      }
    }
  }

  private void checkLinks(Path page, int index, String line) {
    Matcher link = LINK.matcher(INLINE_CODE.matcher(line).replaceAll(""));
    while (link.find()) {
      String target = link.group(1) == null ? link.group(2) : link.group(1);
      if (!ELSEWHERE.matcher(target).matches() && !leadsSomewhere(page, target)) {
        report(at(page, index), "the link leads nowhere: " + target);
      }
    }
  }

  private boolean leadsSomewhere(Path page, String target) {
    String file = URLDecoder.decode(target.replaceFirst("#.*", ""), StandardCharsets.UTF_8);
    Path found = file.isEmpty() ? page : resolved(page, file);
    return Files.exists(found) && hasHeading(found, target.replaceFirst("[^#]*#?", ""));
  }

  private Path resolved(Path page, String file) {
    return file.startsWith("/") ? root.resolve(file.substring(1)) : page.resolveSibling(file);
  }

  /** Whether a page has the heading of an anchor, which is made of its text as GitHub does it. */
  private static boolean hasHeading(Path page, String anchor) {
    return anchor.isEmpty()
        || !page.toString().endsWith(".md")
        || readLines(page).stream()
            .filter(line -> line.startsWith("#"))
            .anyMatch(line -> slug(line).equals(anchor));
  }

  private static String slug(String heading) {
    return heading
        .replaceFirst("#+\\s*", "")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
        .replaceAll("\\s", "-");
  }

  private void report(String place, String problem) {
    problems.add(place + ": " + problem);
  }

  private String at(Path file, int index) {
    return slashed(root.relativize(file)) + ":" + (index + 1);
  }

  private static List<String> withoutIndentation(List<String> lines) {
    String text = lines.stream().collect(joining("\n")).stripTrailing().stripIndent().strip();
    return text.lines().map(String::stripTrailing).toList();
  }

  private static List<Path> filesBelow(Path root, String pattern) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> slashed(root.relativize(file)).matches(pattern))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static List<String> readLines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Region {
    private final String name;
    private final String start;
    private final List<String> lines = new ArrayList<>();

    Region(String name, String start) {
      this.name = name;
      this.start = start;
    }
  }
}
