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

final class CategoricalTest implements DistributionContract {
  @Override
  public Categorical of(List<Tensor> parameters) {
    return Categorical.of(parameters.get(0));
  }

  @Override
  public Categorical ofNumbers(double... parameters) {
    return Categorical.of(parameters);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.ofVector("normalised", 0.2, 0.3, 0.5).inside(0, 1, 2).outside(-1, 3, 0.5),
        Example.ofVector("weights", 8, 1, 1).inside(0, 1, 2).outside(-1, 3),
        Example.ofVector("even", 1, 1, 1).inside(0, 1, 2).outside(-1, 3));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        new Bad(
            "probs",
            "[-1.0, 2.0, 1.0]",
            "weights (nonNegative, not all 0)",
            List.of(List.of(-1.0, 2.0, 1.0))),
        new Bad(
            "probs",
            "[0.0, 0.0, 0.0]",
            "weights (nonNegative, not all 0)",
            List.of(List.of(0.0, 0.0, 0.0))));
  }

  @Test
  void leadingDimensionsAreTheBatch() {
    Tensor parameter = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, Shapes.of(1, 2, 3));
    Categorical subject = Categorical.of(parameter);
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
    assertThatThrownBy(() -> Categorical.of(Tensor.scalar(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("counts the classes");
  }

  @Test
  void aWeightOfZeroIsNeverDrawnAndSpoilsNoGradient() {
    Tensor weights = Tensor.of(0.0, 1.0, 3.0);
    Categorical subject = Categorical.of(weights);
    assertThat(subject.sample(Noise.of(1), Shapes.of(1000)).min().item()).isEqualTo(1);
    assertThat(subject.logProb(Tensor.of(0L)).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    Tensor gradient = Gradients.grad(w -> Categorical.of(w).logProb(Tensor.of(2L)).sum(), weights);
    Numbers.assertClose(
        gradient.toDoubles(), new double[] {-0.25, -0.25, 1.0 / 3 - 0.25}, 1e-12, "gradient");
    Numbers.assertClose(
        subject.entropy().item(), -(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)), 1e-12, "nats");
  }

  @Test
  void theEntropysGradientByAWeightOfZeroIsFinite() {
    Tensor weights = Tensor.of(0.0, 1.0, 3.0);
    Tensor found = Gradients.grad(w -> Categorical.of(w).entropy(), weights);
    assertThat(found.isFinite().all().item()).isEqualTo(1);
    double slope = Math.log(3) / 16;
    Numbers.assertClose(found.toDoubles()[1], 3 * slope, 1e-12, "by the second");
    Numbers.assertClose(found.toDoubles()[2], -slope, 1e-12, "by the third");
  }

  @Test
  void probabilitiesAndLogitsDescribeTheSame() {
    Categorical subject = Categorical.of(Tensor.of(8.0, 1.0, 1.0));
    Numbers.assertClose(
        Categorical.ofLogits(subject.logits()).probs(), subject.probs(), 1e-12, "probs");
  }
}
