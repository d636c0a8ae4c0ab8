package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BernoulliOfLogitsTest implements DistributionContract, CountLaws {
  @Override
  public Bernoulli of(List<Tensor> parameters) {
    return Bernoulli.ofLogits(parameters.get(0));
  }

  @Override
  public Bernoulli ofNumbers(double... parameters) {
    return Bernoulli.ofLogits(parameters[0]);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("fair", 0).inside(0, 1),
        Example.of("rare", -5).inside(0, 1),
        Example.of("common", 2).inside(0, 1));
  }

  @Override
  public List<Bad> bad() {
    return List.of(Bad.of("logits", Double.NaN, "real", Double.NaN));
  }

  @Test
  void greyValuesAreScoredByTheSameFormula() {
    Tensor grey = Tensor.of(0.25, 0.5);
    double p = 0.5;
    double[] expected = {
      0.25 * Math.log(p) + 0.75 * Math.log(1 - p), 0.5 * Math.log(p) + 0.5 * Math.log(1 - p)
    };
    Tensor parameter = Tensor.scalar(0.0, DataType.FLOAT64);
    Numbers.assertClose(
        Bernoulli.ofLogits(parameter).logProb(grey).toDoubles(), expected, 1e-12, "tensor");
    Numbers.assertClose(
        Bernoulli.ofLogits(0.0).logProb(grey).toDoubles(), expected, 1e-12, "number");
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
  void extremeLogitsHaveFiniteDensitiesAndGradients() {
    Tensor logits = Tensor.of(-300f, 300f, -300f, 300f);
    Tensor values = Tensor.of(0f, 1f, 1f, 0f);
    double[] densities = {0, 0, -300, -300};
    double[] gradients = {0, 0, 1, -1};
    double[] zeros = {0, 0};
    Numbers.assertClose(
        Bernoulli.ofLogits(logits).logProb(values).toDoubles(), densities, 0, "density");
    Tensor found = Gradients.grad(l -> Bernoulli.ofLogits(l).logProb(values).sum(), logits);
    Numbers.assertClose(found.toDoubles(), gradients, 0, "gradient");
    Bernoulli ends = Bernoulli.ofLogits(Tensor.of(-300f, 300f));
    Numbers.assertClose(ends.entropy().toDoubles(), zeros, 0, "entropy");
    Numbers.assertClose(ends.variance().toDoubles(), zeros, 0, "variance");
    assertThat(Bernoulli.ofLogits(300).logProb(Tensor.of(0f, 1f)).toDoubles())
        .containsExactly(-300, 0);
  }
}
