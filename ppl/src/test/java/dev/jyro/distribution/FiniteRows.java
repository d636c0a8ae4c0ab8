package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What every distribution over finitely many vectors keeps. Seed 11. */
interface FiniteRows {
  int DRAWS = 20_000;

  /** The distribution with this parameter. */
  Distribution of(Tensor parameter);

  /** One parameter, float64. */
  Tensor parameter();

  /** Its values, one a row, float64. */
  Tensor values();

  @Test
  default void theProbabilitiesSumToOne() {
    Tensor sum = of(parameter()).logProb(values()).logSumExp();
    Numbers.assertClose(sum.item(), 0, 1e-12, "log of the sum");
  }

  @Test
  default void samplesFollowTheProbabilities() {
    Tensor draws = of(parameter()).sample(Noise.of(11), Shapes.of(DRAWS));
    Tensor same = draws.unsqueeze(1).eq(values()).all(-1).to(DataType.FLOAT64);
    Numbers.assertClose(same.sum().item(), DRAWS, 0, "each draw is one of the values");
    double[] probabilities = of(parameter()).logProb(values()).exp().toDoubles();
    GoodnessOfFit.ofCounts(same.argMax(-1).toDoubles(), probabilities);
  }

  @Test
  default void meanAndVarianceAreThoseOfTheProbabilities() {
    Tensor weights = of(parameter()).logProb(values()).exp().unsqueeze(-1);
    Tensor mean = weights.mul(values()).sum(0);
    Tensor variance = weights.mul(values().sub(mean).square()).sum(0);
    Numbers.assertClose(of(parameter()).mean(), mean, 1e-12, "mean");
    Numbers.assertClose(of(parameter()).variance(), variance, 1e-12, "variance");
  }

  @Test
  default void theGradientByTheParameterIsThatOfDifferences() {
    Tensor found = Gradients.grad(p -> weighed(of(p)), parameter());
    double[] needed = Numbers.slopes(p -> weighed(of(p)).item(), parameter());
    Numbers.assertClose(found.toDoubles(), needed, 1e-6, "gradient");
  }

  private Tensor weighed(Distribution distribution) {
    Tensor densities = distribution.logProb(values());
    return densities.mul(Tensor.linspace(1, 2, (int) densities.numel(), DataType.FLOAT64)).sum();
  }

  @Test
  default void shapesAreThoseOfBatchAndEvent() {
    long k = parameter().size(-1);
    Tensor rows = parameter().expand(4, 1, k);
    Distribution batch = of(rows);
    assertThat(batch.batchShape()).isEqualTo(Shapes.of(4, 1));
    assertThat(batch.eventShape()).isEqualTo(Shapes.of(k));
    Distribution wide = batch.expand(Shapes.of(2, 4, 3));
    Tensor draw = wide.sample(Noise.of(1));
    assertThat(draw.shape()).isEqualTo(Shapes.of(2, 4, 3, k));
    assertThat(draw.dataType()).isEqualTo(DataType.FLOAT64);
    assertThat(wide.logProb(draw).shape()).isEqualTo(Shapes.of(2, 4, 3));
    assertThat(wide.logProb(values().get(0)).shape()).isEqualTo(Shapes.of(2, 4, 3));
    assertThat(wide.mean().shape()).isEqualTo(draw.shape());
    assertThat(wide.variance().shape()).isEqualTo(draw.shape());
    assertThat(wide.support().check(draw).all().item()).isEqualTo(1);
    assertThat(wide.support().check(draw).shape()).isEqualTo(Shapes.of(2, 4, 3));
    assertThat(wide.support().isDiscrete()).isTrue();
    assertThat(wide.support().eventDim()).isEqualTo(1);
    assertThat(wide.toEvent(2).logProb(draw).shape()).isEqualTo(Shapes.of(2));
  }

  @Test
  default void theNoiseAloneDecidesAndNoGradientPasses() {
    Distribution wide = of(parameter()).expand(Shapes.of(200));
    double[] first = wide.sample(Noise.of(11)).toDoubles();
    assertThat(wide.sample(Noise.of(11)).toDoubles()).isEqualTo(first);
    assertThat(wide.sample(Noise.of(12)).toDoubles()).isNotEqualTo(first);
    boolean passes =
        Gradients.recording(
            () -> {
              Tensor leaf = Leaf.of(parameter()).value();
              return of(leaf).sample(Noise.of(1)).requiresGradient();
            });
    assertThat(passes).isFalse();
  }

  @Test
  default void theEntropyIsTheExpectedSurprise() {
    Tensor logs = of(parameter()).logProb(values());
    double needed = -logs.exp().mul(logs).sum().item();
    Summaries.ifThereIs(of(parameter())::entropy)
        .ifPresent(found -> Numbers.assertClose(found.item(), needed, 1e-12, "nats"));
  }

  @Test
  default void whatIsMaskedHasNoDensityAndNoGradientWhateverItIs() {
    Tensor nonsense = values().get(0).mul(Double.NaN);
    Tensor never = Tensor.of(false);
    assertThat(of(parameter()).mask(never).logProb(nonsense).toDoubles()).containsOnly(0);
    Tensor found = Gradients.grad(p -> of(p).mask(never).logProb(nonsense).sum(), parameter());
    assertThat(found.toDoubles()).containsOnly(0);
  }

  @Test
  default void valuesOfAnotherLengthAreRefusedByName() {
    Tensor shorter = values().narrow(-1, 0, 1);
    assertThatThrownBy(() -> of(parameter()).logProb(shorter))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith(of(parameter()).name() + ": the value has shape ");
    assertThatThrownBy(() -> of(parameter()).logProb(Tensor.scalar(1)))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  default void wholeNumbersAreValuesToo() {
    Distribution subject = of(parameter());
    Numbers.assertClose(
        subject.logProb(values().to(DataType.INT64)), subject.logProb(values()), 0, "int64");
  }
}
