package dev.jyro.hostile;

import dev.jyro.JyroException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Many spoilt files, one after the other: each must be read, or refused with an error of ours, in a
 * second.
 *
 * <p>A seed names each file, and so does an error. The second is one of the processor's, for other
 * work on the machine has its turns, and counts if it is exceeded three times in a row. Besides
 * there is a minute by the clock, for who waits: it ends the process.
 */
public final class Siege {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
  private static final Duration CLOCK = Duration.ofMinutes(1);
  private static final int TRIES = 3;
  private static final int LONGEST_MESSAGE = 1200;

  private final Watch watch;
  private int read;
  private int refused;
  private long slowest;

  /** What spoils a file by this chance, and reads it. */
  @FunctionalInterface
  public interface Attack {
    /** Throws a {@link JyroException} if the file is refused. */
    void on(SplittableRandom random) throws Exception;
  }

  private Siege(Watch watch) {
    this.watch = watch;
  }

  /** Tries the seeds from 0, and says what became of them. */
  public static String lay(int files, Attack attack) {
    return lay(files, attack, CLOCK);
  }

  /** The same with another patience by the clock for each file. */
  static String lay(int files, Attack attack, Duration patience) {
    try (Watch watch = Watch.over(patience)) {
      Siege siege = new Siege(watch);
      for (int seed = 0; seed < files; seed++) {
        siege.attack(seed, attack);
      }
      if (siege.refused == 0 || siege.read == 0) {
        throw new AssertionError("The files are all alike: " + siege);
      }
      return siege.toString();
    }
  }

  private void attack(long seed, Attack attack) {
    long took = Long.MAX_VALUE;
    for (int i = 0; i < TRIES && took > PATIENCE; i++) {
      watch.begins(seed);
      long work = work();
      boolean sound = isRead(seed, attack);
      took = work() - work;
      read += i == 0 && sound ? 1 : 0;
      refused += i == 0 && !sound ? 1 : 0;
    }
    slowest = Math.max(slowest, took);
    if (took > PATIENCE) {
      throw new AssertionError("File of seed %d: %d ns, three times.".formatted(seed, took));
    }
  }

  private static long work() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static boolean isRead(long seed, Attack attack) {
    try {
      attack.on(new SplittableRandom(seed));
      return true;
    } catch (JyroException e) {
      if (e.getMessage().length() > LONGEST_MESSAGE) {
        throw new AssertionError("File of seed %d: a long message".formatted(seed), e);
      }
      return false;
    } catch (Throwable e) {
      throw new AssertionError("File of seed %d: %s".formatted(seed, e), e);
    }
  }

  @Override
  public String toString() {
    return "%d files: %d read, %d refused, the slowest in %d ms of the processor"
        .formatted(read + refused, read, refused, TimeUnit.NANOSECONDS.toMillis(slowest));
  }
}
