package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Samples follow the density, and only the noise decides them. Seed 11 throughout. */
interface SampleLaws extends Family {
  int DRAWS = 20_000;
  int LARGEST_COUNT = 400;
  double STANDARD_ERRORS = 4;

  @TestFactory
  default Stream<DynamicTest> samplesFollowTheDensity() {
    return forEachExample(
        example -> {
          Distribution exact = of(example, DataType.FLOAT64);
          if (exact.support().isDiscrete()) {
            Tensor counts = Tensor.arange(LARGEST_COUNT).to(DataType.FLOAT64);
            Tensor inside = exact.support().check(counts);
            Tensor logs = exact.logProb(counts);
            Tensor probabilities = inside.where(logs.exp(), logs.constant(0));
            GoodnessOfFit.ofCounts(draws(example, 11), probabilities.toDoubles());
          } else {
            GoodnessOfFit.ofReals(
                draws(example, 11), draws(example, 12), x -> exact.logProb(x).exp());
          }
        });
  }

  @TestFactory
  default Stream<DynamicTest> samplesHaveTheMeanAndVariance() {
    return forEachExample(
        example -> {
          double[] draws = draws(example, 11);
          Distribution exact = of(example, DataType.FLOAT64);
          double mean = summary(exact::mean);
          double variance = summary(exact::variance);
          if (Double.isFinite(mean) && Double.isFinite(variance)) {
            assertMean(draws, mean);
            for (int i = 0; i < draws.length; i++) {
              draws[i] = (draws[i] - mean) * (draws[i] - mean);
            }
            assertMean(draws, variance);
          }
        });
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
  default Stream<DynamicTest> valuesOutsideTheSupportHaveDensityZero() {
    return forEachExample(
        example -> {
          if (!example.outside().isEmpty()) {
            Tensor outside = Tensor.of(Example.array(example.outside()));
            Distribution subject = of(example, DataType.FLOAT64);
            assertThat(subject.support().check(outside).toBooleans()).containsOnly(false);
            assertThat(subject.logProb(outside).toDoubles()).containsOnly(Double.NEGATIVE_INFINITY);
            assertThat(ofNumbers(example.numbers()).logProb(outside).toDoubles())
                .containsOnly(Double.NEGATIVE_INFINITY);
          }
        });
  }

  @Test
  default void theNoiseAloneDecides() {
    Distribution batch = batch(DataType.FLOAT32).expand(Shapes.of(50, examples().size()));
    double[] first = batch.sample(Noise.of(11)).toDoubles();
    assertThat(batch.sample(Noise.of(11)).toDoubles()).isEqualTo(first);
    assertThat(batch.sample(Noise.of(12)).toDoubles()).isNotEqualTo(first);
  }

  /** Draws in float32, as users have them. */
  private double[] draws(Example example, long seed) {
    return of(example, DataType.FLOAT32).sample(Noise.of(seed), Shapes.of(DRAWS)).toDoubles();
  }

  private static double summary(Supplier<Tensor> summary) {
    return Summaries.ifThereIs(summary).map(Tensor::item).orElse(Double.NaN);
  }

  private static void assertMean(double[] draws, double needed) {
    Tensor all = Tensor.of(draws);
    double error = all.std().item() / Math.sqrt(draws.length);
    assertThat(Math.abs(all.mean().item() - needed))
        .as("mean %s of draws, %s needed", all.mean().item(), needed)
        .isLessThanOrEqualTo(STANDARD_ERRORS * error + 1e-6 * Math.abs(needed));
  }
}
