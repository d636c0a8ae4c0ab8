package dev.jyro.examples.bench;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Trainings of one small model, each on a thread of its own. */
final class Loops implements AutoCloseable {
  private final ExecutorService threads;
  private final List<Contender> trainings;

  Loops(int count) {
    this.threads = Executors.newFixedThreadPool(count);
    this.trainings = IntStream.range(0, count).mapToObj(i -> Work.eightSchools().inJyro()).toList();
  }

  /**
   * Runs some of the trainings at once.
   *
   * @return steps a second, of all of them together
   */
  double stepsPerSecond(int count, int steps) throws Exception {
    CyclicBarrier start = new CyclicBarrier(count);
    List<Callable<long[]>> bodies =
        trainings.subList(0, count).stream().map(one -> timed(one, steps, start)).toList();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Future<long[]> future : threads.invokeAll(bodies)) {
      first = Math.min(first, future.get()[0]);
      last = Math.max(last, future.get()[1]);
    }
    return (double) count * steps / (last - first) * 1e9;
  }

  private static Callable<long[]> timed(Contender training, int steps, CyclicBarrier start) {
    return () -> {
      start.await();
      long begin = System.nanoTime();
      training.run(steps);
      return new long[] {begin, System.nanoTime()};
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
