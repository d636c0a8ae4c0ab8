package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.FDistribution;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MultivariateStudentTTest implements MultivariateContract, SmoothEvents {
  private static final double[][] ROUND = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  private static final double[][] LONG = {{0.2, 0, 0}, {-3, 0.7, 0}, {1, 0.4, 5}};

  @Override
  public MultivariateStudentT of(List<Tensor> parameters) {
    return MultivariateStudentT.of(parameters.get(0), parameters.get(1), parameters.get(2));
  }

  /** Torch draws gamma numbers by rejection: not smooth in df with the same noise. */
  @Override
  public IntStream smooth() {
    return IntStream.of(1, 2);
  }

  @Override
  public List<EventExample> examples() {
    return List.of(
        EventExample.of("no mean")
            .number(0.7)
            .vector(0, 0, 0)
            .matrix(ROUND)
            .inside(0, 0, 0)
            .inside(1, -2, 0.5),
        EventExample.of("no variance")
            .number(1.5)
            .vector(0, 0, 0)
            .matrix(ROUND)
            .inside(0, 0, 0)
            .inside(10, -20, 5),
        EventExample.of("light tails")
            .number(9)
            .vector(1, -2, 30)
            .matrix(LONG)
            .inside(1, -1, 25)
            .inside(1.3, -7, 33),
        EventExample.of("nearly normal")
            .number(90)
            .vector(1, -2, 30)
            .matrix(LONG)
            .inside(1, -1, 25)
            .inside(1.3, -7, 33));
  }

  @Override
  public List<EventExample> bad() {
    return List.of(
        EventExample.of("df[1] is 0.0. Needed: positive.").number(0).vector(0, 0, 0).matrix(ROUND),
        EventExample.of("scaleTril[1] is [1.0, 0.0, 0.0, 0.0, -1.0,")
            .number(1)
            .vector(0, 0, 0)
            .matrix(
                EventExample.row(1, 0, 0), EventExample.row(0, -1, 0), EventExample.row(0, 0, 1)));
  }

  /** The squared distance, divided by D, has the F distribution. */
  @TestFactory
  Stream<DynamicTest> squaredDistancesFollowTheFDistribution() {
    return forEachExample(
        example -> {
          double df = example.parameters().get(0).numbers()[0];
          Tensor loc = example.tensors(DataType.FLOAT64).get(1);
          Tensor factor = example.tensors(DataType.FLOAT64).get(2);
          Tensor z = new ScaleTril(factor).whitened(draws(example).sub(loc));
          double[] p = z.square().sum(-1).div(3).toDoubles();
          FDistribution known = FDistribution.of(3, df);
          double[] found = new double[20];
          for (double x : p) {
            found[Math.min(19, (int) (20 * known.cumulativeProbability(x)))]++;
          }
          double statistic = 0;
          for (double count : found) {
            statistic += Math.pow(count - DRAWS / 20.0, 2) / (DRAWS / 20.0);
          }
          // the 0.9999 quantile of χ² with 19 degrees of freedom
          assertThat(statistic).isLessThan(50.80);
        });
  }

  @Test
  void momentsAreInfiniteOrMissingForHeavyTails() {
    Tensor df = Tensor.of(0.5, 1.5, 3);
    Tensor factor = Tensor.eye(2, DataType.FLOAT64);
    MultivariateStudentT subject =
        MultivariateStudentT.of(df, Tensor.zeros(2).to(DataType.FLOAT64), factor);
    assertThat(subject.mean().select(-1, 0).toDoubles()).containsExactly(Double.NaN, 0, 0);
    assertThat(subject.variance().select(-1, 0).toDoubles())
        .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, 3);
  }

  @Test
  void manyDegreesOfFreedomMakeANormalDistribution() {
    Tensor loc = Tensor.of(1.0, 2, 3);
    Tensor factor = Tensor.of(LONG);
    Tensor value = Tensor.of(1.2, 1, 4);
    double normal = MultivariateNormal.of(loc, factor).logProb(value).item();
    double student = MultivariateStudentT.of(1e12, loc, factor).logProb(value).item();
    Numbers.assertClose(student, normal, 1e-10, "density");
    double single =
        MultivariateStudentT.of(
                Tensor.scalar(1e9), loc.to(DataType.FLOAT32), factor.to(DataType.FLOAT32))
            .logProb(value.to(DataType.FLOAT32))
            .item();
    Numbers.assertClose(single, normal, 2e-5, "density in float32");
  }

  @Test
  void aNumberMeansTheSameAsATensor() {
    Tensor loc = Tensor.of(1.0, 2, 3);
    Tensor factor = Tensor.of(LONG);
    Tensor value = Tensor.of(1.2, 1, 4);
    for (double df : new double[] {0.3, 4, 40, 1e5}) {
      Numbers.assertClose(
          MultivariateStudentT.of(df, loc, factor).logProb(value),
          MultivariateStudentT.of(Tensor.scalar(df, DataType.FLOAT64), loc, factor).logProb(value),
          1e-12,
          "density with df " + df);
    }
  }

  /** Half of 40 - 2 is where the ratio of gamma functions changes its formula. */
  @Test
  void theGradientByDfIsRightWhereTheFormulaChanges() {
    Tensor loc = Tensor.of(1.0, 2, 3);
    Tensor value = Tensor.of(1.2, 1, 4);
    for (double df : new double[] {38, 40, 39.9999999, 80}) {
      Tensor at = Tensor.scalar(df, DataType.FLOAT64);
      Tensor found =
          Gradients.grad(x -> MultivariateStudentT.of(x, loc, Tensor.of(ROUND)).logProb(value), at);
      double[] needed =
          Numbers.slopes(
              x -> MultivariateStudentT.of(x, loc, Tensor.of(ROUND)).logProb(value).item(), at);
      Numbers.assertClose(found.item(), needed[0], 1e-8, "by df at " + df);
    }
  }

  @Test
  void aBadNumberIsRefusedAtOnce() {
    assertThatThrownBy(() -> MultivariateStudentT.of(-1, Tensor.zeros(2), Tensor.eye(2)))
        .hasMessage("MultivariateStudentT: df is -1.0. Needed: positive.");
  }
}
