package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContinuousBernoulliTest implements DistributionContract, SmoothSamples {
  @Override
  public ContinuousBernoulli of(List<Tensor> parameters) {
    return ContinuousBernoulli.of(parameters.get(0));
  }

  @Override
  public ContinuousBernoulli ofNumbers(double... parameters) {
    return ContinuousBernoulli.of(parameters[0]);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("falling", 0.1).inside(0.05, 0.5, 0.97).outside(-0.1, 1.1, 30),
        Example.of("uniform", 0.5).inside(0.05, 0.5, 0.97).outside(-1, 2),
        Example.of("nearly uniform", 0.501).inside(0.05, 0.5, 0.97).outside(-1, 2),
        Example.of("rising", 0.98).inside(0.05, 0.5, 0.97).outside(1.001));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("probs", -0.1, "unitInterval", -0.1),
        Bad.of("probs", 1.1, "unitInterval", 1.1),
        Bad.of("probs", Double.NaN, "unitInterval", Double.NaN));
  }

  @ParameterizedTest(name = "logit {0}")
  @CsvSource({
    "-300, -84.296217525343799, 0.0033333333333333333, 1.1111111111111111e-5, -4.7037824746562011, 1.0",
    "-0.5, 0.089604949007243262, 0.45850591746320172, 0.082301910967236235, -0.010351990275642405, 0.35400985366029179",
    "-0.499, 0.089446401938144059, 0.45858822141539495, 0.082305992111072667, -0.01031087945186198, 0.35389931650499651",
    "-1e-3, 0.00019995833333368056, 0.49991666666805556, 0.083333329166666832, -4.1666665625000028e-8, 0.30010500699816231",
    "-1e-9, 1.9999999995833333e-10, 0.49999999991666667, 0.083333333333333333, -4.1666666666666667e-20, 0.300000000105",
    "0, 0.0, 0.5, 0.083333333333333333, 0.0, 0.3",
    "1e-12, -2.0000000000004167e-13, 0.50000000000008333, 0.083333333333333333, -4.1666666666666667e-26, 0.299999999999895",
    "0.2, -0.041666111463580461, 0.51665556612699481, 0.083166930847041253, -0.0016650017618185005, 0.27929438214416953",
    "3, -0.95031853038918872, 0.71906236315792262, 0.055970105609051348, -0.30686855908457913, 0.076476921609872459",
    "300, -204.2962175253438, 0.99666666666666667, 1.1111111111111111e-5, -4.7037824746562011, 6.2828805112394623e-92"
  })
  void isExactForAnyLogit(
      double logit, double peak, double mean, double variance, double entropy, double cdf) {
    Tensor l = Tensor.scalar(logit, DataType.FLOAT64);
    Tensor at = Tensor.scalar(0.3, DataType.FLOAT64);
    ContinuousBernoulli subject = ContinuousBernoulli.ofLogits(l);
    Numbers.assertClose(subject.logProb(at).item(), peak, 1e-13, "density");
    Numbers.assertClose(
        ContinuousBernoulli.ofLogits(logit).logProb(at).item(), peak, 1e-13, "of a number");
    Numbers.assertClose(subject.mean().item(), mean, 1e-13, "mean");
    Numbers.assertClose(subject.variance().item(), variance, 1e-13, "variance");
    Numbers.assertClose(subject.entropy().item(), entropy, 1e-13, "entropy");
    Numbers.assertClose(subject.cdf(at).item(), cdf, 1e-13, "cdf");
    if (cdf < 1 - 1e-9) {
      Numbers.assertClose(subject.icdf(subject.cdf(at)).item(), 0.3, 1e-7, "quantile");
    }
  }

  @ParameterizedTest(name = "logit {0}")
  @ValueSource(doubles = {-300, -0.5, -0.01, -1e-9, 0, 1e-9, 0.01, 0.5, 300})
  void gradientsByTheLogitAreRight(double logit) {
    Tensor l = Tensor.scalar(logit, DataType.FLOAT64);
    Tensor shares = Tensor.of(0.002, 0.4, 0.9);
    check(l, of -> of.logProb(shares));
    check(l, of -> of.cdf(shares));
    check(l, of -> of.icdf(shares));
    check(l, Distribution::entropy);
    check(l, Distribution::mean);
  }

  private static void check(Tensor logit, Function<Distribution, Tensor> function) {
    double found =
        Gradients.grad(l -> function.apply(ContinuousBernoulli.ofLogits(l)).sum(), logit).item();
    double needed =
        Numbers.slopes(l -> function.apply(ContinuousBernoulli.ofLogits(l)).sum().item(), logit)[0];
    Numbers.assertClose(found, needed, TOLERANCE, "by the logit");
  }

  @Test
  void theSecondDerivativeIsTheVarianceAtAnyLogit() {
    for (double logit : new double[] {-2, 0, 1e-3, 0.7}) {
      Tensor l = Tensor.scalar(logit, DataType.FLOAT64);
      Tensor at = Tensor.scalar(0.3, DataType.FLOAT64);
      double curve =
          Gradients.grad(
                  a -> Gradients.grad(b -> ContinuousBernoulli.ofLogits(b).logProb(at), a), l)
              .item();
      double variance = ContinuousBernoulli.ofLogits(l).variance().item();
      Numbers.assertClose(-curve, variance, 1e-10, "variance");
    }
  }

  @Test
  void probabilitiesOfZeroAndOneAreFinite() {
    for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
      Tensor probs = Tensor.of(0, 1).to(type);
      Tensor values = Tensor.of(new double[] {0, 0.5, 1}, Shapes.of(3, 1)).to(type);
      Tensor density = ContinuousBernoulli.of(probs).logProb(values);
      assertThat(density.isFinite().all().item()).isEqualTo(1);
      Tensor gradient = Gradients.grad(p -> ContinuousBernoulli.of(p).logProb(values).sum(), probs);
      assertThat(gradient.isFinite().all().item()).isEqualTo(1);
    }
    assertThat(ContinuousBernoulli.of(0).mean().item()).isBetween(0.0, 0.02);
  }

  @Test
  void aLogitIsNamedInMessages() {
    assertThat(ContinuousBernoulli.ofLogits(Tensor.of(1.5)).parameters().get(0).name())
        .isEqualTo("logits");
  }
}
