package dev.jyro.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.distribution.Normal;
import dev.jyro.random.Noise;
import dev.jyro.random.NoiseSource;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class SiteTest {
  private static final Frame ROWS = new Frame("rows", -1, 10, 10, 0);

  /** A site of standard normals with this value. */
  private static Site site(Tensor value, Setting setting, long... batch) {
    return new Site(Sample.free("y", Normal.standard(batch)).in(setting).observing(value), value);
  }

  private static double density(double x) {
    return -0.5 * x * x - 0.5 * Math.log(2 * Math.PI);
  }

  @Nested
  final class TheLogDensity {
    @Test
    void isTheDistributions() {
      Site site = site(Tensor.scalar(2), Setting.plain());
      assertThat(site.logProb().item()).isCloseTo(density(2), within(1e-6));
    }

    @Test
    void isMultipliedWithTheScale() {
      Site site = site(Tensor.scalar(2), Setting.plain().scaledBy(3).scaledBy(2));
      assertThat(site.logProb().item()).isCloseTo(6 * density(2), within(1e-5));
      assertThat(site.unscaledLogProb().item()).isCloseTo(density(2), within(1e-6));
    }

    @Test
    void isZeroWhereMaskedOut() {
      Setting masked = inRows(3).maskedBy(Tensor.of(true, false, true));
      Tensor logProb = site(Tensor.of(1f, 2f, 3f), masked, 3).logProb();
      assertThat(logProb.toDoubles()[0]).isCloseTo(density(1), within(1e-6));
      assertThat(logProb.toDoubles()[1]).isZero();
    }

    @Test
    void isZeroWhereMaskedOutEvenIfItWouldBeInfiniteOrNaN() {
      Setting masked = inRows(3).maskedBy(Tensor.of(true, false, false));
      Tensor value = Tensor.of(1f, Float.NaN, Float.POSITIVE_INFINITY);
      assertThat(site(value, masked, 3).logProb().sum().item()).isCloseTo(density(1), within(1e-6));
    }

    @Test
    void countsOnlyWhereAllMasksAreTrue() {
      Setting masked =
          inRows(3).maskedBy(Tensor.of(true, true, false)).maskedBy(Tensor.of(false, true, true));
      Tensor logProb = site(Tensor.of(1f, 2f, 3f), masked, 3).logProb();
      assertThat(logProb.sum().item()).isCloseTo(density(2), within(1e-6));
    }

    @Test
    void passesNoGradientWhereMaskedOut() {
      Setting masked = inRows(2).maskedBy(Tensor.of(true, false));
      Tensor gradient = Gradients.grad(x -> site(x, masked, 2).logProb().sum(), Tensor.of(3f, 5f));
      assertThat(gradient.toDoubles()[0]).isCloseTo(-3, within(1e-6)); // float32
      assertThat(gradient.toDoubles()[1]).isZero();
    }

    @Test
    void mayBeNarrowerThanItsPlates() {
      Setting setting = Setting.plain().inside(ROWS);
      assertThat(site(Tensor.zeros(1), setting, 1).logProb().shape()).isEqualTo(new Shape(1));
    }

    @Test
    void refusesAMaskThatIsLarger() {
      Setting masked = Setting.plain().maskedBy(Tensor.of(true, false));
      assertThatThrownBy(() -> site(Tensor.scalar(1), masked).logProb())
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith("Site 'y': the mask has shape (2), and the log density ().")
          .hasMessageContaining("Fix one of");
    }

    @Test
    void refusesAStrayBroadcast() {
      Setting setting = Setting.plain().inside(ROWS);
      assertThatThrownBy(() -> site(Tensor.zeros(4, 10), setting, 10).logProb())
          .isInstanceOf(SiteException.class)
          .hasMessage(
              """
              Site 'y': log density has batch shape (4, 10), but its plates allow (10).
                distribution  Normal, batch (10), event ()
                value         (4, 10)
                plates        rows[dim -1, size 10]
              Fix one of: open a plate for the 4 at dimension -2; make the dimension part of the event with toEvent(n); give value and parameters the shapes that the plates allow.""");
    }

    @Test
    void refusesTheClassicalSquareOfAColumnAndARow() {
      Setting setting = Setting.plain().inside(ROWS);
      assertThatThrownBy(() -> site(Tensor.zeros(10, 1), setting, 10).logProb())
          .hasMessageStartingWith(
              "Site 'y': log density has batch shape (10, 10), but its plates allow (10).");
    }

    @Test
    void refusesABatchWithoutAPlate() {
      assertThatThrownBy(() -> site(Tensor.zeros(3), Setting.plain(), 3).logProb())
          .hasMessageContaining("batch shape (3), but its plates allow ()")
          .hasMessageContaining("plates        none");
    }

    @Test
    void knowsAPlateThatLeavesDimensionsFree() {
      Setting setting = Setting.plain().inside(new Frame("p", -3, 2, 2, 0));
      assertThatThrownBy(() -> site(Tensor.zeros(2, 5, 1), setting, 2, 1, 1).logProb())
          .hasMessageContaining("batch shape (2, 5, 1), but its plates allow (2, 1, 1)");
    }

    @Test
    void saysWhatDidNotFit() {
      Site site = new Site(Sample.free("y", Normal.standard(3).toEvent(1)), Tensor.of(1f, 2f));
      assertThatThrownBy(site::logProb)
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith("Site 'y': the log density could not be computed.")
          .hasMessageContaining("distribution  Normal, batch (), event (3)")
          .hasMessageContaining("value         (2)")
          .hasCauseInstanceOf(JyroException.class);
    }

    private Setting inRows(long size) {
      return Setting.plain().inside(new Frame("rows", -1, size, size, 0));
    }
  }

  @Nested
  final class TheSetting {
    @Test
    void ofAPlainSiteChangesNothing() {
      Setting plain = Setting.plain();
      assertThat(plain.scale()).isEqualTo(1);
      assertThat(plain.mask()).isEmpty();
      assertThat(plain.plates()).isEmpty();
      assertThat(plain.noise()).isEmpty();
      assertThat(plain.hints()).isEmpty();
    }

    @Test
    void isScaledByASubsample() {
      Setting inside = Setting.plain().scaledBy(3).inside(new Frame("p", -1, 5, 20, 0));
      assertThat(inside.scale()).isEqualTo(12);
    }

    @Test
    void hasTheOuterPlateFirst() {
      Frame outer = new Frame("outer", -2, 4, 4, 0);
      assertThat(Setting.plain().inside(ROWS).inside(outer).plates()).containsExactly(outer, ROWS);
    }

    @Test
    void keepsTheFirstNoise() {
      NoiseSource inner = new NoiseSource(Noise.of(1));
      Setting setting = Setting.plain().drawingFrom(inner);
      assertThat(setting.drawingFrom(new NoiseSource(Noise.of(2))).noise()).contains(inner);
    }

    @Test
    void keepsTheLastHintOfAKey() {
      Hint<String> colour = new Hint<>("colour", String.class);
      Hint<Integer> size = new Hint<>("size", Integer.class);
      Setting hinted =
          Setting.plain().hinting(colour, "red").hinting(size, 3).hinting(colour, "blue");
      assertThat(hinted.hint(colour)).contains("blue");
      assertThat(hinted.hint(size)).contains(3);
      assertThat(hinted.hint(Hint.AUXILIARY)).isEmpty();
    }
  }
}
