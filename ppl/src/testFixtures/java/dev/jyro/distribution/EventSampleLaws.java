package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Samples follow the density, and only the noise decides them. Seed 11 throughout. */
interface EventSampleLaws extends EventFamily {
  int DRAWS = 20_000;
  double STANDARD_ERRORS = 4;

  /** The expectation of the derivative of the log density by a parameter is 0. */
  @TestFactory
  default Stream<DynamicTest> theScoreOfSamplesIsZeroOnAverage() {
    return forEachExample(
        example -> {
          Tensor draws = draws(example);
          List<Tensor> scores =
              Gradients.grad(p -> of(p).logProb(draws).sum(), example.copies(DRAWS));
          for (int i = 0; i < scores.size(); i++) {
            assertMean(scores.get(i), scores.get(i).get(0).zerosLike(), "score " + i);
          }
        });
  }

  @TestFactory
  default Stream<DynamicTest> samplesHaveTheMeanAndVariance() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          Optional<Tensor> mean = Summaries.ifThereIs(subject::mean);
          Optional<Tensor> variance = Summaries.ifThereIs(subject::variance);
          Tensor draws = draws(example);
          mean.ifPresent(needed -> assertMean(draws, needed, "mean"));
          mean.flatMap(m -> variance.map(v -> new Tensor[] {draws.sub(m).square(), v}))
              .ifPresent(both -> assertMean(both[0], both[1], "variance"));
        });
  }

  @TestFactory
  default Stream<DynamicTest> theEntropyIsTheMeanOfMinusTheLogDensity() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          Summaries.ifThereIs(subject::entropy)
              .ifPresent(
                  needed -> assertMean(subject.logProb(draws(example)).neg(), needed, "entropy"));
        });
  }

  /** Of any function of the value; here of weighed numbers. */
  @TestFactory
  default Stream<DynamicTest> gradientsOfSamplesAreThoseOfExpectationsOnAverage() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          if (subject.isReparameterized()) {
            Summaries.ifThereIs(subject::mean)
                .filter(mean -> mean.isFinite().all().item() == 1)
                .ifPresent(mean -> checkGradientsOfMeans(example, mean));
          }
        });
  }

  private void checkGradientsOfMeans(EventExample example, Tensor mean) {
    Tensor weights = weights(mean);
    List<Tensor> needed =
        Gradients.grad(p -> of(p).mean().mul(weights).sum(), example.tensors(DataType.FLOAT64));
    List<Tensor> found =
        Gradients.grad(p -> of(p).sample(Noise.of(11)).mul(weights).sum(), example.copies(DRAWS));
    for (int i = 0; i < needed.size(); i++) {
      assertMean(found.get(i), needed.get(i), "gradient of the mean by parameter " + i);
    }
  }

  private static Tensor weights(Tensor like) {
    int count = Math.toIntExact(like.numel());
    return Tensor.linspace(1, 2, count, DataType.FLOAT64).reshape(like.shape());
  }

  @TestFactory
  default Stream<DynamicTest> samplesLieInTheSupport() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT32);
          Tensor draws = subject.sample(Noise.of(11), Shapes.of(DRAWS));
          assertThat(subject.support().check(draws).all().item()).isEqualTo(1);
          assertThat(subject.logProb(draws).isFinite().all().item()).isEqualTo(1);
        });
  }

  @TestFactory
  default Stream<DynamicTest> theSupportKnowsAValueInside() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          Tensor values = example.inside(DataType.FLOAT64);
          Tensor feasible = subject.support().feasible(values).expand(values.shape());
          assertThat(subject.support().check(feasible).toBooleans()).containsOnly(true);
          assertThat(subject.support().check(values).toBooleans()).containsOnly(true);
          assertThat(subject.support().check(values.mul(Double.NaN)).toBooleans())
              .containsOnly(false);
        });
  }

  @Test
  default void theNoiseAloneDecides() {
    Distribution batch = batch(DataType.FLOAT32).expand(Shapes.of(50, count()));
    double[] first = batch.sample(Noise.of(11)).toDoubles();
    assertThat(batch.sample(Noise.of(11)).toDoubles()).isEqualTo(first);
    assertThat(batch.sample(Noise.of(12)).toDoubles()).isNotEqualTo(first);
  }

  /** Draws in float64, along a first dimension. */
  default Tensor draws(EventExample example) {
    return of(example, DataType.FLOAT64).sample(Noise.of(11), Shapes.of(DRAWS));
  }

  /** That the mean over the first dimension is this, where it is finite. */
  private static void assertMean(Tensor draws, Tensor needed, String what) {
    double[] means = draws.mean(0).toDoubles();
    double[] errors = draws.std(0).toDoubles();
    double[] expected = needed.toDoubles();
    for (int i = 0; i < expected.length; i++) {
      if (Double.isFinite(expected[i])) {
        double error = STANDARD_ERRORS * errors[i] / Math.sqrt(DRAWS);
        assertThat(Math.abs(means[i] - expected[i]))
            .as("%s [%s]: mean %s of draws, %s needed", what, i, means[i], expected[i])
            .isLessThanOrEqualTo(error + 1e-9 * Math.max(1, Math.abs(expected[i])));
      }
    }
  }
}
