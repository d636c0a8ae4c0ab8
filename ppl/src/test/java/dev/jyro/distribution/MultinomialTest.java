package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class MultinomialTest {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  @Nested
  final class OfProbabilities implements FiniteRows {
    @Override
    public Distribution of(Tensor parameter) {
      return Multinomial.of(5, parameter);
    }

    @Override
    public Tensor parameter() {
      return Tensor.of(2.0, 3.0, 5.0);
    }

    @Override
    public Tensor values() {
      return Compositions.ofThree(5);
    }
  }

  @Nested
  final class OfLogits implements FiniteRows {
    @Override
    public Distribution of(Tensor parameter) {
      return Multinomial.ofLogits(4, parameter);
    }

    @Override
    public Tensor parameter() {
      return Tensor.of(1.0, -0.5, 0.25);
    }

    @Override
    public Tensor values() {
      return Compositions.ofThree(4);
    }
  }

  @Test
  void agreesWithPyrosFirstExamples() {
    Tensor probs = Tensor.of(0.1, 0.6, 0.3);
    double once = Multinomial.of(1, probs).logProb(Tensor.of(0.0, 1.0, 0.0)).item();
    Numbers.assertClose(once, -0.5108256238, 1e-9, "one draw");
    double eight = Multinomial.of(8, probs).logProb(Tensor.of(2.0, 4.0, 2.0)).item();
    Numbers.assertClose(eight, -3.0161635784, 1e-9, "eight draws");
  }

  @Test
  void countsOfAnotherSumAndNegativeOnesHaveProbabilityZero() {
    Multinomial subject = Multinomial.of(3, Tensor.of(1.0, 1.0));
    Tensor values = Tensor.of(new double[][] {{1, 1}, {4, -1}, {2, 1}});
    double[] needed = {NEVER, NEVER, Math.log(3.0 / 8)};
    Numbers.assertClose(subject.logProb(values).toDoubles(), needed, 1e-12, "density");
    assertThat(subject.support().check(values).toBooleans()).containsExactly(false, false, true);
  }

  @Test
  void weightsOfZeroAreNeverDrawnAndHarmNoGradient() {
    Tensor weights = Tensor.of(0.0, 1.0, 3.0, 0.0);
    Tensor draws = Multinomial.of(7, weights).sample(Noise.of(1), Shapes.of(300));
    assertThat(draws.sum(0).toDoubles()[0]).isZero();
    assertThat(draws.sum(0).toDoubles()[3]).isZero();
    assertThat(draws.sum(-1).toDoubles()).containsOnly(7);
    Tensor counts = Tensor.of(0.0, 1.0, 1.0, 0.0);
    Tensor found = Gradients.grad(w -> Multinomial.of(2, w).logProb(counts), weights);
    double[] needed = {-0.5, 0.5, 1 / 3.0 - 0.5, -0.5};
    Numbers.assertClose(found.toDoubles(), needed, 1e-12, "gradient");
  }

  @Test
  void refusesBadParametersByName() {
    assertThatThrownBy(() -> Multinomial.of(1.5, Tensor.ones(2)))
        .hasMessage("Multinomial: totalCount is 1.5. Needed: nonNegativeInteger.");
    assertThatThrownBy(() -> Multinomial.of(1, Tensor.of(-1f, 1f)).validate())
        .hasMessageStartingWith("Multinomial: probs is [-1.0, 1.0]. Needed: weights");
  }
}
