package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GeometricOfLogitsTest implements DistributionContract, CountLaws {
  @Override
  public Geometric of(List<Tensor> parameters) {
    return Geometric.ofLogits(parameters.get(0));
  }

  @Override
  public Geometric ofNumbers(double... parameters) {
    return Geometric.ofLogits(parameters[0]);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("even", 0).inside(0, 1, 7).outside(-1, -3),
        Example.of("rare success", -2).inside(0, 5, 40).outside(-1, -3),
        Example.of("sure", 3).inside(0, 1, 7).outside(-1, -3));
  }

  @Override
  public List<Bad> bad() {
    return List.of(Bad.of("logits", Double.NaN, "real", Double.NaN));
  }

  @Test
  void extremeLogitsHaveFiniteDensitiesAndGradients() {
    Tensor logits = Tensor.of(300f, 300f, -300f);
    Tensor counts = Tensor.of(0f, 2f, 0f);
    double[] densities = {0, -600, -300};
    double[] gradients = {0, -2, 1};
    Numbers.assertClose(
        Geometric.ofLogits(logits).logProb(counts).toDoubles(), densities, 0, "density");
    Tensor found = Gradients.grad(l -> Geometric.ofLogits(l).logProb(counts).sum(), logits);
    Numbers.assertClose(found.toDoubles(), gradients, 0, "gradient");
  }

  @Test
  void theMomentsAreThoseOfTheProbability() {
    Tensor probs = Tensor.of(0.2, 0.9);
    Geometric other = Geometric.of(probs);
    Geometric subject = Geometric.ofLogits(probs.logit());
    assertThat(subject.batchShape()).isEqualTo(other.batchShape());
    Numbers.assertClose(subject.mean(), other.mean(), 1e-12, "mean");
    Numbers.assertClose(subject.variance(), other.variance(), 1e-12, "variance");
    Numbers.assertClose(subject.entropy(), other.entropy(), 1e-12, "entropy");
  }
}
