package dev.jyro.inference.training;

import dev.jyro.JyroException;

/**
 * Ends a training when the loss falls no more.
 *
 * <p>Losses are averaged over windows of n steps, since single ones are noisy. A window is better
 * if its mean lies below the best one by more than {@code tolerance |best|}: the relative gain of
 * the ELBO. After {@code patience} windows in a row that are not better the training ends. Steps
 * that were skipped are left out.
 *
 * <p>Settings: {@link #start} makes the condition for one run, which has a memory and is for one
 * thread.
 *
 * @param window how many steps make one
 * @param tolerance the relative gain that is too small to count
 * @param patience how many windows without gain end the training
 */
public record EarlyStopping(int window, double tolerance, int patience) {
  /** Checks the numbers. */
  public EarlyStopping {
    if (window < 1 || patience < 1 || !(tolerance >= 0) || Double.isInfinite(tolerance)) {
      throw new JyroException(
          "EarlyStopping: window %d, tolerance %s, patience %d. Needed: a window and a patience of at least 1, and a tolerance that is 0 or greater."
              .formatted(window, tolerance, patience));
    }
  }

  /** With windows of so many steps, tolerance 1e-4 and patience 3. */
  public static EarlyStopping over(int window) {
    return new EarlyStopping(window, 1e-4, 3);
  }

  /** The same with another tolerance. */
  public EarlyStopping tolerance(double other) {
    return new EarlyStopping(window, other, patience);
  }

  /** The same with another patience. */
  public EarlyStopping patience(int other) {
    return new EarlyStopping(window, tolerance, other);
  }

  /** The condition for one run, at its start. */
  public StopWhen start() {
    return new Watch(this);
  }

  /** What is remembered. */
  private static final class Watch implements StopWhen {
    private final EarlyStopping settings;
    private double sum;
    private int count;
    private double best = Double.POSITIVE_INFINITY;
    private int waited;

    Watch(EarlyStopping settings) {
      this.settings = settings;
    }

    @Override
    public boolean isReached(Step step) {
      if (step.isSkipped()) {
        return false;
      }
      sum += step.loss();
      count++;
      return count == settings.window && isEnd(sum / count);
    }

    private boolean isEnd(double mean) {
      sum = 0;
      count = 0;
      waited = isBetter(mean) ? 0 : waited + 1;
      best = Math.min(best, mean);
      return waited >= settings.patience;
    }

    /** The first window is better than none. */
    private boolean isBetter(double mean) {
      return Double.isInfinite(best) || best - mean > settings.tolerance * Math.abs(best);
    }
  }
}
