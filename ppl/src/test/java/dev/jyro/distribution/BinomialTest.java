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

final class BinomialTest implements DistributionContract, CountLaws {
  @Override
  public Binomial of(List<Tensor> parameters) {
    return Binomial.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public Binomial ofNumbers(double... parameters) {
    return Binomial.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        Binomial.of(tensors.get(0), numbers[1]), Binomial.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("few", 4, 0.3).inside(0, 1, 3).outside(-1, 5, 20),
        Example.of("many", 60, 0.5).inside(20, 30, 37).outside(-1, 61, 80),
        Example.of("rare", 30, 0.04).inside(0, 1, 3).outside(-2, 31, 32));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("totalCount", -1, "nonNegativeInteger", -1, 0.5),
        Bad.of("totalCount", 1.5, "nonNegativeInteger", 1.5, 0.5),
        Bad.of("probs", -0.1, "unitInterval", 3, -0.1),
        Bad.of("probs", Double.NaN, "unitInterval", 3, Double.NaN));
  }

  @Test
  void probabilitiesZeroAndOneAreCertain() {
    double inf = Double.POSITIVE_INFINITY;
    Tensor counts = Tensor.of(0.0, 1.0, 3.0);
    Tensor three = Tensor.scalar(3, DataType.FLOAT64);
    for (Binomial never : List.of(Binomial.of(3, 0), Binomial.of(three, three.mul(0)))) {
      assertThat(never.logProb(counts).toDoubles()).containsExactly(0, -inf, -inf);
      assertThat(never.sample(Noise.of(1), Shapes.of(50)).sum().item()).isZero();
    }
    for (Binomial always : List.of(Binomial.of(3, 1), Binomial.of(three, three.div(3)))) {
      assertThat(always.logProb(counts).toDoubles()).containsExactly(-inf, -inf, 0);
      assertThat(always.sample(Noise.of(1), Shapes.of(50)).sum().item()).isEqualTo(150);
    }
  }

  @Test
  void gradientsByZeroAndOneAreFiniteIfTheDensityIs() {
    Tensor ends = Tensor.of(0.0, 1.0);
    Tensor counts = Tensor.of(0.0, 3.0);
    Tensor found = Gradients.grad(p -> Binomial.of(3, p).logProb(counts).sum(), ends);
    assertThat(found.toDoubles()).containsExactly(-3, 3);
  }

  @Test
  void theDistributionFunctionIsExactInManyTrialsAndAtTheEnds() {
    Tensor trials = Tensor.scalar(1e6, DataType.FLOAT64);
    Binomial rare = Binomial.of(trials, 1e-6);
    Poisson limit = Poisson.of(Tensor.scalar(1, DataType.FLOAT64));
    Tensor few = Tensor.of(0.0, 1.0, 4.0);
    Numbers.assertClose(rare.cdf(few), limit.cdf(few), 1e-6, "nearly Poisson");
    double inf = Double.POSITIVE_INFINITY;
    Tensor ends = Tensor.of(-inf, -1.0, 1e6, inf);
    assertThat(rare.cdf(ends).toDoubles()).containsExactly(0, 0, 1, 1);
    Tensor probs = Tensor.of(0.0, 1.0);
    Tensor one = Tensor.of(1.0);
    assertThat(Binomial.of(3, probs).cdf(one).toDoubles()).containsExactly(1, 0);
    assertThat(Binomial.of(0, probs).cdf(one.sub(1)).toDoubles()).containsExactly(1, 1);
  }

  @Test
  void noTrialsHaveNoSuccess() {
    assertThat(Binomial.of(0, 0.3).logProb(Tensor.of(0f, 1f)).toDoubles())
        .containsExactly(0, Double.NEGATIVE_INFINITY);
    assertThat(Binomial.of(0, 0.3).sample(Noise.of(1)).item()).isZero();
  }

  @Test
  void enumeratesItsValuesIfTheTotalIsOneNumber() {
    Binomial subject = Binomial.of(3, Tensor.of(0.2, 0.9));
    Tensor values = subject.enumerateSupport();
    assertThat(values.shape()).isEqualTo(Shapes.of(4, 2));
    Tensor total = subject.logProb(values).exp().sum(0);
    Numbers.assertClose(total, total.onesLike(), 1e-12, "sum of the probabilities");
    assertThatThrownBy(() -> batch(DataType.FLOAT32).enumerateSupport())
        .hasMessageStartingWith("Binomial has no enumerateSupport: totalCount differs");
  }

  @Test
  void aRareSuccessKeepsItsDigits() {
    Tensor rare = Tensor.of(1e-7f);
    double never = 1e7 * Math.log1p(-rare.item());
    double found = Binomial.of(1e7, rare).logProb(Tensor.of(0f)).item();
    Numbers.assertClose(found, never, 1e-6, "none of many");
    Tensor slope = Gradients.grad(p -> Binomial.of(1e7, p).logProb(Tensor.of(0f)).sum(), rare);
    Numbers.assertClose(slope.item(), -1e7, 1e-6, "slope");
  }
}
