package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;
import org.junit.jupiter.api.Test;

/** Seed 11. */
final class RelaxedOneHotCategoricalTest {
  private final Tensor weights = Tensor.of(2.0, 3.0, 5.0);
  private final Tensor temperature = Tensor.scalar(0.7, DataType.FLOAT64);
  private final Tensor rows =
      Tensor.of(new double[][] {{0.2, 0.3, 0.5}, {0.9, 0.05, 0.05}, {1e-4, 0.9898, 1e-2 + 1e-4}});

  @Test
  void theDensityIsThatOfTheFormula() {
    double[] needed = Arrays.stream(new int[] {0, 1, 2}).mapToDouble(this::byHand).toArray();
    Numbers.assertClose(
        RelaxedOneHotCategorical.of(temperature, weights).logProb(rows).toDoubles(),
        needed,
        1e-12,
        "of weights");
    Numbers.assertClose(
        RelaxedOneHotCategorical.ofLogits(0.7, weights.log().add(7)).logProb(rows).toDoubles(),
        needed,
        1e-12,
        "of logits");
  }

  /** Maddison, Mnih and Teh 2017, equation 10. */
  private double byHand(int row) {
    double[] a = weights.toDoubles();
    double[] x = rows.get(row).toDoubles();
    double sum = 0;
    double log = LogGamma.value(3) + 2 * Math.log(0.7);
    for (int k = 0; k < 3; k++) {
      sum += a[k] * Math.pow(x[k], -0.7);
      log += Math.log(a[k]) - 1.7 * Math.log(x[k]);
    }
    return log - 3 * Math.log(sum);
  }

  @Test
  void twoClassesAreARelaxedBernoulliNumber() {
    Tensor x = Tensor.of(0.1, 0.5, 0.97);
    Tensor pairs = ShapeOps.stack(-1, x.rsub(1), x);
    Numbers.assertClose(
        RelaxedOneHotCategorical.of(temperature, Tensor.of(0.2, 0.8)).logProb(pairs),
        RelaxedBernoulli.of(temperature, Tensor.scalar(0.8, DataType.FLOAT64)).logProb(x),
        1e-12,
        "density");
  }

  @Test
  void theLargestPartFollowsTheWeights() {
    Tensor draws = draws(20_000);
    double[] places = draws.argMax(-1).toDoubles();
    GoodnessOfFit.ofCounts(places, new double[] {0.2, 0.3, 0.5});
    assertThat(draws.sum(-1).sub(1).abs().max().item()).isLessThan(1e-12);
    assertThat(Constraints.simplex().check(draws).all().item()).isEqualTo(1);
  }

  /** {@code T log(x_0/x_1)} is logistic around the difference of the logits. */
  @Test
  void theRatioOfTwoPartsIsLogistic() {
    Tensor logs = draws(20_000).log();
    Tensor ratio = logs.select(-1, 0).sub(logs.select(-1, 1)).mul(0.7);
    Tensor uniform = ratio.sub(Math.log(2.0 / 3)).sigmoid();
    double[] even = new double[20];
    Arrays.fill(even, 0.05);
    GoodnessOfFit.ofCounts(uniform.mul(20).floor().toDoubles(), even);
  }

  private Tensor draws(int count) {
    return RelaxedOneHotCategorical.of(temperature, weights).sample(Noise.of(11), Shapes.of(count));
  }

  @Test
  void gradientsOfTheDensityAreThoseOfDifferences() {
    Tensor logits = weights.log();
    List<Tensor> found =
        Gradients.grad(
            p -> RelaxedOneHotCategorical.ofLogits(p.get(0), p.get(1)).logProb(p.get(2)).sum(),
            List.of(temperature, logits, rows));
    Numbers.assertClose(
        found.get(0).toDoubles(),
        Numbers.slopes(
            t -> RelaxedOneHotCategorical.ofLogits(t, logits).logProb(rows).sum().item(),
            temperature),
        1e-6,
        "by the temperature");
    Numbers.assertClose(
        found.get(1).toDoubles(),
        Numbers.slopes(
            l -> RelaxedOneHotCategorical.ofLogits(temperature, l).logProb(rows).sum().item(),
            logits),
        1e-6,
        "by the logits");
    Tensor inner = rows.narrow(0, 0, 2);
    Numbers.assertClose(
        found.get(2).narrow(0, 0, 2).flatten().toDoubles(),
        Numbers.slopes(
            x -> RelaxedOneHotCategorical.of(temperature, weights).logProb(x).sum().item(), inner),
        1e-6,
        "by the value");
  }

  @Test
  void gradientsOfSamplesAreThoseWithTheSameNoise() {
    Tensor found = Gradients.grad(w -> weighedDraw(temperature, w), weights);
    double[] needed = Numbers.slopes(w -> weighedDraw(temperature, w).item(), weights);
    Numbers.assertClose(found.toDoubles(), needed, 1e-6, "by the weights");
    Tensor byHeat = Gradients.grad(t -> weighedDraw(t, weights), temperature);
    double[] heat = Numbers.slopes(t -> weighedDraw(t, weights).item(), temperature);
    Numbers.assertClose(byHeat.toDoubles(), heat, 1e-6, "by the temperature");
  }

