package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MixtureSameFamilyTest implements DistributionContract {
  @Override
  public MixtureSameFamily of(List<Tensor> parameters) {
    return MixtureSameFamily.of(
        Categorical.of(parameters.get(0)), Normal.of(parameters.get(1), parameters.get(2)));
  }

  @Override
  public MixtureSameFamily ofNumbers(double... parameters) {
    MixtureSameFamily made =
        of(
            List.of(
                floats(parameters, 0).reshape(2),
                floats(parameters, 2).reshape(2),
                floats(parameters, 4).reshape(2)));
    made.validate();
    return made;
  }

  private static Tensor floats(double[] numbers, int from) {
    return Tensor.of(Arrays.copyOfRange(numbers, from, from + 2)).to(DataType.FLOAT32);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        example("apart", 0.3, 0.7, -1, 2, 0.5, 1.5).inside(-1, 0, 2.5),
        example("weights", 8, 2, 0, 0.5, 1, 3).inside(-2, 0.1, 4),
        example("far apart", 1, 1, -20, 30, 2, 5).inside(-19, 4, 30));
  }

  private static Example example(String title, double... n) {
    return new Example(
        title,
        List.of(List.of(n[0], n[1]), List.of(n[2], n[3]), List.of(n[4], n[5])),
        List.of(),
        List.of());
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        new Bad(
            "probs",
            "[-1.0, 2.0]",
            "weights (nonNegative, not all 0)",
            List.of(List.of(-1.0, 2.0), List.of(0.0, 1.0), List.of(1.0, 1.0))));
  }

  @Test
  void aWeightOfZeroDoesNoHarmAndHasItsGradient() {
    Tensor weights = Tensor.of(0.0, 1.0);
    Normal normals = Normal.of(Tensor.of(0.0, 100.0), 1);
    Tensor value = Tensor.scalar(100, DataType.FLOAT64);
    double peak = -0.5 * Math.log(2 * Math.PI);
    double found = MixtureSameFamily.of(Categorical.of(weights), normals).logProb(value).item();
    Numbers.assertClose(found, peak, 1e-12, "density");
    Tensor close = Tensor.scalar(99, DataType.FLOAT64);
    Normal near = Normal.of(Tensor.of(98.0, 100.0), 1);
    Tensor gradient =
        Gradients.grad(w -> MixtureSameFamily.of(Categorical.of(w), near).logProb(close), weights);
    Numbers.assertClose(gradient.toDoubles(), new double[] {0, 0}, 1e-12, "both are as likely");
    Tensor nearer = Tensor.scalar(100, DataType.FLOAT64);
    Tensor less =
        Gradients.grad(w -> MixtureSameFamily.of(Categorical.of(w), near).logProb(nearer), weights);
    Numbers.assertClose(
        less.toDoubles(), new double[] {Math.exp(-2) - 1, 0}, 1e-12, "the first is less likely");
  }

  @Test
  void aComponentOfWeightZeroAddsNothingHoweverLikelyItsValue() {
    Tensor weights = Tensor.of(0f, 1f);
    Normal normals = Normal.of(Tensor.of(0f, 1000f), 1);
    double needed = -0.5 * 1e6 - 0.5 * Math.log(2 * Math.PI);
    Tensor at = Tensor.scalar(0);
    Tensor found = MixtureSameFamily.of(Categorical.of(weights), normals).logProb(at);
    Numbers.assertClose(found.item(), needed, 1e-6, "density");
    Tensor gradient =
        Gradients.grad(w -> MixtureSameFamily.of(Categorical.of(w), normals).logProb(at), weights);
    assertThat(gradient.isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void extremeLogitsHaveFiniteDensitiesAndGradients() {
    Tensor logits = Tensor.of(300f, -300f);
    Normal normals = Normal.of(Tensor.of(0f, 50f), 1);
    Tensor at = Tensor.scalar(50);
    Tensor found =
        Gradients.grad(
            l -> MixtureSameFamily.of(Categorical.ofLogits(l), normals).logProb(at), logits);
    double log = -600 - 0.5 * Math.log(2 * Math.PI);
    Numbers.assertClose(
        MixtureSameFamily.of(Categorical.ofLogits(logits), normals).logProb(at).item(),
        log,
        1e-6,
        "density");
    Numbers.assertClose(found.toDoubles(), new double[] {-1, 1}, 1e-6, "gradient");
  }

  @Test
  void outsideOfAllComponentsTheDensityIsZeroAndNotNaN() {
    Uniform ranges = Uniform.of(Tensor.of(0.0, 2.0), Tensor.of(1.0, 3.0));
    MixtureSameFamily subject = MixtureSameFamily.of(Categorical.of(1, 3), ranges);
    Tensor values = Tensor.of(0.5, 1.5, 2.5);
    double[] needed = {Math.log(0.25), Double.NEGATIVE_INFINITY, Math.log(0.75)};
    Numbers.assertClose(subject.logProb(values).toDoubles(), needed, 1e-6, "density");
    assertThat(subject.support().check(values).toBooleans()).containsExactly(true, false, true);
    Tensor mask = Tensor.of(true, false, true);
    assertThat(subject.mask(mask).logProb(values.add(Double.NaN)).toDoubles()[1]).isZero();
  }

  @Test
  void keepsThePlainSupportOfItsComponents() {
    assertThat(batch(DataType.FLOAT32).support()).isEqualTo(Constraints.real());
  }

  @Test
  void mixesVectors() {
    Tensor means = Tensor.of(new double[] {0, 0, 10, 20}, Shapes.of(2, 2));
    MixtureSameFamily subject =
        MixtureSameFamily.of(Categorical.of(Tensor.of(0.25, 0.75)), Normal.of(means, 1).toEvent(1));
    assertThat(subject.eventShape()).isEqualTo(Shapes.of(2));
    assertThat(subject.batchShape()).isEqualTo(Shapes.scalar());
    Numbers.assertClose(subject.mean().toDoubles(), new double[] {7.5, 15}, 1e-12, "mean");
    double spread = 0.25 * 0.75;
    Numbers.assertClose(
        subject.variance().toDoubles(),
        new double[] {1 + spread * 100, 1 + spread * 400},
        1e-12,
        "variance");
    Tensor draws = subject.sample(Noise.of(1), Shapes.of(5, 30));
    assertThat(draws.shape()).isEqualTo(Shapes.of(5, 30, 2));
    assertThat(subject.logProb(draws).shape()).isEqualTo(Shapes.of(5, 30));
    Tensor alike = draws.select(-1, 0).gt(5).eq(draws.select(-1, 1).gt(10));
    assertThat(alike.all().item()).isEqualTo(1);
  }

  @Test
  void mixesDiscreteComponentsAndEnumeratesThem() {
    MixtureSameFamily subject =
        MixtureSameFamily.of(Categorical.of(1, 1), Bernoulli.of(Tensor.of(0.2, 0.6)));
    Tensor values = subject.expand(Shapes.of(3)).enumerateSupport();
    assertThat(values.shape()).isEqualTo(Shapes.of(2, 3));
    double[] needed = {0.6, 0.4};
    Numbers.assertClose(
        subject.logProb(Tensor.of(0.0, 1.0)).exp().toDoubles(), needed, 1e-7, "probability");
    Numbers.assertClose(subject.cdf(Tensor.of(0.0, 1.0)).toDoubles()[0], 0.6, 1e-7, "cdf");
  }

  @Test
  void refusesComponentsThatTheMixtureDoesNotCount() {
    assertThatThrownBy(
            () -> MixtureSameFamily.of(Categorical.of(1, 1, 1), Normal.of(Tensor.ones(2), 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MixtureSameFamily: the components (Normal) have batch shape (2). Needed: a last dimension of size 3, that of the mixture's weights.");
    assertThatThrownBy(() -> MixtureSameFamily.of(Categorical.of(1), Normal.of(0.0, 1)))
        .isInstanceOf(ShapeException.class);
  }
}
