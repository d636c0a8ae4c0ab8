package dev.jyro.inference.predictive;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.diagnostic.LOO;
import dev.jyro.inference.diagnostic.PSIS;
import dev.jyro.inference.diagnostic.WAIC;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The code of docs/predictions.md. */
final class PredictionsPageTest {
  @Test
  void predictsChecksAndWeighs() {
    // region predictions-model
    record Points(Tensor x, Tensor y) {}

    Model<Points> model =
        points -> {
          Tensor slope = sample("slope", Normal.of(0, 2));
          Tensor spread = param("spread", 1, Constraints.positive());
          plate(
              "points",
              points.x().size(0),
              () -> {
                Tensor line = deterministic("line", points.x().mul(slope));
                observe("y", Normal.of(line, spread), points.y());
              });
        };

    Model<Points> guide =
        points ->
            sample(
                "slope", Normal.of(param("loc", 0), param("scale", 0.5, Constraints.positive())));
    // endregion

    Tensor x = Tensor.of(-1f, -0.5f, 0.5f, 1f, 1.5f);
    Points points = new Points(x, x.mul(1.5).add(Tensor.of(0.1f, -0.2f, 0.1f, 0f, -0.1f)));
    SVI<Points> svi = SVI.of(model, guide, Adam.withLearningRate(0.02), TraceELBO.create());
    svi.run(List.of(points), StopWhen.steps(400));

    // region predictions-guide
    Predictive<Points> predictive = Predictive.of(model, svi.params(), guide).draws(1000);
    Draws draws = predictive.draw(points, 42); // slope, line and y; y is drawn, not data
    Tensor[] band = {
      draws.get("y").quantile(Tensor.of(0.05f), 0), draws.get("y").quantile(Tensor.of(0.95f), 0)
    };
    // endregion
    assertThat(draws.names()).containsExactly("slope", "line", "y");
    assertThat(band[0].lt(band[1]).all().item()).isEqualTo(1);

    // region predictions-elsewhere
    Draws slopes = predictive.sites("slope").draw(points, 42);
    Points unseen = new Points(Tensor.of(2f, 3f), Tensor.zeros(2)); // zeros: to be drawn
    Draws there = Predictive.of(model, svi.params(), slopes).draw(unseen, 43);
    // endregion
    assertThat(there.names()).containsExactly("line", "y");

    ExecutorService pool = Executors.newFixedThreadPool(2);
    // region predictions-fast
    Draws quick = predictive.sideBySide(250).parallel(pool, 2).draw(points, 42);
    // endregion
    pool.shutdownNow();
    assertThat(quick.size()).isEqualTo(1000);

    // region predictions-check
    Draws replicated = predictive.sites("y").sideBySide().draw(points, 44);
    PredictiveCheck check =
        PredictiveCheck.of(replicated, "y", points.y(), y -> y.max().item() - y.min().item());
    // endregion
    assertThat(check.pValue()).isBetween(0.01, 0.99);

    // region predictions-importance
    Importance importance = predictive.sideBySide().importance(points, 45);
    double logEvidence = importance.logEvidence(); // with importance.logEvidenceError()
    double effective = importance.effectiveSize(); // of 1000
    Draws posterior = importance.resampled(500, 46);
    // endregion
    assertThat(logEvidence).isFinite();
    assertThat(effective).isBetween(1.0, 1000.0);
    assertThat(posterior.size()).isEqualTo(500);

    // region predictions-fit
    PSIS fit = PSIS.of(importance.logWeights());
    System.out.println(fit.advice());
    Draws logs = predictive.logLikelihoods(points, 47); // "y": [1, 1000, 5]
    LOO loo = LOO.of(logs, "y");
    // endregion
    assertThat(fit.kHat()).isLessThan(2);
    assertThat(loo.pointwise()).hasSize(5);
    assertThat(WAIC.of(logs, "y").pointwise()).hasSize(5);
    assertThat(logs.get("y").shape().getShape()).containsExactly(1000, 5);

    // region predictions-draws
    for (Map<String, Tensor> draw : slopes) {
      svi.params().run(Handlers.substitute(model, draw), points);
    }
    Draws both = slopes.then(slopes); // twice as long; beside: twice as many chains
    Draws withLine = slopes.and(draws.only("line"));
    // endregion
    assertThat(both.size()).isEqualTo(2000);
    assertThat(withLine.names()).containsExactly("slope", "line");
    assertThat(draws.get("slope").mean().item()).isEqualTo(1.5, within(0.5));
  }
}
