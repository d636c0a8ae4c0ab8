package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Seed 11. */
final class StraightThroughTest {
  private final Noise noise = Noise.of(11);

  @Nested
  final class OfABit {
    private final Tensor probs = Tensor.of(0.2, 0.5, 0.9);
    private final Distribution soft = RelaxedBernoulli.of(0.5, probs);
    private final Distribution hard = RelaxedBernoulliStraightThrough.of(0.5, probs);

    @Test
    void isExactlyZeroOrOne() {
      Tensor draws = hard.sample(noise, Shapes.of(2000));
      assertThat(draws.toDoubles()).containsOnly(0, 1);
      Tensor near = soft.sample(noise, Shapes.of(2000)).round();
      Numbers.assertClose(draws, near, 0, "the nearer end");
    }

    @Test
    void isOneAsOftenAsTheProbabilitySays() {
      double[] means = hard.sample(noise, Shapes.of(20_000)).mean(0).toDoubles();
      double[] needed = probs.toDoubles();
      for (int i = 0; i < needed.length; i++) {
        double error = Math.sqrt(needed[i] * (1 - needed[i]) / 20_000);
        assertThat(Math.abs(means[i] - needed[i])).isLessThan(4 * error);
      }
    }

    @Test
    void hasTheGradientOfTheNumberThatWasRounded() {
      Tensor found =
          Gradients.grad(
              p -> RelaxedBernoulliStraightThrough.of(0.5, p).sample(noise).sum(), probs);
      Tensor needed = Gradients.grad(p -> RelaxedBernoulli.of(0.5, p).sample(noise).sum(), probs);
      Numbers.assertClose(found, needed, 0, "gradient");
      assertThat(found.abs().min().item()).isGreaterThan(0);
    }

    @Test
    void aDrawHasTheDensityOfTheNumberThatWasRounded() {
      Drawn drawn = hard.draw(noise);
      assertThat(drawn.value().toDoubles()).containsOnly(0, 1);
      Numbers.assertClose(
          drawn.density().get().logProb(), soft.draw(noise).density().get().logProb(), 0, "own");
      Tensor values = Tensor.of(0.3, 0.4, 0.6);
      Numbers.assertClose(hard.logProb(values), soft.logProb(values), 0, "at any value");
    }

    /** The derivative of {@code x log p + (1 - x) log(1 - p)} by x, at both ends too. */
    @Test
    void aModelScoresItAsABitWithTheLogitAsGradient() {
      Tensor draws = Tensor.of(0.0, 1, 0);
      Tensor needed = probs.logit();
      Tensor byProbs = Gradients.grad(x -> Bernoulli.of(probs).logProb(x).sum(), draws);
      Tensor byLogits = Gradients.grad(x -> Bernoulli.ofLogits(needed).logProb(x).sum(), draws);
      Tensor byNumber = Gradients.grad(x -> Bernoulli.of(0.2).logProb(x).sum(), draws);
      Numbers.assertClose(byProbs, needed, 1e-12, "of probabilities");
      Numbers.assertClose(byLogits, needed, 1e-12, "of logits");
      Numbers.assertClose(byNumber.toDoubles(), log(0.25, 0.25, 0.25), 1e-12, "of a number");
    }

    @Test
    void certaintyHasFiniteGradients() {
      Tensor sure = Tensor.of(0.0, 1, 0.5);
      Tensor draws = Tensor.of(0.0, 1, 1);
      Tensor byDraw = Gradients.grad(x -> Bernoulli.of(sure).logProb(x).sum(), draws);
      Tensor byProbs = Gradients.grad(p -> Bernoulli.of(p).logProb(draws).sum(), sure);
      assertThat(byDraw.isFinite().all().item()).isEqualTo(1);
      Numbers.assertClose(byProbs.toDoubles(), new double[] {-1, 1, 2}, 1e-12, "by p");
    }

    private double[] log(double... of) {
      return Arrays.stream(of).map(Math::log).toArray();
    }

