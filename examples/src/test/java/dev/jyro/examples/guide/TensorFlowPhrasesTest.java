package dev.jyro.examples.guide;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.handler.Handlers.condition;
import static dev.jyro.handler.Handlers.scale;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.KLDivergence;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Transformed;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.ELBO;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.inference.svi.TraceMeanFieldELBO;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The phrases of docs/from-zhusuan.md for people from TensorFlow Probability; each runs. */
final class TensorFlowPhrasesTest {
  private final Tensor x = Tensor.of(0f, 1f, 1f);

  private final Model<Tensor> model =
      x -> {
        Tensor z = sample("z", Normal.of(0, 1));
        sample("x", Bernoulli.ofLogits(z.add(x.zerosLike())).toEvent(1));
      };

  private final Model<Tensor> guide =
      x -> sample("z", Normal.of(param("loc", 0), param("scale", 1, positive())));

  @Test
  void distributions() {
    Tensor loc = Tensor.zeros(3);
    Distribution p = Normal.of(loc, 1).toEvent(1);
    Distribution q = Normal.standard(3).toEvent(1);
    assertThat(KLDivergence.kl(p, q).item()).isZero();
    assertThat(p.sample(Noise.of(42), Shapes.of(5)).shape()).isEqualTo(Shapes.of(5, 3));
    assertThat(p.logProb(loc).dim()).isZero();
    assertThat(Normal.of(0, 1).expand(Shapes.of(10)).toEvent(1).eventShape())
        .isEqualTo(Shapes.of(10));
    Distribution positive = Transformed.of(Normal.of(0, 1), Bijectors.exp());
    assertThat(positive.sample(Noise.of(0)).item()).isPositive();
  }

  @Test
  void aChainOfBijectorsIsWrittenInTheOrderInWhichItIsApplied() {
    Bijector chain = Bijectors.compose(Bijectors.affine(1, 2), Bijectors.exp());
    assertThat(chain.forward(Tensor.scalar(0, DataType.FLOAT64)).item()).isEqualTo(Math.exp(1));
  }

  @Test
  void losses() {
    Model<Tensor> seen = x -> condition(model, Map.of("x", x)).run(x);
    List<ELBO> all =
        List.of(
            TraceELBO.create(),
            TraceELBO.create().beta(0.01),
            TraceMeanFieldELBO.create().beta(0.01));
    for (ELBO elbo : all) {
      SVI<Tensor> svi = SVI.of(seen, guide, Adam.withLearningRate(1e-3), elbo);
      svi.run(List.of(x), StopWhen.steps(10));
      assertThat(svi.steps()).isEqualTo(10);
    }
  }

  @Test
  void aJointDistributionIsATrace() {
    Model<Tensor> tempered = scale(model, 0.01);
    Map<String, Tensor> values = Map.of("z", Tensor.scalar(0), "x", x);
    double logDensity = Trace.of(condition(model, values), x).logDensity().item();
    double scaled = Trace.of(condition(tempered, values), x).logDensity().item();
    double ratio = scaled / logDensity;
    assertThat(ratio).isCloseTo(0.01, within(1e-8)); // float32: 1e-7 of it
  }
}
