package dev.jyro.inference.diagnostic;

import dev.jyro.JyroException;
import dev.jyro.inference.predictive.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An interval that holds a given part of some draws, in their units.
 *
 * <p>{@link #highestDensity} is the narrowest: of all intervals from one draw to the one that is
 * {@code floor(mass S)} places further in order, the first of those that are shortest. It is one
 * interval even where the density has several peaks. {@link #central} leaves as many draws on
 * either side: from the quantile at {@code (1 - mass) / 2} to that at {@code (1 + mass) / 2},
 * quantiles being interpolated linearly, at place {@code (S - 1) p} from 0 in the order of S draws,
 * as NumPy has it if not told otherwise.
 *
 * <p>The order of draws does not matter, and so chains do not. Of a site of {@link Draws} there is
 * one interval for each element, row by row.
 *
 * <p>Immutable; safe for any number of threads.
 *
 * <p>Source: Chen and Shao 1999, Monte Carlo Estimation of Bayesian Credible and HPD Intervals;
 * Hyndman and Fan 1996, Sample Quantiles in Statistical Packages, definition 7.
 *
 * @param low where it begins
 * @param high where it ends
 */
public record Interval(double low, double high) {
  /**
   * The narrowest one of draws.
   *
   * @param mass the part of the draws, between 0 and 1
   * @throws JyroException if there are fewer than two draws, one is NaN, or the mass is not between
   *     0 and 1
   */
  public static Interval highestDensity(double[] draws, double mass) {
    double[] sorted = sorted(draws, mass);
    int further = (int) (mass * sorted.length);
    int first = 0;
    for (int i = 1; i + further < sorted.length; i++) {
      if (sorted[i + further] - sorted[i] < sorted[first + further] - sorted[first]) {
        first = i;
      }
    }
    return new Interval(sorted[first], sorted[first + further]);
  }

  /** The narrowest ones of a site's elements. */
  public static List<Interval> highestDensity(Draws draws, String site, double mass) {
    SiteDraws elements = SiteDraws.of(draws, site);
    return IntStream.range(0, elements.read())
        .mapToObj(i -> elements.at(i, chains -> highestDensity(Chains.joined(chains), mass)))
        .toList();
  }

  /**
   * The one with equal tails.
   *
   * @param mass the part of the draws, between 0 and 1
   * @throws JyroException as {@link #highestDensity(double[], double)}
   */
  public static Interval central(double[] draws, double mass) {
    double[] sorted = sorted(draws, mass);
    return new Interval(
        Quantiles.ofSorted(sorted, (1 - mass) / 2), Quantiles.ofSorted(sorted, (1 + mass) / 2));
  }

  /** Those with equal tails of a site's elements. */
  public static List<Interval> central(Draws draws, String site, double mass) {
    SiteDraws elements = SiteDraws.of(draws, site);
    return IntStream.range(0, elements.read())
        .mapToObj(i -> elements.at(i, chains -> central(Chains.joined(chains), mass)))
        .toList();
  }

  /** Its length. */
  public double width() {
    return high - low;
  }

  /** Whether a number is in it; its ends are. */
  public boolean contains(double number) {
    return number >= low && number <= high;
  }

  private static double[] sorted(double[] draws, double mass) {
    if (draws.length < 2 || !(mass > 0 && mass < 1)) {
      throw new JyroException(
          "an interval with %s of %d draws. Needed: a part between 0 and 1, and at least 2 draws."
              .formatted(mass, draws.length));
    }
    for (int i = 0; i < draws.length; i++) {
      if (Double.isNaN(draws[i])) {
        throw new JyroException(
            "draw %d of %d is NaN. Needed: numbers. Fix: look at what made it; or leave the draw out."
                .formatted(i, draws.length));
      }
    }
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