    @Test
    void expandsAndIsNamedInErrors() {
      Distribution wide = hard.expand(Shapes.of(4, 3));
      assertThat(wide.sample(noise).toDoubles()).hasSize(12).containsOnly(0, 1);
      assertThat(wide.isReparameterized()).isTrue();
      assertThatThrownBy(() -> RelaxedBernoulliStraightThrough.of(0.5, Tensor.of(2f)).validate())
          .hasMessageStartingWith("RelaxedBernoulliStraightThrough: probs[0] is 2.0.");
    }
  }

  @Nested
  final class OfAClass {
    private final Tensor weights = Tensor.of(2f, 3f, 5f);
    private final Distribution soft = RelaxedOneHotCategorical.of(0.5, weights);
    private final Distribution hard = RelaxedOneHotCategoricalStraightThrough.of(0.5, weights);

    @Test
    void isExactlyOneOneAmongZeros() {
      Tensor draws = hard.sample(noise, Shapes.of(20_000));
      assertThat(Constraints.oneHot().check(draws).all().item()).isEqualTo(1);
      GoodnessOfFit.ofCounts(draws.argMax(-1).toDoubles(), new double[] {0.2, 0.3, 0.5});
      assertThat(draws.dataType()).isEqualTo(DataType.FLOAT32);
    }

    @Test
    void hasTheGradientOfTheVectorThatWasRounded() {
      Tensor each = Tensor.of(1f, -2f, 0.5f);
      Tensor found =
          Gradients.grad(
              w -> RelaxedOneHotCategoricalStraightThrough.of(0.5, w).sample(noise).mul(each).sum(),
              weights);
      Tensor needed =
          Gradients.grad(
              w -> RelaxedOneHotCategorical.of(0.5, w).sample(noise).mul(each).sum(), weights);
      Numbers.assertClose(found, needed, 0, "gradient");
    }

    @Test
    void aDrawHasTheDensityOfTheVectorThatWasRounded() {
      Numbers.assertClose(
          hard.draw(noise).density().get().logProb(),
          soft.draw(noise).density().get().logProb(),
          0,
          "own");
    }

    /** Of the classes that were not drawn, too. */
    @Test
    void aModelScoresItAsAOneHotVectorWithTheGradientOfEachClass() {
      Tensor p = Tensor.of(0.1, 0.2, 0.7);
      assertScored(OneHotCategorical.of(p), p.log());
      assertScored(OneHotCategorical.ofLogits(p.log().add(3)), p.log());
    }

    private void assertScored(Distribution model, Tensor logProbs) {
      Tensor found = Gradients.grad(w -> model.logProb(drawn(w)), weights);
      Tensor needed = Gradients.grad(w -> drawn(w).mul(logProbs).sum(), weights);
      Numbers.assertClose(found, needed, 1e-6, "gradient");
      assertThat(found.abs().max().item()).isGreaterThan(0);
    }

    private Tensor drawn(Tensor w) {
      return RelaxedOneHotCategoricalStraightThrough.of(0.5, w).sample(noise);
    }

    @Test
    void aClassThatCannotBeHasFiniteGradients() {
      Tensor draw = Tensor.of(0.0, 1, 0);
      Tensor p = Tensor.of(0.0, 0.25, 0.75);
      for (Distribution model :
          List.of(OneHotCategorical.of(p), OneHotCategorical.ofLogits(p.log()))) {
        Tensor found = Gradients.grad(model::logProb, draw);
        Numbers.assertClose(
            found.toDoubles(), new double[] {0, Math.log(0.25), Math.log(0.75)}, 1e-12, "by draw");
      }
    }

    @Test
    void givenByLogitsIsTheSame() {
      Tensor logits = weights.log();
      Numbers.assertClose(
          RelaxedOneHotCategoricalStraightThrough.ofLogits(0.5, logits).sample(noise),
          hard.sample(noise),
          0,
          "sample");
      assertThat(hard.expand(Shapes.of(4)).sample(noise).shape()).isEqualTo(Shapes.of(4, 3));
    }
  }
}
