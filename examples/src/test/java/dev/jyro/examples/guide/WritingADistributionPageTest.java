package dev.jyro.examples.guide;

import static dev.jyro.handler.Handlers.reparam;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Categorical;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Logistic;
import dev.jyro.distribution.Mixture;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Poisson;
import dev.jyro.distribution.Transformed;
import dev.jyro.distribution.Truncated;
import dev.jyro.distribution.ZeroInflated;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.guide.AutoNormal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.reparam.TransformReparam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The code of docs/writing-a-distribution.md. Random tests have the seeds that stand in them. */
final class WritingADistributionPageTest {
  private static final Adam ADAM = Adam.withLearningRate(0.05);

  // region distribution-in-a-model
  private final Model<Tensor> lives =
      measured ->
          plate(
              "parts",
              measured.size(0),
              () -> {
                Tensor life = sample("life", Gompertz.of(0.02, 0.3));
                observe("measured", Normal.of(life, 0.5), measured);
              });

  // endregion

  @Test
  void shapesAreThoseOfTheParameters() {
    // region distribution-shapes
    Tensor level = Tensor.of(0.01f, 0.02f, 0.03f);
    Gompertz three = new Gompertz(level, Tensor.scalar(0.3)); // batch (3), event ()
    Distribution vector = three.toEvent(1); // batch (), event (3)
    Distribution table = three.expand(Shapes.of(2, 3)); // batch (2, 3), event ()
    Tensor draws = vector.sample(Noise.of(0), Shapes.of(1000)); // (1000, 3)
    Tensor densities = vector.logProb(draws); // (1000)
    // endregion
    assertThat(three.batchShape()).isEqualTo(Shapes.of(3));
    assertThat(vector.batchShape()).isEqualTo(Shapes.scalar());
    assertThat(vector.eventShape()).isEqualTo(Shapes.of(3));
    assertThat(table.batchShape()).isEqualTo(Shapes.of(2, 3));
    assertThat(draws.shape()).isEqualTo(Shapes.of(1000, 3));
    assertThat(densities.shape()).isEqualTo(Shapes.of(1000));
  }

  /**
   * The posterior of each part is a density over one number: its mean and deviation by a sum over
   * 20,000 places. The guide is lognormal and no exact fit; a posterior deviation is far more than
   * that costs, and far less than where it starts, at 1, is off.
   */
  @Test
  void anAutoguideFitsItInAPlate() {
    Tensor measured = Tensor.of(6f, 9f, 12f);
    // region distribution-autoguide
    AutoNormal<Tensor> guide = AutoNormal.of(lives);
    SVI<Tensor> svi = SVI.of(lives, guide, Adam.withLearningRate(0.05), TraceELBO.vectorized(8));
    svi.run(List.of(measured), StopWhen.steps(1000));
    Map<String, Tensor> medians = guide.median(svi.params()); // "life": (3)
    // endregion
    Tensor life = requireNonNull(medians.get("life"));
    assertThat(life.shape()).isEqualTo(Shapes.of(3));
    Tensor x = Tensor.linspace(0.001, 30, 20_000, DataType.FLOAT64);
    for (int i = 0; i < 3; i++) {
      Tensor seen = measured.get(i).to(DataType.FLOAT64);
      Tensor joint = Gompertz.of(0.02, 0.3).logProb(x).add(Normal.of(x, 0.5).logProb(seen));
      Tensor weights = joint.softmax(0);
      double mean = weights.mul(x).sum().item();
      double deviation = Math.sqrt(weights.mul(x.sub(mean).square()).sum().item());
      assertThat(life.get(i).item()).isCloseTo(mean, within(deviation));
    }
  }

  /** Where the likelihood is largest the mean of the data is rate / (1 - exp(-rate)). */
  @Test
  void aDiscreteOneIsObserved() {
    Tensor sizes = Tensor.of(2f, 1f, 4f, 2f, 2f, 3f, 1f, 2f);
    Model<Tensor> parties =
        seen -> {
          Tensor rate = param("rate", 1, Constraints.positive());
          plate("parties", seen.size(0), () -> observe("size", new PositivePoisson(rate), seen));
        };
    SVI<Tensor> svi = SVI.of(parties, seen -> {}, ADAM, TraceELBO.create());
    svi.run(List.of(sizes), StopWhen.steps(500));
    double rate = svi.params().get("rate").item();
    double mean = sizes.mean().item();
    assertThat(rate / -Math.expm1(-rate)).isCloseTo(mean, within(1e-3)); // Adam's last steps
  }

