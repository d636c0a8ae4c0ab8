package dev.jyro.examples.embedding;

import dev.jyro.inference.parallel.Crew;
import java.util.function.IntConsumer;

/**
 * A crew that goes through points. Each point is to write its own results only: then it does not
 * matter who does it.
 */
record Workers(Crew crew) {
  /** Enough for handing out to cost nothing, and few enough for nobody to wait long. */
  private static final int BLOCK = 64;

  void forEach(int count, IntConsumer task) {
    crew.perform((count + BLOCK - 1) / BLOCK, block -> goThrough(block * BLOCK, count, task));
  }

  private static void goThrough(int from, int count, IntConsumer task) {
    int to = Math.min(from + BLOCK, count);
    for (int i = from; i < to; i++) {
      task.accept(i);
    }
  }
}
