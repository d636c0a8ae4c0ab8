package dev.jyro.examples.densities;

import dev.jyro.distribution.Beta;
import dev.jyro.distribution.Exponential;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.HalfCauchy;
import dev.jyro.distribution.HalfNormal;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Poisson;
import dev.jyro.distribution.Uniform;
import java.util.List;

/**
 * A page of the gallery: distributions of the same support.
 *
 * @param name what the support is called, in the file's name
 * @param panels one for each distribution
 */
record Page(String name, List<Panel> panels) {
  /** The whole gallery. */
  static List<Page> all() {
    return List.of(real(), positive(), bounded(), counts());
  }

  /** The name of the picture's file. */
  String file() {
    return "densities-" + name + ".png";
  }

  /** On all numbers. */
  private static Page real() {
    return new Page(
        "real",
        List.of(
            Panel.over("Normal(loc, scale)", -5, 5, 1)
                .with("0, 1", () -> Normal.of(0, 1))
                .with("0, 2", () -> Normal.of(0, 2))
                .with("-2, 0.5", () -> Normal.of(-2, 0.5))));
  }

  /** On positive numbers. */
  private static Page positive() {
    return new Page(
        "positive",
        List.of(
            Panel.over("Exponential(rate)", 0, 5, 2)
                .with("0.5", () -> Exponential.of(0.5))
                .with("1", () -> Exponential.of(1))
                .with("2", () -> Exponential.of(2)),
            Panel.over("Gamma(concentration, rate)", 0, 8, 2)
                .with("0.5, 1", () -> Gamma.of(0.5, 1))
                .with("2, 1", () -> Gamma.of(2, 1))
                .with("5, 2", () -> Gamma.of(5, 2)),
            Panel.over("HalfCauchy(scale)", 0, 8, 1)
                .with("1", () -> HalfCauchy.of(1))
                .with("3", () -> HalfCauchy.of(3)),
            Panel.over("HalfNormal(scale)", 0, 8, 1)
                .with("1", () -> HalfNormal.of(1))
                .with("3", () -> HalfNormal.of(3)),
            Panel.over("LogNormal(loc, scale)", 0, 5, 2)
                .with("0, 1", () -> LogNormal.of(0, 1))
                .with("0, 0.25", () -> LogNormal.of(0, 0.25))
                .with("1, 0.5", () -> LogNormal.of(1, 0.5))));
  }

  /** Between two numbers. */
  private static Page bounded() {
    return new Page(
        "bounded",
        List.of(
            Panel.over("Beta(concentration1, concentration0)", 0, 1, 3)
                .with("0.5, 0.5", () -> Beta.of(0.5, 0.5))
                .with("2, 2", () -> Beta.of(2, 2))
                .with("2, 5", () -> Beta.of(2, 5)),
            Panel.over("Uniform(low, high)", -1, 3, 2)
                .with("0, 1", () -> Uniform.of(0, 1))
                .with("0, 2", () -> Uniform.of(0, 2))));
  }

  /** On whole numbers. */
  private static Page counts() {
    return new Page(
        "counts",
        List.of(
            Panel.counts("Poisson(rate)", 0, 20)
                .with("1", () -> Poisson.of(1))
                .with("4", () -> Poisson.of(4))
                .with("10", () -> Poisson.of(10))));
  }
}
