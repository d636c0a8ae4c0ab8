package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BinomialOfLogitsTest implements DistributionContract, CountLaws {
  @Override
  public Binomial of(List<Tensor> parameters) {
    return Binomial.ofLogits(parameters.get(0), parameters.get(1));
  }

  @Override
  public Binomial ofNumbers(double... parameters) {
    return Binomial.ofLogits(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        Binomial.ofLogits(tensors.get(0), numbers[1]),
        Binomial.ofLogits(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("few", 4, -1).inside(0, 1, 3).outside(-1, 5, 20),
        Example.of("many", 60, 0).inside(20, 30, 37).outside(-1, 61, 80),
        Example.of("common", 30, 3).inside(25, 28, 29).outside(-2, 31, 32));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("totalCount", -1, "nonNegativeInteger", -1, 0.5),
        Bad.of("logits", Double.NaN, "real", 3, Double.NaN));
  }

  @Test
  void extremeLogitsHaveFiniteDensitiesAndGradients() {
    Tensor logits = Tensor.of(300.0, 300.0, -300.0, -300.0);
    Tensor counts = Tensor.of(3.0, 0.0, 0.0, 3.0);
    double[] densities = {0, -900, 0, -900};
    double[] gradients = {0, -3, 0, 3};
    Numbers.assertClose(
        Binomial.ofLogits(3, logits).logProb(counts).toDoubles(), densities, 1e-12, "density");
    Tensor found = Gradients.grad(l -> Binomial.ofLogits(3, l).logProb(counts).sum(), logits);
    Numbers.assertClose(found.toDoubles(), gradients, 1e-12, "gradient");
  }

  @Test
  void logitsAreExactWhereTheProbabilityRoundsToOne() {
    Tensor certain = Tensor.scalar(50, DataType.FLOAT64);
    double found =
        Binomial.ofLogits(1e9, certain).logProb(Tensor.scalar(1e9, DataType.FLOAT64)).item();
    assertThat(found).isEqualTo(-1e9 * Math.exp(-50));
  }
}
