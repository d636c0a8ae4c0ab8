package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.tensor.Cotangents;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** An objective divided by the number of data. */
record MeanPerDatum<A>(Objective<? super A> sum, ToLongFunction<? super A> size)
    implements Objective<A> {
  @Override
  public double estimate(Run<? extends A> run, Consumer<Cotangents> descend) {
    long count = size.applyAsLong(run.data());
    if (count < 1) {
      throw new JyroException(
          "meanPerDatum: the batch has %d data. Needed: at least 1.".formatted(count));
    }
    double share = 1.0 / count;
    return share * sum.estimate(run, all -> descend.accept(all.times(share)));
  }
}
