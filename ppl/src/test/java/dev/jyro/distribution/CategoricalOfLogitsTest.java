package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CategoricalOfLogitsTest implements DistributionContract {
  @Override
  public Categorical of(List<Tensor> parameters) {
    return Categorical.ofLogits(parameters.get(0));
  }

  @Override
  public Categorical ofNumbers(double... parameters) {
    Categorical made = Categorical.ofLogits(Tensor.of(parameters).to(DataType.FLOAT32));
    made.validate();
    return made;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.ofVector("normalised", -1.6, -1.2, -0.7).inside(0, 1, 2).outside(-1, 3),
        Example.ofVector("large", 80, 79, 78.5).inside(0, 1, 2).outside(-1, 3),
        Example.ofVector("even", 0, 0, 0).inside(0, 1, 2).outside(-1, 3));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        new Bad(
            "logits",
            "[NaN, 2.0, 1.0]",
            "independent(real, 1)",
            List.of(List.of(Double.NaN, 2.0, 1.0))));
  }

  @Test
  void leadingDimensionsAreTheBatch() {
    Tensor parameter = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, Shapes.of(1, 2, 3));
    Categorical subject = Categorical.ofLogits(parameter);
    assertThat(subject.batchShape()).isEqualTo(Shapes.of(1, 2));
    assertThat(subject.sample(Noise.of(1), Shapes.of(4)).shape()).isEqualTo(Shapes.of(4, 1, 2));
    assertThat(subject.logProb(Tensor.arange(5).reshape(5, 1, 1)).shape())
        .isEqualTo(Shapes.of(5, 1, 2));
    assertThat(subject.expand(Shapes.of(7, 2)).logProb(Tensor.of(1L)).shape())
        .isEqualTo(Shapes.of(7, 2));
  }

  @Test
  void samplesAreWholeNumbersByType() {
    assertThat(batch(DataType.FLOAT32).sample(Noise.of(1)).dataType()).isEqualTo(DataType.INT64);
  }

  @Test
  void whatNamesNoClassHasProbabilityZero() {
    Tensor strange = Tensor.of(-1, 3, 0.5, Double.NaN, 1e30);
    assertThat(of(examples().get(0), DataType.FLOAT64).logProb(strange).toDoubles())
        .containsOnly(Double.NEGATIVE_INFINITY);
  }

  @Test
  void enumeratesTheClassesForEachOfTheBatch() {
    Distribution batch = batch(DataType.FLOAT64).expand(Shapes.of(2, examples().size()));
    Tensor values = batch.enumerateSupport();
    assertThat(values.shape()).isEqualTo(Shapes.of(3, 2, examples().size()));
    Tensor total = batch.logProb(values).exp().sum(0);
    Numbers.assertClose(total, total.onesLike(), 1e-12, "sum of the probabilities");
  }

  @Test
  void aParameterWithoutADimensionIsRefused() {
    assertThatThrownBy(() -> Categorical.ofLogits(Tensor.scalar(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("counts the classes");
  }

  @Test
  void extremeLogitsHaveFiniteDensitiesAndGradients() {
    Tensor logits = Tensor.of(-300f, 0f, 300f);
    Categorical subject = Categorical.ofLogits(logits);
    assertThat(subject.logProb(Tensor.arange(3)).toDoubles()).containsExactly(-600, -300, 0);
    assertThat(subject.entropy().item()).isZero();
    Tensor gradient =
        Gradients.grad(l -> Categorical.ofLogits(l).logProb(Tensor.of(0L)).sum(), logits);
    assertThat(gradient.toDoubles()).containsExactly(1, 0, -1);
    Tensor entropyGradient = Gradients.grad(l -> Categorical.ofLogits(l).entropy(), logits);
    assertThat(entropyGradient.isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void aLogitOfMinusInfinityIsAWeightOfZero() {
    Tensor logits = Tensor.of(Double.NEGATIVE_INFINITY, 0.0, 0.0);
    Categorical subject = Categorical.ofLogits(logits);
    double half = Math.log(0.5);
    double[] needed = {Double.NEGATIVE_INFINITY, half, half};
    Numbers.assertClose(subject.logProb(Tensor.arange(3)).toDoubles(), needed, 1e-12, "density");
    Numbers.assertClose(subject.entropy().item(), -half, 1e-12, "nats");
    Tensor found = Gradients.grad(l -> Categorical.ofLogits(l).entropy(), logits);
    assertThat(found.isFinite().all().item()).isEqualTo(1);
  }
}
