package dev.jyro.inference.training;

/**
 * Is told how a training goes, on the thread that trains, between the steps.
 *
 * <p>What it throws ends the training; the step it was told of stays done. Tensors that it makes
 * are freed when it returns.
 */
@FunctionalInterface
public interface TrainingListener {
  /** A step is over. */
  void stepped(Step step);

  /** A pass through the data is over; one that the training's end cuts off is not told. */
  default void passed(Epoch epoch) {}

  /** The training is over; not told if it ends by an exception. */
  default void ended(Ended how) {}

  /** One that says nothing. */
  static TrainingListener silent() {
    return step -> {};
  }

  /** This one, then the other. */
  default TrainingListener and(TrainingListener other) {
    TrainingListener first = this;
    return new TrainingListener() {
      @Override
      public void stepped(Step step) {
        first.stepped(step);
        other.stepped(step);
      }

      @Override
      public void passed(Epoch epoch) {
        first.passed(epoch);
        other.passed(epoch);
      }

      @Override
      public void ended(Ended how) {
        first.ended(how);
        other.ended(how);
      }
    };
  }
}
