package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class OneHotCategoricalTest {
  @Nested
  final class OfProbabilities implements FiniteRows {
    @Override
    public Distribution of(Tensor parameter) {
      return OneHotCategorical.of(parameter);
    }

    @Override
    public Tensor parameter() {
      return Tensor.of(2.0, 3.0, 5.0);
    }

    @Override
    public Tensor values() {
      return Tensor.eye(3, DataType.FLOAT64);
    }
  }

  @Nested
  final class OfLogits implements FiniteRows {
    @Override
    public Distribution of(Tensor parameter) {
      return OneHotCategorical.ofLogits(parameter);
    }

    @Override
    public Tensor parameter() {
      return Tensor.of(1.0, -0.5, 0.25);
    }

    @Override
    public Tensor values() {
      return Tensor.eye(3, DataType.FLOAT64);
    }
  }

  @Test
  void aWeightOfZeroIsNeverDrawnAndHarmsNoGradient() {
    Tensor weights = Tensor.of(0.0, 1.0, 3.0);
    OneHotCategorical subject = OneHotCategorical.of(weights);
    Tensor values = subject.enumerateSupport();
    assertThat(subject.logProb(values).toDoubles())
        .containsExactly(Double.NEGATIVE_INFINITY, Math.log(0.25), Math.log(0.75));
    Tensor draws = subject.sample(Noise.of(1), Shapes.of(500));
    assertThat(draws.sum(0).toDoubles()[0]).isZero();
    Tensor found =
        Gradients.grad(w -> OneHotCategorical.of(w).logProb(values.get(2)).sum(), weights);
    double[] needed = {-0.25, -0.25, 1 / 3.0 - 0.25};
    Numbers.assertClose(found.toDoubles(), needed, 1e-12, "gradient");
  }

  @Test
  void extremeLogitsHaveFiniteDensitiesAndGradients() {
    Tensor logits = Tensor.of(300f, -300f);
    Tensor second = Tensor.of(0f, 1f);
    assertThat(OneHotCategorical.ofLogits(logits).logProb(second).item()).isEqualTo(-600);
    Tensor found = Gradients.grad(l -> OneHotCategorical.ofLogits(l).logProb(second), logits);
    assertThat(found.toDoubles()).containsExactly(-1, 1);
    assertThat(OneHotCategorical.ofLogits(logits).entropy().item()).isZero();
  }

  @Test
  void enumeratesItsRowsForEachOfTheBatch() {
    Distribution wide = OneHotCategorical.of(1, 2, 3).expand(Shapes.of(4, 2));
    Tensor values = wide.enumerateSupport();
    assertThat(values.shape()).isEqualTo(Shapes.of(3, 4, 2, 3));
    assertThat(wide.logProb(values).exp().sum(0).sub(1).abs().max().item()).isLessThan(1e-6);
  }

  @Test
  void refusesBadParametersByName() {
    assertThatThrownBy(() -> OneHotCategorical.of(Tensor.of(-1f, 1f)).validate())
        .hasMessageStartingWith("OneHotCategorical: probs is [-1.0, 1.0]. Needed: weights");
    assertThatThrownBy(() -> OneHotCategorical.of(Tensor.scalar(1)))
        .isInstanceOf(ShapeException.class);
  }
}
