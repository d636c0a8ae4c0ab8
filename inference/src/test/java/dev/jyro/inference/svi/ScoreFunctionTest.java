package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sequentialPlate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Site;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The score function's gradient with plates, on a model whose ELBO is a polynomial: w ~ N(0, 1), zᵢ
 * ~ N(w, 1), xᵢ ~ N(zᵢ, 1), and a guide with w ~ N(a, 1), zᵢ ~ N(bᵢ, 1).
 *
 * <p>The loss is {@code ½ (a² + Σ (bᵢ - a)² + Σ (xᵢ - bᵢ)²)} and a constant, so its gradient is
 * {@code a + Σ (a - bᵢ)} and {@code (bᵢ - a) + (bᵢ - xᵢ)}.
 */
final class ScoreFunctionTest {
  private static final String NOTHING = "";
  private static final double[] X = {-1, 0.5, 2};
  private static final double[] B = {0.3, -0.4, 1};
  private static final double A = 0.2;
  private static final double BY_A = A + 3 * A - (0.3 - 0.4 + 1);

  private static Normal normal(Tensor loc) {
    return Normal.of(loc, Tensor.scalar(1, DataType.FLOAT64));
  }

  private static Distribution score(Tensor loc) {
    return normal(loc).notReparameterized();
  }

  private static Tensor zero() {
    return Tensor.scalar(0, DataType.FLOAT64);
  }

  private static final Model<String> MODEL =
      data -> {
        Tensor w = sample("w", normal(zero()));
        plate(
            "data",
            3,
            () -> {
              Tensor z = sample("z", normal(w));
              observe("x", normal(z), Tensor.of(X));
            });
      };

  private static final Model<String> IN_RUNS =
      data -> {
        Tensor w = sample("w", normal(zero()));
        sequentialPlate(
            "data",
            3,
            i -> {
              Tensor z = sample("z" + i, normal(w));
              observe("x" + i, normal(z), Tensor.scalar(X[(int) i], DataType.FLOAT64));
            });
      };

  private static Model<String> guideInRuns() {
    return data -> {
      sample("w", score(param("a")));
      sequentialPlate("data", 3, i -> sample("z" + i, score(param("b").select(0, i))));
    };
  }

  private static Model<String> guide(Gradient ofW) {
    return data -> {
      sample("w", ofW.of(normal(param("a"))));
      plate("data", 3, () -> sample("z", score(param("b"))));
    };
  }

  private static Probe<String> probe(Model<String> model, Model<String> guide, ELBO elbo) {
    return new Probe<>(model, guide, elbo, Map.of("a", new double[] {A}, "b", B.clone()));
  }

  private static double byB(int i) {
    return 2 * B[i] - A - X[i];
  }

  @ParameterizedTest
  @EnumSource
  void isUnbiasedBesideAPlate(Gradient ofW) {
    Samples found = probe(MODEL, guide(ofW), TraceELBO.vectorized(5000)).steps(100, NOTHING);
    found.assertMean("a", 0.1, BY_A);
    found.assertMean("b", 0.1, byB(0), byB(1), byB(2));
  }

  @Test
  void isUnbiasedInASequentialPlate() {
    Samples found = probe(IN_RUNS, guideInRuns(), TraceELBO.vectorized(5000)).steps(100, NOTHING);
    found.assertMean("a", 0.1, BY_A);
    found.assertMean("b", 0.1, byB(0), byB(1), byB(2));
  }

  /** Rows have w, cells have z; data come in cells, and once a column beside the rows. */
  @Test
  void isUnbiasedInNestedPlates() {
    double[] x = {-1, 0.5, 2, 1, 0, -2};
    double[] y = {0.5, -0.5, 1};
    Model<String> model =
        data -> {
          plate(
              "rows",
              2,
              () -> {
                Tensor w = sample("w", normal(zero()));
                plate(
                    "cells",
                    3,
                    () -> {
                      Tensor z = sample("z", normal(w));
                      observe("x", normal(z), Tensor.of(x, Shapes.of(3, 2)));
                    });
              });
          plate("columns", 3, () -> observe("y", normal(zero()), Tensor.of(y)));
        };
    Model<String> guide =
        data ->
            plate(
                "rows",
                2,
                () -> {
                  sample("w", score(param("a")));
                  plate("cells", 3, () -> sample("z", score(param("b").reshape(3, 2))));
                });
    double[] a = {0.2, -0.3};
    double[] b = {0.3, -0.4, 1, 0.5, -0.1, 0};
    Samples found =
        new Probe<>(model, guide, TraceELBO.vectorized(2000), Map.of("a", a, "b", b))
            .steps(250, NOTHING);
    double[] byB = new double[6];
    double[] byA = {a[0], a[1]};
    for (int i = 0; i < 6; i++) {
      byB[i] = 2 * b[i] - a[i % 2] - x[i];
      byA[i % 2] += a[i % 2] - b[i];
    }
    found.assertMean("a", 0.12, byA);
    found.assertMean("b", 0.1, byB);
  }

  @Test
  void countsTheRunsOfASequentialPlateAsIndependentAsThoseSideBySide() {
    Samples runs = probe(IN_RUNS, guideInRuns(), TraceELBO.vectorized(100)).steps(1000, NOTHING);
    Samples side =
        probe(MODEL, guide(Gradient.SCORE), TraceELBO.vectorized(100)).steps(1000, NOTHING);
    for (int i = 0; i < 3; i++) {
      // Each log variance has a standard error of about √(2/1000).
      assertThat(Math.log(runs.variance("b", i) / side.variance("b", i)))
          .isEqualTo(0, within(Samples.ERRORS * Math.sqrt(4.0 / 1000)));
    }
  }

  @Test
  void chargesADrawOnlyWithWhatItCanInfluenceByPlates() {
    Samples fine = probe(MODEL, guide(Gradient.SCORE), TraceELBO.create()).steps(3000, NOTHING);
    Samples plain = probe(MODEL, guide(Gradient.SCORE), new PlainSum()).steps(3000, NOTHING);
    for (int i = 0; i < 3; i++) {
      double error = Math.hypot(fine.standardError("b", i), plain.standardError("b", i));
      assertThat(fine.mean("b", i)).isEqualTo(plain.mean("b", i), within(Samples.ERRORS * error));
      // Six of the plain sum's terms are noise to a zᵢ; the variances differ by a factor of about
      // 3.
      assertThat(fine.variance("b", i)).isLessThan(0.6 * plain.variance("b", i));
    }
    double error = Math.hypot(fine.standardError("a", 0), plain.standardError("a", 0));
    assertThat(fine.mean("a", 0)).isEqualTo(plain.mean("a", 0), within(Samples.ERRORS * error));
  }

  /** {@link PlainSum}. */
  static ELBO plainSum() {
    return new PlainSum();
  }

  /** The estimator without any insight: every score times the whole sum. */
  private static final class PlainSum implements ELBO {
    @Override
    public double estimate(Run<?> run, Consumer<Cotangents> descend) {
      Particle particle = run.particle(0);
      Tensor logP = total(particle.modelSites());
      Tensor logQ = total(particle.guideSites());
      Tensor elbo = logP.sub(logQ);
      descend.accept(Cotangents.of(logP.add(logQ.mul(elbo.detach())).neg()));
      return -elbo.item();
    }

    private static Tensor total(List<Site> sites) {
      return sites.map(site -> site.logProb().sum()).reduce(Tensor::add);
    }
  }
}
