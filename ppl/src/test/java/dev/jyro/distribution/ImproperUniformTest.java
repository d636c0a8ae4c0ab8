package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class ImproperUniformTest {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  @Test
  void theDensityIsOneInTheSupport() {
    ImproperUniform subject = ImproperUniform.of(Constraints.positive());
    Tensor values = Tensor.of(1e-300, 1e300, -1);
    assertThat(subject.logProb(values).toDoubles()).containsExactly(0, 0, NEVER);
    assertThat(subject.support()).isEqualTo(Constraints.positive());
    assertThat(subject.logProb(Tensor.of(3L)).dataType()).isEqualTo(DataType.FLOAT32);
  }

  @Test
  void everyPartOfAnEventHasToLieThere() {
    ImproperUniform subject =
        ImproperUniform.of(Constraints.positive(), Shapes.of(2), Shapes.of(3));
    Tensor values = Tensor.of(new double[] {1, 2, 3, 4, -5, 6}, Shapes.of(2, 3));
    assertThat(subject.logProb(values).toDoubles()).containsExactly(0, NEVER);
    assertThat(subject.logProb(values.get(0)).toDoubles()).containsExactly(0, 0);
    assertThat(subject.support().eventDim()).isEqualTo(1);
    Distribution wide = subject.expand(Shapes.of(4, 2));
    assertThat(wide.logProb(values).shape()).isEqualTo(Shapes.of(4, 2));
    assertThat(wide.eventShape()).isEqualTo(Shapes.of(3));
  }

  @Test
  void theGradientIsZero() {
    Tensor values = Tensor.of(1.0, 2.0);
    Tensor found =
        Gradients.grad(
            x -> ImproperUniform.of(Constraints.real()).logProb(x).add(x.mul(0)).sum(), values);
    assertThat(found.toDoubles()).containsExactly(0, 0);
  }

  @Test
  void cannotBeSampled() {
    assertThatThrownBy(() -> ImproperUniform.of(Constraints.real()).sample(Noise.of(1)))
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith("ImproperUniform cannot be sampled");
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatThrownBy(() -> ImproperUniform.of(Constraints.weights()))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("ImproperUniform: the support (weights");
    ImproperUniform triples = ImproperUniform.of(Constraints.real(), Shapes.scalar(), Shapes.of(3));
    assertThatThrownBy(() -> triples.logProb(Tensor.ones(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("ImproperUniform: the value has shape (2).");
  }
}
