package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BernoulliTest implements DistributionContract, CountLaws {
  @Override
  public Bernoulli of(List<Tensor> parameters) {
    return Bernoulli.of(parameters.get(0));
  }

  @Override
  public Bernoulli ofNumbers(double... parameters) {
    return Bernoulli.of(parameters[0]);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("fair", 0.5).inside(0, 1),
        Example.of("rare", 0.1).inside(0, 1),
        Example.of("common", 0.93).inside(0, 1));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("probs", -0.1, "unitInterval", -0.1),
        Bad.of("probs", 1.5, "unitInterval", 1.5),
        Bad.of("probs", Double.NaN, "unitInterval", Double.NaN));
  }

  @Test
  void greyValuesAreScoredByTheSameFormula() {
    Tensor grey = Tensor.of(0.25, 0.5);
    double p = 0.2;
    double[] expected = {
      0.25 * Math.log(p) + 0.75 * Math.log(1 - p), 0.5 * Math.log(p) + 0.5 * Math.log(1 - p)
    };
    Tensor parameter = Tensor.scalar(0.2, DataType.FLOAT64);
    Numbers.assertClose(
        Bernoulli.of(parameter).logProb(grey).toDoubles(), expected, 1e-12, "tensor");
    Numbers.assertClose(Bernoulli.of(0.2).logProb(grey).toDoubles(), expected, 1e-12, "number");
  }

  @Test
  void valuesMayBeOfAnyType() {
    Tensor expected = batch(DataType.FLOAT64).logProb(Tensor.of(1.0));
    Numbers.assertClose(batch(DataType.FLOAT64).logProb(Tensor.of(1L)), expected, 0, "int64");
    Numbers.assertClose(batch(DataType.FLOAT64).logProb(Tensor.of(true)), expected, 0, "boolean");
    double[] numbers = examples().get(0).numbers();
    Numbers.assertClose(
        ofNumbers(numbers).logProb(Tensor.of(true, false)),
        ofNumbers(numbers).logProb(Tensor.of(1f, 0f)),
        1e-6,
        "boolean and a number");
  }

  @Test
  void enumeratesZeroAndOneForEachOfTheBatch() {
    Distribution batch = batch(DataType.FLOAT64).expand(Shapes.of(2, examples().size()));
    Tensor values = batch.enumerateSupport();
    assertThat(values.shape()).isEqualTo(Shapes.of(2, 2, examples().size()));
    assertThat(values.get(0).sum().item()).isZero();
    assertThat(values.get(1).min().item()).isEqualTo(1);
    Tensor total = batch.logProb(values).exp().sum(0);
    Numbers.assertClose(total, total.onesLike(), 1e-12, "sum of the probabilities");
  }

  @Test
  void probabilitiesZeroAndOneAreCertain() {
    double inf = Double.POSITIVE_INFINITY;
    Tensor values = Tensor.of(0.0, 1.0);
    assertThat(Bernoulli.of(0).logProb(values).toDoubles()).containsExactly(0, -inf);
    assertThat(Bernoulli.of(1).logProb(values).toDoubles()).containsExactly(-inf, 0);
    Bernoulli tensors = Bernoulli.of(Tensor.of(0.0, 1.0));
    assertThat(tensors.logProb(values).toDoubles()).containsExactly(0, 0);
    assertThat(tensors.logProb(values.rsub(1)).toDoubles()).containsExactly(-inf, -inf);
    assertThat(tensors.entropy().abs().toDoubles()).containsExactly(0, 0);
    assertThat(tensors.sample(Noise.of(1), Shapes.of(500)).sum(0).toDoubles())
        .containsExactly(0, 500);
  }

  @Test
  void gradientsByZeroAndOneAreFiniteIfTheDensityIs() {
    Tensor ends = Tensor.of(0.0, 1.0);
    Tensor found = Gradients.grad(p -> Bernoulli.of(p).logProb(ends).sum(), ends);
    assertThat(found.toDoubles()).containsExactly(-1, 1);
  }

  @Test
  void theEntropysGradientByZeroAndOneIsFinite() {
    Tensor ends = Tensor.of(0.0, 1.0);
    Tensor found = Gradients.grad(p -> Bernoulli.of(p).entropy().sum(), ends);
    assertThat(found.isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void probabilitiesAndLogitsDescribeTheSame() {
    Bernoulli subject = Bernoulli.of(Tensor.of(0.2, 0.9));
    Numbers.assertClose(
        Bernoulli.ofLogits(subject.logits()).probs(), subject.probs(), 1e-12, "probs");
  }
}