  @Test
  void anAutoguideRefusesADiscreteOneAndSaysWhatToDo() {
    Model<Tensor> model = data -> sample("size", new PositivePoisson(Tensor.scalar(2)));
    assertThatExceptionOfType(SiteException.class)
        .isThrownBy(() -> Trace.of(AutoNormal.of(model), Tensor.scalar(0)))
        .withMessageContainingAll("Site 'size'", "it is discrete (positiveInteger)", "Fix one of");
  }

  @Test
  void aBadParameterIsFoundInTheFirstStep() {
    Model<Tensor> model = data -> observe("life", Gompertz.of(-0.5, 0.3), data);
    SVI<Tensor> svi = SVI.of(model, data -> {}, ADAM, TraceELBO.create());
    assertThatExceptionOfType(SiteException.class)
        .isThrownBy(() -> svi.step(Tensor.scalar(3)))
        .withMessage(Quoted.in("writing-a-distribution.md", "Site 'life'"));
    assertThatExceptionOfType(JyroException.class)
        .isThrownBy(() -> Gompertz.of(-0.5, 0.3).validate())
        .withMessageStartingWith("Gompertz: level is -0.5");
  }

  // ---- How it is tested

  private final Gompertz gompertz =
      new Gompertz(Tensor.scalar(0.02, DataType.FLOAT64), Tensor.scalar(0.3, DataType.FLOAT64));