  private static Tensor weighedDraw(Tensor temperature, Tensor weights) {
    Tensor draws =
        RelaxedOneHotCategorical.of(temperature, weights).sample(Noise.of(11), Shapes.of(20));
    return draws.mul(Tensor.of(1.0, -2.0, 0.5)).sum();
  }

  @Test
  void aDrawKnowsItsDensityAndTheTotalDerivative() {
    double[] needed = gradient(false);
    Numbers.assertClose(gradient(true), needed, 1e-8, "by the weights and the temperature");
    Distribution subject = RelaxedOneHotCategorical.of(temperature, weights).expand(Shapes.of(5));
    Drawn drawn = subject.draw(Noise.of(11));
    Numbers.assertClose(drawn.value(), subject.sample(Noise.of(11)), 0, "value");
    Numbers.assertClose(
        drawn.density().get().logProb(), subject.logProb(drawn.value()), 1e-9, "density");
  }

  private double[] gradient(boolean ofDraw) {
    Leaf leaf = Leaf.of(weights);
    Leaf heat = Leaf.of(temperature);
    Gradients.recording(
        () -> {
          Distribution subject =
              RelaxedOneHotCategorical.of(heat.value(), leaf.value()).expand(Shapes.of(5));
          Cotangents cotangents = Cotangents.none();
          if (ofDraw) {
            subject.draw(Noise.of(11)).density().get().pull(Operand.of(2), cotangents);
          } else {
            Tensor sum = subject.logProb(subject.sample(Noise.of(11))).sum().mul(2);
            cotangents.add(sum, () -> sum.constant(1));
          }
          cotangents.backward();
          return leaf;
        });
    double[] both = Arrays.copyOf(leaf.gradient().get().toDoubles(), 4);
    both[3] = heat.gradient().get().item();
    return both;
  }

  @Test
  void aWeightOfZeroAndExtremeLogitsStayFinite() {
    Tensor zero = Tensor.of(0f, 1f, 3f);
    Tensor found =
        Gradients.grad(
            w -> {
              Distribution subject = RelaxedOneHotCategorical.of(0.5, w);
              return subject.logProb(subject.sample(Noise.of(1))).sum();
            },
            zero);
    assertThat(found.isFinite().all().item()).isEqualTo(1);
    Tensor extreme = Tensor.of(300f, -300f, 0f);
    Distribution subject = RelaxedOneHotCategorical.ofLogits(0.1, extreme);
    Drawn drawn = subject.draw(Noise.of(1));
    assertThat(drawn.value().gt(0).all().item()).isEqualTo(1);
    assertThat(drawn.density().get().logProb().isFinite().item()).isEqualTo(1);
    assertThat(subject.logProb(Tensor.of(1f, 0f, 0f)).isFinite().item()).isEqualTo(1);
    Tensor byLogits =
        Gradients.grad(
            l -> RelaxedOneHotCategorical.ofLogits(0.1, l).logProb(Tensor.of(1f, 0f, 0f)), extreme);
    assertThat(byLogits.isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void negativePartsHaveDensityZero() {
    assertThat(RelaxedOneHotCategorical.of(0.5, weights).logProb(Tensor.of(-0.1, 0.6, 0.5)).item())
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void shapesAreThoseOfBatchAndEvent() {
    Tensor heat = Tensor.of(new double[] {0.5, 1}, Shapes.of(2, 1));
    RelaxedOneHotCategorical subject = RelaxedOneHotCategorical.of(heat, weights.expand(4, 3));
    assertThat(subject.batchShape()).isEqualTo(Shapes.of(2, 4));
    assertThat(subject.eventShape()).isEqualTo(Shapes.of(3));
    Tensor draws = subject.sample(Noise.of(1), Shapes.of(5));
    assertThat(draws.shape()).isEqualTo(Shapes.of(5, 2, 4, 3));
    assertThat(subject.logProb(draws).shape()).isEqualTo(Shapes.of(5, 2, 4));
    assertThat(subject.logProb(rows.get(0)).shape()).isEqualTo(Shapes.of(2, 4));
    assertThat(subject.toEvent(1).draw(Noise.of(1)).density().get().logProb().shape())
        .isEqualTo(Shapes.of(2));
  }

  @Test
  void refusesBadParametersByName() {
    assertThatThrownBy(() -> RelaxedOneHotCategorical.of(-1, weights))
        .hasMessage("RelaxedOneHotCategorical: temperature is -1.0. Needed: positive.");
    assertThatThrownBy(() -> RelaxedOneHotCategorical.of(1, Tensor.of(-1f, 1f)).validate())
        .hasMessageStartingWith("RelaxedOneHotCategorical: probs is [-1.0, 1.0]. Needed: weights");
    assertThatThrownBy(() -> RelaxedOneHotCategorical.of(Tensor.ones(3), Tensor.ones(2, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("RelaxedOneHotCategorical: the parameters do not fit.");
    assertThatThrownBy(() -> RelaxedOneHotCategorical.of(1, weights).logProb(Tensor.of(0.5, 0.5)))
        .isInstanceOf(ShapeException.class);
  }
}
