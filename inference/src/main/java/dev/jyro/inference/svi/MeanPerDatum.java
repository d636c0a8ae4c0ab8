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
    double share = share(run.data());
    return share * sum.estimate(run, all -> descend.accept(all.times(share)));
  }

  @Override
  public LossBySite bySite(Run<? extends A> run) {
    return sum.bySite(run).times(share(run.data()));
  }

  private double share(A data) {
    long count = size.applyAsLong(data);
    if (count < 1) {
      throw new JyroException(
          "meanPerDatum: the batch has %d data. Needed: at least 1.".formatted(count));
    }
    return 1.0 / count;
  }
}
