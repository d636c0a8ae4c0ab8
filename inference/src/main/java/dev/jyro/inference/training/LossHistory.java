package dev.jyro.inference.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the loss of every step, and the mean of every epoch: eight bytes a step.
 *
 * <p>For one thread at a time; it may listen to several runs, one after the other.
 */
public final class LossHistory implements TrainingListener {
  private final List<Epoch> epochs = new ArrayList<>();
  private double[] losses = new double[256];
  private int count;

  private LossHistory() {}

  /** One without any loss yet. */
  public static LossHistory create() {
    return new LossHistory();
  }

  @Override
  public void stepped(Step step) {
    if (count == losses.length) {
      losses = Arrays.copyOf(losses, 2 * count);
    }
    losses[count++] = step.loss();
  }

  @Override
  public void passed(Epoch epoch) {
    epochs.add(epoch);
  }

  /** The losses, in nats, in the order of the steps; NaN where one was skipped. */
  public double[] losses() {
    return Arrays.copyOf(losses, count);
  }

  /** The epochs that are over. */
  public List<Epoch> epochs() {
    return List.copyOf(epochs);
  }
}
