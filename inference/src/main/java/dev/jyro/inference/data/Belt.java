package dev.jyro.inference.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A thread that makes batches, and the bounded queue on which it lays them. */
final class Belt<T> implements Runnable {
  private final Feed<T> source;
  private final BlockingQueue<Ready<T>> queue;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean stopped;
  private @Nullable Ready<T> first;

  Belt(Feed<T> source, int count) {
    this.source = source;
    this.queue = new ArrayBlockingQueue<>(count);
  }

  void start() {
    Thread thread = new Thread(this, "jyro-batches");
    thread.setDaemon(true);
    thread.start();
  }

  /** What comes next, which stays there; waits for it. */
  Ready<T> peek() throws InterruptedException {
    Ready<T> known = first;
    if (known == null) {
      known = queue.take();
      first = known;
    }
    return known;
  }

  /** Takes what was seen off. */
  void drop() {
    first = null;
  }

  @Override
  public void run() {
    boolean more = true;
    while (more && !stopped) {
      Ready<T> next = Ready.next(source);
      lay(next);
      more = !next.isLast();
    }
    if (stopped) {
      sweep();
    }
    done.countDown();
  }

  /**
   * Ends the thread when its batch is done, and frees what lies on the belt; the place that this
   * makes there wakes a thread that waits for one.
   */
  void stop() {
    stopped = true;
    sweep();
    if (first != null) {
      first.parcel().close();
      first = null;
    }
  }

  /** Waits until the thread uses nothing any more. */
  void join() {
    boolean interrupted = false;
    while (done.getCount() > 0) {
      try {
        done.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A mapping may have left its thread interrupted; that is no reason to lose a batch. */
  private void lay(Ready<T> next) {
    boolean laid = false;
    while (!laid) {
      try {
        queue.put(next);
        laid = true;
      } catch (InterruptedException e) {
        laid = false;
      }
    }
  }

  private void sweep() {
    List<Ready<T>> left = new ArrayList<>();
    queue.drainTo(left);
    left.forEach(each -> each.parcel().close());
  }
}
