package dev.jyro.handler;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the handlers warn of in the log, which the tests have on the error stream. */
final class Warnings {
  private Warnings() {}

  /** The lines of warnings while the body runs. */
  static List<String> during(Runnable body) {
    PrintStream before = System.err;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
    try {
      body.run();
    } finally {
      System.setErr(before);
    }
    return text.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains("dev.jyro.handler"))
        .toList();
  }
}
