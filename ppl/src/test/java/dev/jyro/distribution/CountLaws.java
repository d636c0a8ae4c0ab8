package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What sums over counts must give, for families that hardly ever give more than 400. */
interface CountLaws extends Family {
  int COUNTS = 400;

  /** How far the distribution function may be off. */
  default double functionError() {
    return 1e-12;
  }

  @TestFactory
  default Stream<DynamicTest> theDistributionFunctionIsTheSumOfTheProbabilities() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          Tensor sums = logs(subject).exp().cumSum(0);
          Numbers.assertClose(subject.cdf(counts()), sums, functionError(), "at the counts");
          Numbers.assertClose(
              subject.cdf(counts().add(0.5)), sums, functionError(), "between them");
          assertThat(subject.cdf(Tensor.of(-0.5, -7.0)).abs().toDoubles()).containsOnly(0);
        });
  }

  @TestFactory
  default Stream<DynamicTest> theEntropyIsTheExpectedSurprise() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          Tensor logs = logs(subject).maximum(-1e9);
          double needed = -logs.exp().mul(logs).sum().item();
          Summaries.ifThereIs(subject::entropy)
              .ifPresent(found -> Numbers.assertClose(found.item(), needed, 1e-12, "nats"));
        });
  }

  private static Tensor logs(Distribution subject) {
    Tensor logs = subject.logProb(counts());
    return subject.support().check(counts()).where(logs, logs.constant(Double.NEGATIVE_INFINITY));
  }

  private static Tensor counts() {
    return Tensor.arange(COUNTS).to(DataType.FLOAT64);
  }
}
