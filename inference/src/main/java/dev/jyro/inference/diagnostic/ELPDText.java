package dev.jyro.inference.diagnostic;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An {@link ELPD} in a line, with a line for each warning. */
final class ELPDText {
  private ELPDText() {}

  static String of(String name, ELPD elpd) {
    String numbers =
        String.format(
            Locale.ROOT,
            "%s: elpd %.2f nats, standard error %.2f, %.2f effective parameters",
            name,
            elpd.total(),
            elpd.standardError(),
            elpd.effectiveParameters());
    return Stream.concat(Stream.of(numbers), elpd.warnings().stream().map(text -> "  " + text))
        .collect(Collectors.joining("\n"));
  }
}
