package dev.jyro.inference.interchange;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Names that every file system takes: separators, reserved and invisible letters, and a dot in
 * front, become {@code %2F} and the like, as in web addresses.
 */
final class PlainName {
  private static final Pattern RESERVED =
      Pattern.compile("^\\.|[. ]$|[\\x00-\\x1f\\x7f/\\\\:*?\"<>|%]");
  private static final Pattern ENCODED = Pattern.compile("%([0-7][0-9A-F])");

  private PlainName() {}

  static String of(String name) {
    return RESERVED
        .matcher(name)
        .replaceAll(found -> String.format(Locale.ROOT, "%%%02X", (int) found.group().charAt(0)));
  }

  /** The name that was made plain. */
  static String meant(String plain) {
    return ENCODED.matcher(plain).replaceAll(PlainName::decoded);
  }

  private static String decoded(MatchResult found) {
    char letter = (char) Integer.parseInt(found.group(1), 16);
    return letter == '\\' || letter == '$' ? "\\" + letter : String.valueOf(letter);
  }
}
