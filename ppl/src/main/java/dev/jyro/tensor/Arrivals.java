package dev.jyro.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gradients that have arrived and wait to be delivered to their leaves.
 *
 * <p>A {@link Leaf} is for one thread at a time. Where several compute parts of one gradient, each
 * collects its own here, and one thread delivers them in an order of its choice: the sum is then
 * the same, bit for bit, whichever thread was first.
 *
 * <p>Filled by one thread, then used by one other. What waits belongs to this; closing it frees
 * what was not delivered.
 */
public final class Arrivals implements AutoCloseable {
  private final List<Arrival> waiting = new ArrayList<>();

  private Arrivals() {}

  private record Arrival(Leaf leaf, Tensor gradient) {}

  /** With nothing in it. */
  public static Arrivals none() {
    return new Arrivals();
  }

  /** Runs the body; gradients that it brings to leaves, on this thread, wait here instead. */
  public <T> T collecting(Supplier<T> body) {
    TensorScope.Current here = TensorScope.current();
    Arrivals before = here.collect(this);
    try {
      return body.get();
    } finally {
      here.collect(before);
    }
  }

  /** Delivers all, in the order in which they came. */
  public void deliver() {
    waiting.forEach(arrival -> arrival.leaf.arrive(arrival.gradient));
    close();
  }

  /** Frees what was not delivered. Closing twice does nothing. */
  @Override
  public void close() {
    waiting.forEach(arrival -> arrival.gradient.free());
    waiting.clear();
  }

  void add(Leaf leaf, Tensor gradient) {
    waiting.add(new Arrival(leaf, Leaf.own(gradient)));
  }
}
