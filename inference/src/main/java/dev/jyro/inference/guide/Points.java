package dev.jyro.inference.guide;

import dev.jyro.inference.param.ParamStore;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.util.Arrays;
import java.util.Map;

/** A guide that always draws the same value: it is mean, median and every quantile. */
abstract class Points<A, G extends AutoGuide<A>> extends Prototyped<A, G> {
  Points(Settings<A> settings) {
    super(settings);
  }

  @Override
  public final Map<String, Tensor> mean(ParamStore params) {
    return median(params);
  }

  @Override
  public final Map<String, Tensor> median(ParamStore params) {
    Prototype read = known();
    try (TensorScope scope = TensorScope.open()) {
      Trace trace = Trace.of(data -> asked(params, () -> draw(read, Openings.full())), "");
      Map<String, Tensor> values = Summaries.of(read.latents(), site -> trace.value(site.name()));
      values.values().forEach(scope::keep);
      return values;
    }
  }

  @Override
  public final Map<String, Tensor> quantiles(ParamStore params, double... probabilities) {
    Summaries.needProbabilities(probabilities);
    Map<String, Tensor> values = median(params);
    return Summaries.of(
        known().latents(),
        site -> {
          Tensor[] all = new Tensor[probabilities.length];
          Arrays.fill(all, values.get(site.name()));
          return ShapeOps.stack(0, all);
        });
  }
}
