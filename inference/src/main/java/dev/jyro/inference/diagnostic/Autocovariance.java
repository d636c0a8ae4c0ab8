package dev.jyro.inference.diagnostic;

/**
 * The autocovariance at every lag, the mean over chains of {@code sum over t of (x[t] - m) (x[t +
 * lag] - m) / n}, where m is the chain's own mean and the divisor is n at every lag.
 *
 * <p>By the Fourier transform of the chains, with as many zeros behind them as keeps their ends
 * apart. Two chains share one transform, one as real and one as imaginary part: the real part of
 * the transformed power is the sum of both. {@code draws log draws} operations a chain.
 *
 * <p>Source: Priestley 1981, Spectral Analysis and Time Series.
 */
final class Autocovariance {
  private final int draws;
  private final int size;
  private final double[] power;

  private Autocovariance(int draws) {
    this.draws = draws;
    this.size = Integer.highestOneBit(2 * draws - 1) * 2;
    this.power = new double[size];
  }

  /** By lag, from 0 to draws - 1. */
  static double[] of(double[][] chains) {
    Autocovariance sum = new Autocovariance(chains[0].length);
    for (int chain = 0; chain < chains.length; chain += 2) {
      sum.add(chains[chain], chain + 1 < chains.length ? chains[chain + 1] : new double[0]);
    }
    return sum.mean(chains.length);
  }

  private void add(double[] one, double[] other) {
    double[] real = centered(one);
    double[] imaginary = centered(other);
    FourierTransform.apply(real, imaginary);
    for (int k = 0; k < size; k++) {
      power[k] += real[k] * real[k] + imaginary[k] * imaginary[k];
    }
  }

  private double[] centered(double[] numbers) {
    double mean = Moments.mean(numbers);
    double[] padded = new double[size];
    for (int i = 0; i < numbers.length; i++) {
      padded[i] = numbers[i] - mean;
    }
    return padded;
  }

  private double[] mean(int chains) {
    FourierTransform.apply(power, new double[size]);
    double[] byLag = new double[draws];
    for (int lag = 0; lag < draws; lag++) {
      byLag[lag] = power[lag] / ((double) size * draws * chains);
    }
    return byLag;
  }
}
