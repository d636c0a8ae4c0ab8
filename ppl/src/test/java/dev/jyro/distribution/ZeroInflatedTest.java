package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ZeroInflatedTest implements DistributionContract, CountLaws {
  @Override
  public ZeroInflated of(List<Tensor> parameters) {
    return ZeroInflated.of(Poisson.of(parameters.get(1)), parameters.get(0));
  }

  @Override
  public ZeroInflated ofNumbers(double... parameters) {
    return ZeroInflated.of(Poisson.of(parameters[1]), parameters[0]);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("some", 0.3, 2).inside(0, 1, 6).outside(-1, -3),
        Example.of("most", 0.9, 4).inside(0, 1, 9).outside(-2, -3),
        Example.of("hardly", 0.01, 11).inside(0, 5, 15).outside(-1, -12));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("gate", -0.1, "unitInterval", -0.1, 2),
        Bad.of("gate", 1.5, "unitInterval", 1.5, 2),
        Bad.of("gate", Double.NaN, "unitInterval", Double.NaN, 2));
  }

  @Test
  void anOpenGateIsTheBaseAndAShutOneIsZero() {
    Tensor counts = Tensor.of(0.0, 3.0);
    Poisson base = Poisson.of(Tensor.scalar(2, DataType.FLOAT64));
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    Numbers.assertClose(
        ZeroInflated.of(base, zero).logProb(counts), base.logProb(counts), 1e-12, "open");
    Numbers.assertClose(
        ZeroInflated.of(base, 0).logProb(counts), base.logProb(counts), 1e-12, "open, a number");
    assertThat(ZeroInflated.of(base, zero.add(1)).logProb(counts).toDoubles())
        .containsExactly(0, Double.NEGATIVE_INFINITY);
    assertThat(ZeroInflated.of(base, 1).sample(Noise.of(1), Shapes.of(50)).sum().item()).isZero();
  }

  @Test
  void gradientsByAnOpenAndAShutGateAreFiniteIfTheDensityIs() {
    Poisson base = Poisson.of(Tensor.scalar(2, DataType.FLOAT64));
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    Tensor one = Tensor.scalar(1, DataType.FLOAT64);
    double open = Gradients.grad(g -> ZeroInflated.of(base, g).logProb(zero), zero).item();
    Numbers.assertClose(open, Math.exp(2) - 1, 1e-12, "open");
    double shut = Gradients.grad(g -> ZeroInflated.of(base, g).logProb(zero), one).item();
    Numbers.assertClose(shut, 1 - Math.exp(-2), 1e-12, "shut");
    double three = Gradients.grad(g -> ZeroInflated.of(base, g).logProb(one.mul(3)), zero).item();
    assertThat(three).isEqualTo(-1);
  }

  @Test
  void aZeroThatTheBaseHardlyGivesComesFromTheGate() {
    Poisson base = Poisson.of(Tensor.scalar(1e4, DataType.FLOAT64));
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    assertThat(ZeroInflated.of(base, zero).logProb(zero).item()).isEqualTo(-1e4);
    Numbers.assertClose(
        ZeroInflated.of(base, zero.add(0.5)).logProb(zero).item(), Math.log(0.5), 1e-12, "half");
    Numbers.assertClose(
        ZeroInflated.ofLogits(base, zero).logProb(zero).item(), Math.log(0.5), 1e-12, "logit");
  }

  @Test
  void extremeLogitsHaveFiniteDensitiesAndGradients() {
    Poisson base = Poisson.of(Tensor.scalar(2, DataType.FLOAT64));
    Tensor logits = Tensor.of(300.0, 300.0, -300.0, -300.0);
    Tensor counts = Tensor.of(0.0, 1.0, 0.0, 1.0);
    double once = Math.log(2) - 2;
    double[] densities = {0, once - 300, -2, once};
    double[] gradients = {0, -1, 0, 0};
    Numbers.assertClose(
        ZeroInflated.ofLogits(base, logits).logProb(counts).toDoubles(),
        densities,
        1e-12,
        "density");
    Tensor found =
        Gradients.grad(l -> ZeroInflated.ofLogits(base, l).logProb(counts).sum(), logits);
    Numbers.assertClose(found.toDoubles(), gradients, 1e-12, "gradient");
  }

  @Test
  void theDistributionFunctionJumpsAtZero() {
    Tensor rate = Tensor.scalar(2, DataType.FLOAT64);
    ZeroInflated subject = ZeroInflated.of(Poisson.of(rate), 0.3);
    double[] needed = {0, 0.3 + 0.7 * Math.exp(-2)};
    Numbers.assertClose(subject.cdf(Tensor.of(-1.0, 0.0)).toDoubles(), needed, 1e-12, "cdf");
  }

  @Test
  void refusesABaseOfVectors() {
    assertThatThrownBy(() -> ZeroInflated.of(Poisson.of(Tensor.ones(3)).toEvent(1), 0.5))
        .hasMessage("ZeroInflated: a value of Poisson has shape (3). Needed: single numbers.");
  }
}
