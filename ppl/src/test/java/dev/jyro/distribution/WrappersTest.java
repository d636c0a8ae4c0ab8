package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class WrappersTest {
  private final Tensor means = Tensor.of(new double[] {0, 10}, Shapes.of(2, 1));
  private final Normal normal = Normal.of(means, 1);

  @Nested
  final class AnIndependentDistribution {
    @Test
    void nestsIntoOne() {
      Distribution twice = normal.expand(Shapes.of(4, 2, 3)).toEvent(1).toEvent(2);
      assertThat(twice).isInstanceOf(Independent.class);
      assertThat(((Independent) twice).dims()).isEqualTo(3);
      assertThat(((Independent) twice).base()).isInstanceOf(Normal.class);
      assertThat(twice.eventShape()).isEqualTo(Shapes.of(4, 2, 3));
    }

    @Test
    void ofNoDimensionsIsTheBase() {
      assertThat(normal.toEvent(0)).isSameAs(normal);
    }

    @Test
    void sumsEntropies() {
      Numbers.assertClose(
          normal.toEvent(1).entropy(), normal.entropy().squeeze(-1), 1e-12, "entropy");
    }

    @Test
    void keepsItsEventWhenItsBatchExpands() {
      Distribution wide = normal.toEvent(1).expand(Shapes.of(5, 2));
      assertThat(wide.batchShape()).isEqualTo(Shapes.of(5, 2));
      assertThat(wide.eventShape()).isEqualTo(Shapes.of(1));
    }

    @Test
    void cannotBeEnumerated() {
      assertThatThrownBy(() -> Bernoulli.of(Tensor.zeros(3)).toEvent(1).enumerateSupport())
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Bernoulli over 1 dimensions");
    }

    @Test
    void losesTheGradientOfItsSamplesOnRequestAndKeepsItsDimensions() {
      Distribution detached = normal.toEvent(2).notReparameterized();
      assertThat(detached).isInstanceOf(Independent.class);
      assertThat(detached.isReparameterized()).isFalse();
      assertThat(detached.notReparameterized()).isSameAs(detached);
    }
  }

  @Nested
  final class AnExpandedDistribution {
    private final Distribution vectors = Delta.of(means.expand(2, 3), 1).toEvent(0);
    private final Distribution expanded = Expanded.of(normal.toEvent(1), Shapes.of(3, 2));

    @Test
    void bringsEachDrawToWhereItsCopyBelongs() {
      double[] draws = expanded.sample(Noise.of(1)).toDoubles();
      for (int i = 0; i < draws.length; i++) {
        assertThat(draws[i]).isBetween(i % 2 == 0 ? -6.0 : 4.0, i % 2 == 0 ? 6.0 : 16.0);
      }
      assertThat(Arrays.stream(draws).distinct().count()).isEqualTo(6);
    }

    @Test
    void stretchesADimensionOfSizeOneBetweenOthers() {
      Distribution wide = Expanded.of(normal, Shapes.of(4, 2, 3));
      Tensor draws = wide.sample(Noise.of(1));
      assertThat(draws.shape()).isEqualTo(Shapes.of(4, 2, 3));
      assertThat(draws.select(1, 0).max().item()).isLessThan(6);
      assertThat(draws.select(1, 1).min().item()).isGreaterThan(4);
      assertThat(Arrays.stream(draws.toDoubles()).distinct().count()).isEqualTo(24);
    }

    @Test
    void expandsAgainFromTheBase() {
      Distribution again = expanded.expand(Shapes.of(5, 3, 2));
      assertThat(again.sample(Noise.of(1)).shape()).isEqualTo(Shapes.of(5, 3, 2, 1));
      assertThat(again.logProb(Tensor.zeros(2, 1)).shape()).isEqualTo(Shapes.of(5, 3, 2));
      assertThat(again.mean().shape()).isEqualTo(Shapes.of(5, 3, 2, 1));
    }

    @Test
    void enumeratesForEachCopy() {
      Distribution coins = Expanded.of(Bernoulli.of(Tensor.of(0.1, 0.2)), Shapes.of(3, 2));
      Tensor values = coins.enumerateSupport();
      assertThat(values.shape()).isEqualTo(Shapes.of(2, 3, 2));
      assertThat(values.get(1).min().item()).isEqualTo(1);
    }

    @Test
    void enumeratesVectorsToo() {
      assertThat(Expanded.of(vectors, Shapes.of(4, 2)).enumerateSupport().shape())
          .isEqualTo(Shapes.of(1, 4, 2, 3));
    }

    @Test
    void validatesItsBase() {
      Distribution bad = Expanded.of(Normal.of(means, means.neg()), Shapes.of(2, 3));
      assertThatThrownBy(bad::validate).hasMessageStartingWith("Normal: scale[0, 0] is -0.0.");
    }
  }

  @Nested
  final class AMaskedDistribution {
    private final Tensor mask = Tensor.of(true, false, true);

    @Test
    void takesTheBatchOfBoth() {
      Distribution masked = normal.mask(mask);
      assertThat(masked.batchShape()).isEqualTo(Shapes.of(2, 3));
      assertThat(masked.sample(Noise.of(1)).shape()).isEqualTo(Shapes.of(2, 3));
      assertThat(masked.logProb(Tensor.scalar(0)).toDoubles()[1]).isZero();
    }

    @Test
    void isMaskedByBothOfTwoMasks() {
      Distribution masked = normal.mask(mask).mask(Tensor.of(true, true, false));
      double[] densities = masked.logProb(Tensor.scalar(0)).toDoubles();
      assertThat(densities[0]).isNotZero();
      assertThat(densities[1]).isZero();
      assertThat(densities[2]).isZero();
    }

    @Test
    void maskedEntropiesAreZero() {
      assertThat(normal.mask(mask).entropy().toDoubles()[1]).isZero();
    }

    @Test
    void replacesWholeVectors() {
      Tensor rows = Tensor.of(new double[] {1, 2, Double.NaN, 4}, Shapes.of(2, 2));
      Tensor densities =
          Exponential.of(Tensor.of(1.0, 2.0))
              .expand(Shapes.of(2, 2))
              .toEvent(1)
              .mask(Tensor.of(true, false))
              .logProb(rows);
      assertThat(densities.toDoubles()).containsExactly(Math.log(2) - 5, 0);
    }

    @Test
    void scoresWholeNumbersAndTruthValues() {
      Tensor counts = Tensor.of(3L, -5L, 1L);
      assertThat(Poisson.of(2).mask(mask).logProb(counts).toDoubles()[1]).isZero();
      Tensor flips = Tensor.of(true, true, false);
      assertThat(Bernoulli.of(0.5).mask(mask).logProb(flips).toDoubles()[1]).isZero();
    }

    @Test
    void toleratesNonsenseUnderAUniformsMask() {
      Tensor low = Tensor.of(0.0, 1.0, 2.0);
      Tensor values = Tensor.of(0.5, Double.NaN, 2.5);
      Tensor gradient = Gradients.grad(l -> Uniform.of(l, 9).mask(mask).logProb(values).sum(), low);
      assertThat(gradient.toDoubles()[1]).isZero();
      assertThat(gradient.isFinite().all().item()).isEqualTo(1);
    }

    @Test
    void refusesAMaskOfNumbers() {
      assertThatThrownBy(() -> normal.mask(Tensor.ones(3)))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Needed: boolean");
    }

    @Test
    void enumeratesLikeItsBase() {
      Distribution masked = Bernoulli.of(0.5).mask(mask);
      assertThat(masked.enumerateSupport().shape()).isEqualTo(Shapes.of(2, 3));
      Tensor p = Tensor.of(0.2, 0.5, 0.9);
      Numbers.assertClose(
          normal.mask(mask).cdf(normal.mask(mask).icdf(p)), p.expand(2, 3), 1e-12, "cdf");
    }
  }

  @Test
  void whatADistributionLacksIsSaidByName() {
    assertThatThrownBy(() -> SkewNormal.of(0, 1, 2).entropy())
        .isInstanceOf(JyroException.class)
        .hasMessage("SkewNormal has no entropy in closed form. Estimate it from samples instead.");
    assertThatThrownBy(normal::enumerateSupport)
        .hasMessage("Normal has no enumerateSupport: its values (real) are not finitely many.");
  }

  @Test
  void aValueOutsideTheSupportIsNamedWithItsPlace() {
    Tensor counts = Tensor.of(3f, -1, 2.5f);
    assertThatThrownBy(() -> Poisson.of(2).validate(counts))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("Poisson: value[1] is -1.0")
        .hasMessageContaining("nonNegativeInteger");
    assertThatThrownBy(() -> Normal.of(0, 1).validate(Tensor.of(0f, Float.NaN)))
        .hasMessageContaining("Normal: value[1] is NaN")
        .hasMessageContaining("real");
    Poisson.of(2).validate(Tensor.of(0f, 4));
  }

  @Test
  void aNumberOfAnEventIsNamedByItself() {
    Tensor counts = Tensor.of(new float[] {3, 1, 2, -1}, Shapes.of(2, 2));
    assertThatThrownBy(() -> Poisson.of(Tensor.ones(2)).toEvent(1).validate(counts))
        .hasMessageContaining("value[1, 1] is -1.0");
  }

  @Test
  void aMaskedValueMayBeAnything() {
    Tensor mask = Tensor.of(1f, 0, 1).gt(0);
    Normal.of(0, 1).mask(mask).validate(Tensor.of(0f, Float.NaN, 1));
    Poisson.of(2).mask(mask).validate(Tensor.of(0f, -3, 1));
    assertThatThrownBy(() -> Poisson.of(2).mask(mask).validate(Tensor.of(0f, -3, -1)))
        .hasMessageContaining("value[2] is -1.0");
  }
}
