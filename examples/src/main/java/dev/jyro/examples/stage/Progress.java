package dev.jyro.examples.stage;

import java.io.PrintWriter;

/**
 * Tells how far a work is: {@link #start}, then {@link #step} after each step; a {@link #line}
 * takes the bar away, and the next step brings it back. A {@link Course} does all that for a
 * training.
 *
 * <pre>{@code
 * progress.start("t-SNE", Way.begin(1000));
 * for (int i = 0; i < 1000; i++) {
 *   progress.step("KL", divergence());
 * }
 * progress.line("The divergence is 2.1 nats.");
 * }</pre>
 *
 * <p>Thread safety: none is promised; call it from the thread that works.
 */
public interface Progress extends AutoCloseable {

  /**
   * How much of a work is done.
   *
   * @param before steps that were done before this run
   * @param done steps that are done, with those
   * @param total steps in all
   * @param nanos how long this run took for its own
   */
  record Way(long before, long done, long total, long nanos) {
    /** The beginning of so many steps. */
    public static Way begin(long steps) {
      return new Way(0, 0, steps, 0);
    }
  }

  /**
   * The work begins, or another part of it.
   *
   * @param title what it is called
   * @param way how far the whole is
   */
  void start(String title, Way way);

  /**
   * A step is done.
   *
   * @param name what the number is called
   * @param value a number to watch
   */
  void step(String name, double value);

  /** Says something that stays. */
  void line(String line);

  /** Takes away what is left on the screen. */
  @Override
  default void close() {}

  /** Lines alone, nothing for a step: for files, pipes and logs. */
  static Progress lines(PrintWriter out) {
    return new LineProgress(out);
  }

  /**
   * A bar that moves on the terminal, with the time left. It is drawn on the error stream of the
   * process; the lines go to {@code out}.
   */
  static Progress bar(PrintWriter out) {
    return new BarProgress(out, System.err);
  }
}
