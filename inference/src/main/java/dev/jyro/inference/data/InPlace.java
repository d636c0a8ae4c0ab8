package dev.jyro.inference.data;

import java.util.NoSuchElementException;

/** A feed that makes each batch when it is asked for, on the thread that asks. */
final class InPlace<T> implements Feed<T> {
  private final Batches<T> batches;
  private long next;
  private long end;

  InPlace(Batches<T> batches, long from, long end) {
    this.batches = batches;
    this.next = from;
    this.end = end;
  }

  @Override
  public boolean hasNext() {
    return next < end;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the feed is at its end");
    }
    return batches.at(next++);
  }

  @Override
  public void close() {
    end = next;
  }
}
