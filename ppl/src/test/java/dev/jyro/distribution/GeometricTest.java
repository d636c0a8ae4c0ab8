package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GeometricTest implements DistributionContract, CountLaws {
  @Override
  public Geometric of(List<Tensor> parameters) {
    return Geometric.of(parameters.get(0));
  }

  @Override
  public Geometric ofNumbers(double... parameters) {
    return Geometric.of(parameters[0]);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("even", 0.5).inside(0, 1, 7).outside(-1, -3),
        Example.of("rare success", 0.1).inside(0, 5, 40).outside(-1, -3),
        Example.of("sure", 0.93).inside(0, 1, 7).outside(-1, -3));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("probs", -0.1, "unitInterval", -0.1),
        Bad.of("probs", 1.5, "unitInterval", 1.5),
        Bad.of("probs", Double.NaN, "unitInterval", Double.NaN));
  }

  @Test
  void aCertainSuccessMeansZero() {
    Tensor counts = Tensor.of(0.0, 1.0);
    double inf = Double.POSITIVE_INFINITY;
    assertThat(Geometric.of(1).logProb(counts).toDoubles()).containsExactly(0, -inf);
    Tensor one = Tensor.scalar(1, DataType.FLOAT64);
    assertThat(Geometric.of(one).logProb(counts).toDoubles()).containsExactly(0, -inf);
    assertThat(Geometric.of(one).sample(Noise.of(1), Shapes.of(50)).sum().item()).isZero();
    assertThat(Geometric.of(one).entropy().abs().item()).isZero();
    Tensor zero = counts.get(0);
    assertThat(Gradients.grad(p -> Geometric.of(p).logProb(zero), one).item()).isEqualTo(1);
  }

  @Test
  void aProbabilityOfZeroMeansNever() {
    double inf = Double.POSITIVE_INFINITY;
    Geometric never = Geometric.of(Tensor.scalar(0, DataType.FLOAT64));
    assertThat(never.logProb(Tensor.of(0.0, 5.0)).toDoubles()).containsOnly(-inf);
    assertThat(never.entropy().item()).isEqualTo(inf);
    assertThat(never.mean().item()).isEqualTo(inf);
    assertThat(never.sample(Noise.of(1)).item()).isEqualTo(inf);
  }

  @Test
  void extremeLogitsHaveAnEntropy() {
    Geometric subject = Geometric.ofLogits(Tensor.of(300f, -300f));
    Numbers.assertClose(subject.entropy().toDoubles(), new double[] {0, 301}, 1e-6, "nats");
  }

  @Test
  void theDistributionFunctionAddsUp() {
    Geometric subject = Geometric.of(Tensor.scalar(0.3, DataType.FLOAT64));
    double[] needed = {0, 0.3, 0.3, 0.51};
    Numbers.assertClose(
        subject.cdf(Tensor.of(-0.5, 0.0, 0.9, 1.0)).toDoubles(), needed, 1e-12, "cdf");
  }

  @Test
  void aRareSuccessKeepsItsDigits() {
    Geometric rare = Geometric.of(Tensor.of(2e-8f));
    Geometric exact = Geometric.of(Tensor.of(2e-8f).to(DataType.FLOAT64));
    Tensor count = Tensor.of(1e8f);
    Numbers.assertClose(rare.logProb(count).item(), exact.logProb(count).item(), 1e-5, "density");
    Numbers.assertClose(rare.cdf(count).item(), exact.cdf(count).item(), 1e-6, "cdf");
    Numbers.assertClose(rare.entropy().item(), exact.entropy().item(), 1e-5, "nats");
    Tensor draws = rare.sample(Noise.of(1), Shapes.of(1000));
    assertThat(draws.isFinite().all().item()).isEqualTo(1);
    assertThat(draws.mean().item() / 5e7).isBetween(0.85, 1.15);
  }

  @Test
  void theGradientByARareSuccessIsThatOfDifferences() {
    Tensor rare = Tensor.of(1e-7, 3e-3);
    Tensor counts = Tensor.of(4e6, 0.0);
    Tensor found = Gradients.grad(p -> Geometric.of(p).logProb(counts).sum(), rare);
    double[] needed = {1e7 - 4e6 / (1 - 1e-7), 1 / 3e-3};
    Numbers.assertClose(found.toDoubles(), needed, 1e-6, "gradient");
  }
}
