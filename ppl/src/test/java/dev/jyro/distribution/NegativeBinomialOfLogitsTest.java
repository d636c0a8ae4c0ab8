package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NegativeBinomialOfLogitsTest implements DistributionContract, CountLaws {
  @Override
  public NegativeBinomial of(List<Tensor> parameters) {
    return NegativeBinomial.ofLogits(parameters.get(0), parameters.get(1));
  }

  @Override
  public NegativeBinomial ofNumbers(double... parameters) {
    return NegativeBinomial.ofLogits(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        NegativeBinomial.ofLogits(tensors.get(0), numbers[1]),
        NegativeBinomial.ofLogits(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("geometric", 1, 0).inside(0, 1, 4).outside(-1, -3),
        Example.of("few", 7, -2).inside(0, 1, 3).outside(-1, -8),
        Example.of("a fraction", 2.5, 1.5).inside(1, 8, 30).outside(-2, -3));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("totalCount", 0, "positive", 0, 0.5),
        Bad.of("totalCount", Double.NaN, "positive", Double.NaN, 0.5),
        Bad.of("logits", Double.NaN, "real", 3, Double.NaN));
  }

  @Test
  void extremeLogitsHaveFiniteDensitiesAndGradients() {
    Tensor logits = Tensor.of(300.0, -300.0, -300.0);
    Tensor counts = Tensor.of(0.0, 0.0, 1.0);
    double[] densities = {-600, 0, Math.log(2) - 300};
    double[] gradients = {-2, 0, 1};
    NegativeBinomial subject = NegativeBinomial.ofLogits(2, logits);
    Numbers.assertClose(subject.logProb(counts).toDoubles(), densities, 1e-12, "density");
    Tensor found =
        Gradients.grad(l -> NegativeBinomial.ofLogits(2, l).logProb(counts).sum(), logits);
    Numbers.assertClose(found.toDoubles(), gradients, 1e-12, "gradient");
    assertThat(subject.sample(Noise.of(1)).get(1).item()).isZero();
  }
}
