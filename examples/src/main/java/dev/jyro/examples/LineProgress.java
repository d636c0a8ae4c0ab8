package dev.jyro.examples;

import java.io.PrintWriter;

/** Prints the line of each epoch at once, so that a log that is followed shows it. */
record LineProgress(PrintWriter out) implements Progress {
  @Override
  public void start(int epoch, long steps) {}

  @Override
  public void step(double loss) {}

  @Override
  public void finish(String line) {
    out.println(line);
    out.flush();
  }
}
