package dev.jyro.inference.training;

/**
 * How a training ended.
 *
 * @param cause why
 * @param steps how many steps there have been in all
 * @param skipped how many steps of this run were skipped
 */
public record Ended(Cause cause, long steps, long skipped) {
  /** Why a training ended. */
  public enum Cause {
    /** The condition was reached. */
    REACHED,
    /** There were no more data. */
    OUT_OF_DATA
  }
}
