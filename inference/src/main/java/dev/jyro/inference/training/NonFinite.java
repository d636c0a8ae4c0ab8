package dev.jyro.inference.training;

import dev.jyro.JyroException;

/**
 * What becomes of a step whose loss or gradient is not finite. In any case the parameters stay as
 * they were before it.
 *
 * @param kind what is done
 * @param atMost how often, before the training fails after all
 */
public record NonFinite(Kind kind, int atMost) {
  /** What is done. */
  public enum Kind {
    /** The step throws. */
    FAIL,
    /** The step is counted and left out. */
    SKIP,
    /** The same, and from here on steps are half as long. */
    HALVE
  }

  /** Checks the number. */
  public NonFinite {
    if (atMost < 0) {
      throw new JyroException("NonFinite: at most %d. Needed: 0 or more.".formatted(atMost));
    }
  }

  /** Fail at the first; what is done if nothing is said. */
  public static NonFinite fail() {
    return new NonFinite(Kind.FAIL, 0);
  }

  /**
   * Leave the step out. For a rare batch that is too far out.
   *
   * @param inARow how many may follow each other; one more fails
   */
  public static NonFinite skip(int inARow) {
    return new NonFinite(Kind.SKIP, inARow);
  }

  /**
   * Leave the step out, and halve the learning rate from here on: each update is half of what the
   * optimizer makes of it. For a rate that was too high.
   *
   * @param times how often in the whole training; one more fails
   */
  public static NonFinite halveLearningRate(int times) {
    return new NonFinite(Kind.HALVE, times);
  }
}
