package dev.jyro.inference.data;

import dev.jyro.JyroException;
import java.lang.ref.Cleaner;
import java.util.NoSuchElementException;

/**
 * A feed whose batches are made ahead of need on a thread of its own.
 *
 * <p>That thread knows the belt and not the feed, so that a feed which is forgotten in the middle
 * is found by the collector, and its thread ended.
 */
final class Ahead<T> implements Feed<T> {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Belt<T> belt;
  private boolean ended;

  private Ahead(Belt<T> belt) {
    this.belt = belt;
  }

  static <T> Feed<T> of(Feed<T> source, int count) {
    Belt<T> belt = new Belt<>(source, count);
    Ahead<T> feed = new Ahead<>(belt);
    CLEANER.register(feed, belt::stop);
    belt.start();
    return feed;
  }

  @Override
  public boolean hasNext() {
    return !ended && !ready().isEnd();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the feed is at its end");
    }
    Ready<T> taken = ready();
    belt.drop();
    ended = taken.isLast();
    return taken.unpacked();
  }

  /** Waits for the batch that is being made, too: nothing of the source is used afterwards. */
  @Override
  public void close() {
    ended = true;
    belt.stop();
    belt.join();
  }

  private Ready<T> ready() {
    try {
      return belt.peek();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JyroException("Interrupted while waiting for a batch.", e);
    }
  }
}
