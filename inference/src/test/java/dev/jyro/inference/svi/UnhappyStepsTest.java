package dev.jyro.inference.svi;

import static dev.jyro.Patience.await;
import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.norm.BatchNorm;
import dev.jyro.JyroException;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.training.NonFinite;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** What a step that goes wrong leaves behind, and how it is told from others. */
final class UnhappyStepsTest {
  private static void unit(Object any) {
    sample("z", Normal.of(param("m", 0), param("s", 1, positive())));
  }

  @Test
  void anEvaluationSaysNothingOfGradients() {
    Model<Tensor> model =
        x -> {
          Tensor m = param("m", 0);
          observe("x", Normal.of(m.mul(m).sqrt(), 1), x);
        };
    SVI<Tensor> svi = SVI.of(model, x -> {}, SGD.withLearningRate(0.1), TraceELBO.create());
    Tensor x = Tensor.scalar(1);
    svi.evaluateLoss(x);

    assertThatThrownBy(() -> svi.step(x)).hasMessageContaining("the gradient of 'm' is not");
    assertThat(svi.params().get("m").item()).isZero();
  }

  @Test
  void aNetworksRunningMeanIsAsBefore() {
    Net net = Net.of(BatchNorm.builder().build(), Shapes.of(1, 2));
    Model<Tensor> model =
        x -> {
          Tensor z = sample("z", Normal.standard());
          Tensor mean = module("net", net).forward(x).sum(-1).add(z);
          plate("rows", x.size(0), () -> observe("y", Normal.of(mean, 1), mean.detach()));
        };
    SVI<Tensor> svi =
        SVI.of(
            model,
            UnhappyStepsTest::unit,
            Adam.withLearningRate(0.01),
            TraceELBO.create(),
            SVI.Options.defaults().nonFinite(NonFinite.skip(5)));
    svi.step(rows(1, 2, 3, 5));
    double[] before = kept(svi);

    assertThat(svi.step(rows(1, Float.NaN, 3, 5))).isNaN();

    assertThat(kept(svi)).containsExactly(before);
    assertThat(svi.step(rows(1, 2, 3, 5))).isFinite();
  }

  private static Tensor rows(float... numbers) {
    return Tensor.of(numbers, Shapes.of(2, 2));
  }

  private static double[] kept(SVI<?> svi) {
    String name =
        svi.params().names().stream()
            .filter(any -> any.endsWith("runningMean"))
            .findFirst()
            .orElseThrow();
    return svi.params().get(name).toDoubles();
  }

  /**
   * In the second step particle 0 fails for a reason of the user's, once particle 1 has begun,
   * whose loss is not finite. Which particle it is the guide knows by its draw, that of the loop.
   */
  @Test
  void aMistakeOfTheUsersIsNotSkippedOnThreadsEither() {
    Tensor x = Tensor.scalar(1);
    Model<Tensor> model = data -> observe("x", Normal.of(sample("z", Normal.standard()), 1), data);
    List<Double> draws = new ArrayList<>();
    SVI<Tensor> loop = forgiving(model, data -> draws.add(drawn()), TraceELBO.withParticles(2));
    loop.step(x);
    loop.step(x);
    double first = draws.get(2);
    CountDownLatch other = new CountDownLatch(1);
    Model<Tensor> guide =
        data -> {
          if (drawn() == first) {
            await(other);
            throw new JyroException("the user's own");
          }
          other.countDown();
        };
    boolean[] broken = new boolean[1];
    Model<Tensor> breaking = data -> model.run(broken[0] ? data.mul(Double.NaN) : data);
    ForkJoinPool pool = new ForkJoinPool(2);
    try {
      SVI<Tensor> svi = forgiving(breaking, guide, TraceELBO.withParticles(2).parallel(pool));
      svi.step(x);
      broken[0] = true;

      assertThatThrownBy(() -> svi.step(x)).hasMessageContaining("the user's own");
      assertThat(svi.skipped()).isZero();
    } finally {
      pool.shutdown();
    }
  }

  private static double drawn() {
    return sample("z", Normal.of(param("m", 0), param("s", 1, positive()))).item();
  }

  private static SVI<Tensor> forgiving(Model<Tensor> model, Model<Tensor> guide, ELBO elbo) {
    SVI.Options options = SVI.Options.defaults().nonFinite(NonFinite.skip(5));
    return SVI.of(model, guide, SGD.withLearningRate(0), elbo, options);
  }

  @Test
  void aPlateThatOnlyLaterBatchesHaveIsNamed() {
    Model<Tensor> model =
        x -> {
          Tensor z = sample("z", Normal.standard());
          Model<Tensor> inner = y -> plate("a", y.size(-1), () -> observe("x", Normal.of(z, 1), y));
          if (x.dim() == 1) {
            inner.run(x);
          } else {
            plate("b", x.size(0), 2, rows -> inner.run(x));
          }
        };
    SVI<Tensor> svi =
        SVI.of(
            model,
            UnhappyStepsTest::unit,
            Adam.withLearningRate(0.01),
            RenyiELBO.importanceWeighted(2));
    svi.step(Tensor.ones(3));

    assertThatThrownBy(() -> svi.step(Tensor.ones(2, 3)))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("plate 'a' in dimension -3")
        .hasMessageContaining("withParticles");
  }

  /** The numbers leave Torch and come back: what becomes of them cannot be seen. */
  @Test
  void numbersThatGoToDJLCountAsReadByTraceGraphELBO() {
    try (NDManager manager = ai.djl.engine.Engine.getEngine("PyTorch").newBaseManager()) {
      Model<Tensor> model =
          x -> {
            Tensor z = sample("z", Bernoulli.of(0.5));
            Tensor threefold = Tensor.ofArray(z.toArray(manager).mul(3));
            observe("x", Normal.of(threefold, 1), x);
          };
      Model<Tensor> guide = x -> sample("z", Bernoulli.ofLogits(param("l", 0)));
      SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(0.05), TraceGraphELBO.create());
      for (int i = 0; i < 100; i++) {
        svi.step(Tensor.scalar(3));
      }
      assertThat(svi.params().get("l").item()).isGreaterThan(0.5);
    }
  }
}
