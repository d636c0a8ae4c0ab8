package dev.jyro.examples.particles;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.svi.SVI;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The estimated log likelihood against closed forms; seed 0. */
final class ScoringTest {
  private static final int PARTICLES = 1000;

  /** √(Σ w̄² - 1/K), to first order the standard error of the log of a mean of K weights. */
  private static double standardError(Evidence evidence) {
    return Math.sqrt(1 / evidence.effectiveSize() - 1.0 / PARTICLES);
  }

  /** {@code z ~ Normal(0, 1)}, {@code x ~ Normal(w z, s)}: all is normal, and known. */
  @Nested
  final class OfALinearModel {
    private static final double S = 0.5;
    private final double[] w = {1, -0.5, 0.25};
    private final double[] data = {0.8, -0.1, 0.4};
    private final Tensor x = Tensor.of(0.8f, -0.1f, 0.4f).unsqueeze(0);

    private final double steep = dot(w, w) / (S * S);
    private final double postMean = dot(w, data) / (S * S) / (1 + steep);
    private final double postScale = Math.sqrt(1 / (1 + steep));

    private final Model<Tensor> model =
        rows ->
            plate(
                "images",
                rows.size(0),
                () -> {
                  Tensor z = sample("z", Normal.standard(1).toEvent(1));
                  Tensor mean = z.mul(Tensor.of(1f, -0.5f, 0.25f));
                  observe("x", Normal.of(mean, S).toEvent(1), rows);
                });

    /** A guide that lies so many posterior scales beside the posterior and is so much wider. */
    private Model<Tensor> guide(double beside, double wider) {
      Tensor loc = Tensor.scalar(postMean + beside * postScale).reshape(1);
      return rows ->
          plate(
              "images",
              rows.size(0),
              () -> sample("z", Normal.of(loc, wider * postScale).toEvent(1)));
    }

    private Evidence evidence(Model<Tensor> guide) {
      return Scoring.of(model, ParamStore.create(), guide, PARTICLES, 0).evidence(x, 0);
    }

    /** The density of Normal(0, s² I + w wᵀ), by the matrix determinant lemma and its inverse. */
    private double exact() {
      double logDeterminant = 6 * Math.log(S) + Math.log1p(steep);
      double square = dot(data, data) / (S * S) - Math.pow(dot(w, data) / (S * S), 2) / (1 + steep);
      return -0.5 * (3 * Math.log(2 * Math.PI) + logDeterminant + square);
    }

    private double dot(double[] a, double[] b) {
      return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    @Test
    void isExactWithThePosteriorAsGuide() {
      // All weights are p(x), but for float32: a dozen terms of size 1, each good to 6e-8.
      Evidence evidence = evidence(guide(0, 1));
      assertThat(evidence.logLikelihood()).isCloseTo(exact(), within(1e-5));
      assertThat(evidence.elbo()).isCloseTo(exact(), within(1e-5));
      assertThat(evidence.effectiveSize()).isCloseTo(PARTICLES, within(1e-3));
    }

    @Test
    void isWithinItsErrorWithAnotherGuide() {
      Evidence evidence = evidence(guide(0.3, 1.3));
      assertThat(evidence.logLikelihood())
          .isCloseTo(exact(), within(4.5 * standardError(evidence)));
    }

    @Test
    void hasAnElboThatLacksTheDivergenceOfTheGuide() {
      double d = 0.3;
      double r = 1.3;
      double divergence = 0.5 * (d * d + r * r - 1) - Math.log(r);
      // log w is a constant less d r ε + ½ (r² - 1) ε², with ε standard normal.
      double variance = d * d * r * r + 0.5 * Math.pow(r * r - 1, 2);
      assertThat(evidence(guide(d, r)).elbo())
          .isCloseTo(exact() - divergence, within(4.5 * Math.sqrt(variance / PARTICLES)));
    }
  }

  /** A code of one number, so that the integral over it can be had by the trapezoidal rule. */
  @Nested
  final class OfAnAutoencoder {
    private final Autoencoder vae = new Autoencoder(6, 8, 1);
    private final Tensor x = Tensor.of(new float[][] {{1, 0, 1, 1, 0, 0}, {0, 0, 1, 1, 1, 1}});
    private final SVI<Tensor> svi =
        SVI.of(vae::modelGivenX, vae::guide, Adam.withLearningRate(0.02), Bound.ELBO.of(1));

    private void train() {
      for (int step = 0; step < 100; step++) {
        svi.step(x);
      }
    }

    private Evidence evidence(int image) {
      return Scoring.of(vae::modelGivenX, svi.params(), vae::guide, PARTICLES, 0)
          .evidence(x.narrow(0, image, 1), image);
    }

    /** Over ±8, outside of which the prior has 1e-15; 1,601 points, smooth in between. */
    private double integral(int image) {
      Tensor z = Tensor.linspace(-8, 8, 1601).unsqueeze(-1);
      double[] inked = vae.decoded(svi.params(), z).toDoubles();
      double[] pixels = x.select(0, image).toDoubles();
      double sum = 0;
      for (int i = 0; i <= 1600; i++) {
        double at = (i - 800) * 0.01;
        double likelihood = 1;
        for (int pixel = 0; pixel < 6; pixel++) {
          double ink = inked[6 * i + pixel];
          likelihood *= pixels[pixel] == 1 ? ink : 1 - ink;
        }
        sum += likelihood * Math.exp(-0.5 * at * at) / Math.sqrt(2 * Math.PI) * 0.01;
      }
      return Math.log(sum);
    }

    @Test
    void isTheIntegralOverItsCodes() {
      train();
      for (int image = 0; image < 2; image++) {
        Evidence evidence = evidence(image);
        // Probabilities in float32 near 1 are good to 6e-8, and 1 - p, from 0.001 on, to 6e-5.
        assertThat(evidence.logLikelihood())
            .isCloseTo(integral(image), within(4.5 * standardError(evidence) + 6 * 6e-5));
      }
    }

    @Test
    void isNoLessThanTheElbo() {
      train();
      Evidence evidence = evidence(0);
      assertThat(evidence.logLikelihood()).isGreaterThan(evidence.elbo());
    }
  }
}
