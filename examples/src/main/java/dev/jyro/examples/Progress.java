package dev.jyro.examples;

import java.io.PrintWriter;

/**
 * Tells how far a training is. For every epoch: {@link #start}, then {@link #step} after each step,
 * then {@link #finish} with the line that sums the epoch up.
 *
 * <pre>{@code
 * try (Progress progress = options.progress()) {
 *   for (int epoch = 1; epoch <= epochs; epoch++) {
 *     progress.start(epoch, batches.size());
 *     for (Batch batch : batches) {
 *       progress.step(svi.step(batch));
 *     }
 *     progress.finish("epoch 1  train -170.3  test -121.8");
 *   }
 * }
 * }</pre>
 *
 * <p>Thread safety: none is promised; call it from the thread that trains.
 */
public interface Progress extends AutoCloseable {

  /**
   * An epoch begins.
   *
   * @param epoch its number, from 1
   * @param steps how many there will be
   */
  void start(int epoch, long steps);

  /**
   * A step is done.
   *
   * @param loss its loss, in whatever unit the example speaks of
   */
  void step(double loss);

  /** The epoch is done, and this is what to say of it. */
  void finish(String line);

  /** Takes away what an epoch that broke off has left on the screen. */
  @Override
  default void close() {}

  /** One line for each epoch, nothing for a step: for files, pipes and logs. */
  static Progress lines(PrintWriter out) {
    return new LineProgress(out);
  }

  /**
   * A bar that moves on the terminal, replaced by the line of the epoch at its end. It is drawn on
   * the error stream of the process; the lines go to {@code out}.
   */
  static Progress bar(PrintWriter out) {
    return new BarProgress(out, System.err);
  }
}
