package dev.jyro.hostile;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Ends the process if it reads one file for too long by the clock, and says which file that was and
 * where the reading stood: who waits for ever cannot tell.
 */
final class Watch implements AutoCloseable {
  /** With what the process ends then. */
  static final int EXIT = 86;

  private final Thread reader = Thread.currentThread();
  private final Thread watch = new Thread(this::watch, "watch");
  private final Duration patience;
  private volatile Reading reading = new Reading(0, System.nanoTime());

  private record Reading(long seed, long began) {}

  private Watch(Duration patience) {
    this.patience = patience;
  }

  /** Over what this thread reads. */
  static Watch over(Duration patience) {
    Watch watch = new Watch(patience);
    watch.watch.setDaemon(true);
    watch.watch.start();
    return watch;
  }

  /** The file of this seed is read from now on. */
  void begins(long seed) {
    reading = new Reading(seed, System.nanoTime());
  }

  @Override
  public void close() {
    watch.interrupt();
  }

  private void watch() {
    try {
      while (System.nanoTime() - reading.began <= patience.toNanos()) {
        Thread.sleep(patience.toMillis() / 20);
      }
    } catch (InterruptedException e) {
      return;
    }
    System.out.println(complaint());
    System.out.flush();
    Runtime.getRuntime().halt(EXIT);
  }

  private String complaint() {
    String stack =
        Arrays.stream(reader.getStackTrace())
            .map(frame -> "\n    at " + frame)
            .collect(Collectors.joining());
    return "File of seed %d: still read after %d ms by the clock, in%s"
        .formatted(reading.seed, patience.toMillis(), stack);
  }
}
