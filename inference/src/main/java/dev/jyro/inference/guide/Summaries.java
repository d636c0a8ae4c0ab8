package dev.jyro.inference.guide;

import dev.jyro.JyroException;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.collection.List;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What is said of each site's values: computed for each, or estimated from draws. */
final class Summaries {
  /** Odd, so that one draw is the middle. */
  private static final int DRAWS = 1001;

  private Summaries() {}

  /** Of draws, the same at each call. */
  static Map<String, Tensor> ofDraws(
      AutoGuide<?> guide, List<Latent> sites, ParamStore params, UnaryOperator<Tensor> how) {
    if (sites.isEmpty()) {
      return Map.of();
    }
    Draws draws = guide.sample(params, DRAWS, Noise.of(0).at("summary"));
    return of(sites, site -> how.apply(draws.get(site.name())));
  }

  /** Computed; the tensors are the caller's. */
  static Map<String, Tensor> of(List<Latent> sites, Function<Latent, Tensor> how) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (Latent site : sites) {
      Tensor found = TensorScope.keeping(() -> Gradients.paused(() -> how.apply(site).detach()));
      all.put(site.name(), found);
    }
    return Collections.unmodifiableMap(all);
  }

  static Tensor middle(Tensor draws) {
    return draws.median(0);
  }

  static Tensor quantiles(Tensor draws, double... probabilities) {
    return draws.quantile(Tensor.of(probabilities).to(draws.dataType()), 0);
  }

  static void needProbabilities(double... probabilities) {
    for (double probability : probabilities) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new JyroException(
            "quantiles: probability %s. Needed: from 0 to 1.".formatted(probability));
      }
    }
  }
}
