package dev.jyro.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Mutations of what is written in letters: JSON, and the headers of arrays. */
public final class Words {
  /** All of them. */
  public static final List<Mutation> ALL =
      List.of(
          Words::withAnotherNumber,
          Words::withAnotherNumber,
          Words::withAnotherName,
          Words::withAnotherValue,
          Words::withADoubledField,
          Words::withoutAField);

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern NAME = Pattern.compile("(?<=[\"'])[^\"']*(?=[\"'])");
  private static final Pattern VALUE =
      Pattern.compile("(?<=: ?)(\"[^\"]*\"|-?[0-9][^,}\\]\\s]*|\\[[^\\]]*\\]|\\{[^}]*\\}|null)");
  private static final Pattern FIELD =
      Pattern.compile(
          "\"[^\"]*\" ?: ?(\"[^\"]*\"|-?[0-9][^,}\\]\\s]*|\\[[^\\]]*\\]|\\{[^}]*\\}),\\s*");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1",
          "2147483647",
          "2147483648",
          "4294967296",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "99999999999999999999999999",
          "0.5",
          "1e3",
          "1e400",
          "1e999999999",
          "-1e-999999999",
          "NaN",
          "Infinity",
          "0x10",
          "01",
          "9".repeat(100_000),
          "1" + ",1".repeat(100_000));

  private static final List<String> NAMES =
      List.of(
          "",
          ".",
          "..",
          "../../evil",
          "../../../../../evil",
          Outside.evil(),
          Outside.there(),
          "C:\\evil",
          "a\\u0000b",
          "\u0000",
          "\\ud800",
          "\\n",
          "a/b/c",
          "%2E%2E%2Fevil",
          "__proto__",
          "__metadata__",
          "chain",
          "draw",
          "~",
          "|",
          "<f8",
          "|O8",
          "<U536870911",
          "n".repeat(300),
          "long ".repeat(20_000),
          "independent(".repeat(20_000));

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "\"\"",
          "\"7\"",
          "[]",
          "{}",
          "[null]",
          "[0,0,0,0]",
          "[-1]",
          "[[1]]",
          "{\"a\":{}}",
          "[".repeat(100_000),
          "[".repeat(200) + "]".repeat(200),
          "{\"a\":".repeat(100_000),
          "{\"a\":".repeat(200) + "1" + "}".repeat(200),
          "[" + "[],".repeat(100_000) + "[]]");

  /** What an earlier mutation has made vast would take the patterns long. */
  private static final int MOST_SEEN = 1 << 13;

  private Words() {}

  private static byte[] withAnotherNumber(byte[] whole, SplittableRandom random) {
    return replaced(whole, NUMBER, NUMBERS, random);
  }

  private static byte[] withAnotherName(byte[] whole, SplittableRandom random) {
    return replaced(whole, NAME, NAMES, random);
  }

  private static byte[] withAnotherValue(byte[] whole, SplittableRandom random) {
    return replaced(whole, VALUE, VALUES, random);
  }

  private static byte[] withADoubledField(byte[] whole, SplittableRandom random) {
    return replaced(whole, FIELD, List.of("$0$0"), random);
  }

  private static byte[] withoutAField(byte[] whole, SplittableRandom random) {
    return replaced(whole, FIELD, List.of(""), random);
  }

  /** With one of these for one place that the pattern finds; {@code $0} is what was there. */
  private static byte[] replaced(
      byte[] whole, Pattern pattern, List<String> others, SplittableRandom random) {
    int seen = Math.min(whole.length, MOST_SEEN);
    String text = new String(whole, 0, seen, StandardCharsets.ISO_8859_1);
    List<MatchResult> found = pattern.matcher(text).results().toList();
    if (found.isEmpty()) {
      return whole.clone();
    }
    MatchResult place = found.get(random.nextInt(found.size()));
    String other = others.get(random.nextInt(others.size())).replace("$0", place.group());
    return Bytes.spliced(whole, place.start(), place.end(), other.getBytes(StandardCharsets.UTF_8));
  }
}