  /** The rule of midpoints is off by (to - from) width² f'' / 24: here less than 1e-6. */
  // region distribution-test-density
  @Test
  void theDensityIntegratesToOne() {
    assertThat(integral(gompertz, 0, 60)).isCloseTo(1, within(1e-6));
    assertThat(gompertz.logProb(Tensor.scalar(-1)).item()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  static double integral(Distribution density, double from, double to) {
    double width = (to - from) / 20_000;
    Tensor x = Tensor.linspace(from + width / 2, to - width / 2, 20_000, DataType.FLOAT64);
    return density.logProb(x).exp().sum().item() * width;
  }

  // endregion

  // region distribution-test-sampler
  @Test
  void drawsFollowTheDensity() {
    double[] draws = gompertz.sample(Noise.of(11), Shapes.of(20_000)).toDoubles();
    for (double from = 0; from < 20; from += 2) {
      double needed = integral(gompertz, from, from + 2);
      double found = share(draws, from, from + 2);
      double error = Math.sqrt(needed * (1 - needed) / draws.length);
      assertThat(found).isCloseTo(needed, within(4 * error)); // four standard errors
    }
  }

  // endregion

  private static double share(double[] draws, double from, double to) {
    return Arrays.stream(draws).filter(x -> x >= from && x < to).count() / (double) draws.length;
  }

  /** Central differences are off by (h/x)² or so of the slope, here 1e-9, and by rounding. */
  // region distribution-test-gradient
  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    Tensor life = Tensor.scalar(7, DataType.FLOAT64);
    needSlope(x -> new Gompertz(x, gompertz.growth()).sample(Noise.of(5)), 0.02);
    needSlope(x -> new Gompertz(gompertz.level(), x).sample(Noise.of(5)), 0.3);
    needSlope(x -> new Gompertz(x, gompertz.growth()).logProb(life), 0.02);
    needSlope(x -> new Gompertz(gompertz.level(), x).logProb(life), 0.3);
    needSlope(gompertz::logProb, 7);
  }

  static void needSlope(UnaryOperator<Tensor> function, double at) {
    Tensor x = Tensor.scalar(at, DataType.FLOAT64);
    double h = 1e-5 * at;
    double rise = function.apply(x.add(h)).item() - function.apply(x.sub(h)).item();
    double slope = rise / (2 * h);
    double found = Gradients.grad(function, x).item();
    assertThat(found).isCloseTo(slope, within(1e-6 * Math.abs(slope)));
  }

  // endregion

  @Test
  void theProbabilitiesOfADiscreteOneSumToOneAndItsDrawsFollowThem() {
    PositivePoisson counts = new PositivePoisson(Tensor.scalar(2, DataType.FLOAT64));
    double[] draws = counts.sample(Noise.of(11), Shapes.of(20_000)).toDoubles();
    double total = 0;
    for (int k = 1; k < 40; k++) {
      double needed = Math.exp(counts.logProb(Tensor.scalar(k, DataType.FLOAT64)).item());
      double error = Math.sqrt(needed * (1 - needed) / draws.length);
      total += needed;
      if (needed * draws.length > 5) {
        assertThat(share(draws, k, k + 1)).isCloseTo(needed, within(4 * error));
      }
    }
    assertThat(total).isCloseTo(1, within(1e-12)); // 40 terms, each rounded to 1e-16
    assertThat(counts.logProb(Tensor.of(0.0, 1.5)).toDoubles())
        .containsOnly(Double.NEGATIVE_INFINITY);
  }

  // ---- Made of others

  @Test
  void manyAreMadeOfOthers() {
    // region distribution-composed
    Distribution logLogistic = Transformed.of(Logistic.of(1, 0.5), Bijectors.exp());
    Distribution betweenTwo = Truncated.of(Normal.of(0, 1), -1, 2);
    Distribution manyZeros = ZeroInflated.of(Poisson.of(3), 0.2);
    Categorical which = Categorical.of(Tensor.of(0.7f, 0.3f));
    Distribution twoHumps = Mixture.of(which, Normal.of(-1, 1), Normal.of(2, 0.5));
    Distribution knownOnly = Normal.of(0, 1).expand(Shapes.of(2)).mask(Tensor.of(true, false));
    // endregion
    assertThat(integral(logLogistic, 0, 1e3)).isCloseTo(1, within(1e-3)); // P(x > 1000) is 7e-6
    assertThat(integral(betweenTwo, -1, 2)).isCloseTo(1, within(1e-6));
    assertThat(integral(twoHumps, -9, 9)).isCloseTo(1, within(1e-6));
    assertThat(Math.exp(manyZeros.logProb(Tensor.scalar(0)).item()))
        .isCloseTo(0.2 + 0.8 * Math.exp(-3), within(1e-6)); // float32
    assertThat(knownOnly.logProb(Tensor.of(0f, Float.NaN)).toDoubles()[1]).isZero();
  }

  /** 2 seen with an error of 0.1 leaves a posterior about as narrow; the guide begins at 0. */
  @Test
  void anAutoguideNeedsASupportThatItKnows() {
    Model<Tensor> model =
        data -> {
          Tensor x = sample("x", Transformed.of(Normal.of(0, 1), new Sinh()));
          observe("y", Normal.of(x, 0.1), data);
        };
    assertThatExceptionOfType(SiteException.class)
        .isThrownBy(() -> Trace.of(AutoNormal.of(model), Tensor.scalar(2)))
        .withMessageContaining("no bijector leads to its support, anything");

    Model<Tensor> byItsBase = reparam(model, Map.of("x", TransformReparam.create()));
    AutoNormal<Tensor> guide = AutoNormal.of(byItsBase);
    SVI<Tensor> svi = SVI.of(byItsBase, guide, ADAM, TraceELBO.vectorized(8));
    svi.run(List.of(Tensor.scalar(2)), StopWhen.steps(500));
    Tensor median = requireNonNull(guide.median(svi.params()).get("x.base"));
    assertThat(median.sinh().item()).isCloseTo(2, within(0.1));
  }

  /** A map onto a set, neither of which the library has. */
  private static final class Sinh implements Bijector {
    @Override
    public Tensor forward(Tensor x) {
      return x.sinh();
    }

    @Override
    public Tensor inverse(Tensor y) {
      return y.asinh();
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
      return x.cosh().log();
    }

    @Override
    public Constraint codomain() {
      return new Anything();
    }
  }

  private record Anything() implements Constraint {
    @Override
    public Tensor check(Tensor value) {
      return value.eq(value);
    }

    @Override
    public String name() {
      return "anything";
    }
  }

  @Test
  void withoutExpandAPlateDrawsOneAfterTheOther() {
    AtomicInteger calls = new AtomicInteger();
    Model<Tensor> model = data -> plate("n", 100, () -> sample("x", new Counting(calls)));
    Trace.of(model, Tensor.scalar(0));
    assertThat(calls).hasValue(100);
  }

  /** A standard normal distribution that tells how often it draws, and has no expand. */
  private record Counting(AtomicInteger calls) implements Distribution {
    @Override
    public Shape batchShape() {
      return Shapes.scalar();
    }

    @Override
    public Shape eventShape() {
      return Shapes.scalar();
    }

    @Override
    public Constraint support() {
      return Constraints.real();
    }

    @Override
    public Tensor sample(Noise noise) {
      calls.incrementAndGet();
      return noise.normal(Shapes.scalar(), DataType.FLOAT32);
    }

    @Override
    public Tensor logProb(Tensor value) {
      return Normal.standard().logProb(value);
    }
  }

  @Test
  void aNaNBehindAWhereReachesTheGradient() {
    Tensor slope = Gradients.grad(x -> x.gt(0).where(x.sqrt(), 0).sum(), Tensor.of(-1f, 4f));
    assertThat(slope.toDoubles()).containsExactly(Double.NaN, 0.25);
  }
}
