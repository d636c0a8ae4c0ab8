package dev.jyro.handler;

import dev.jyro.tensor.Tensor;
import java.util.Arrays;

/**
 * A recorded tensor, read.
 *
 * @param numbers its elements
 * @param batch its sizes left of the event
 * @param event how many elements an event has
 */
@SuppressWarnings("ArrayRecordComponent") // it lives for one site, and nobody compares it
record Reading(double[] numbers, long[] batch, int event) {
  static Reading of(Tensor tensor, int eventDims) {
    long[] sizes = tensor.shape().getShape();
    int rank = sizes.length - eventDims;
    int event = 1;
    for (int i = rank; i < sizes.length; i++) {
      event *= (int) sizes[i];
    }
    return new Reading(tensor.toDoubles(), Arrays.copyOf(sizes, rank), event);
  }

  /** The event at a cell. */
  double[] at(Cell cell) {
    int start = cell.offset(batch) * event;
    return Arrays.copyOfRange(numbers, start, start + event);
  }

  /** What an event leaves for the lines that follow: a bounded number. */
  static double bounded(double... event) {
    return Arrays.stream(event).map(Math::tanh).average().orElse(Double.NaN);
  }
}
