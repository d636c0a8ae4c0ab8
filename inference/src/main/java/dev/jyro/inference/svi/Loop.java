package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.inference.training.Ended;
import dev.jyro.inference.training.Epoch;
import dev.jyro.inference.training.Step;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.inference.training.TrainingListener;
import dev.jyro.tensor.TensorScope;
import java.util.Iterator;
import java.util.function.Supplier;

/** Steps one after the other, until a condition or the data say enough. */
final class Loop<A> {
  private final SVI<A> svi;
  private final TrainingListener listener;
  private final StopWhen stop;
  private long epoch;
  private long taken;
  private long skipped;
  private double sum;
  private long summed;

  Loop(SVI<A> svi, TrainingListener listener, StopWhen stop) {
    this.svi = svi;
    this.listener = listener;
    this.stop = stop;
  }

  /** What comes of an attempt to take a step. */
  private enum Next {
    STEP,
    END,
    NO_DATA
  }

  /** Through batches without end, of which so many make an epoch. */
  Ended run(Iterator<? extends A> batches, long perEpoch) {
    boolean more = !stop.isReachedBefore(svi.steps());
    while (more) {
      epoch = svi.steps() / perEpoch;
      more = step(batches) == Next.STEP;
      if (svi.steps() % perEpoch == 0) {
        passed();
      }
    }
    return ended(Ended.Cause.REACHED);
  }

  /** Through data that are gone through again and again, as long as they give something. */
  Ended run(Supplier<? extends Iterator<? extends A>> passes) {
    Next next = stop.isReachedBefore(svi.steps()) ? Next.END : Next.STEP;
    while (next == Next.STEP) {
      long before = taken;
      Iterator<? extends A> pass = passes.get();
      do {
        next = step(pass);
      } while (next == Next.STEP);
      if (next == Next.NO_DATA && taken > before) {
        passed();
        epoch++;
        next = Next.STEP;
      }
    }
    return ended(next == Next.END ? Ended.Cause.REACHED : outOfData());
  }

  private Next step(Iterator<? extends A> source) {
    try (TensorScope scope = TensorScope.open()) {
      if (!source.hasNext()) {
        return Next.NO_DATA;
      }
      A batch = source.next();
      long start = System.nanoTime();
      double loss = svi.step(batch);
      return told(
          new Step(svi.steps(), epoch, loss, System.nanoTime() - start, svi.latestProblem()));
    }
  }

  private Next told(Step step) {
    taken++;
    if (step.isSkipped()) {
      skipped++;
    } else {
      sum += step.loss();
      summed++;
    }
    listener.stepped(step);
    return stop.isReached(step) ? Next.END : Next.STEP;
  }

  private void passed() {
    listener.passed(new Epoch(epoch, summed, sum / summed));
    sum = 0;
    summed = 0;
  }

  private Ended.Cause outOfData() {
    if (taken == 0) {
      throw new JyroException(
          "run: the data have no batch. Needed: at least one. Fix: give something that can be gone through, and from its start.");
    }
    return Ended.Cause.OUT_OF_DATA;
  }

  private Ended ended(Ended.Cause cause) {
    Ended how = new Ended(cause, svi.steps(), skipped);
    listener.ended(how);
    return how;
  }
}
