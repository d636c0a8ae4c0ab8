package dev.jyro.examples.stage;

import java.io.PrintWriter;

/** Prints each line at once, so that a log that is followed shows it. */
record LineProgress(PrintWriter out) implements Progress {
  @Override
  public void start(String title, Way way) {}

  @Override
  public void step(String name, double value) {}

  @Override
  public void line(String line) {
    out.println(line);
    out.flush();
  }
}
