package dev.jyro.examples.logistic;

import java.util.Arrays;

/**
 * The mean of independent numbers.
 *
 * @param value the mean
 * @param error its standard error
 */
record Mean(double value, double error) {
  static Mean of(double... numbers) {
    double mean = Arrays.stream(numbers).average().orElseThrow();
    double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
    double variance = squares / (numbers.length - 1);
    return new Mean(mean, Math.sqrt(variance / numbers.length));
  }
}
