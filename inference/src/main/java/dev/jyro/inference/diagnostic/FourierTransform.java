package dev.jyro.inference.diagnostic;

/**
 * The discrete Fourier transform of n complex numbers, n a power of two, in place.
 *
 * <p>Radix 2, decimation in time: the numbers are put into the order of their reversed bits, then
 * transforms of 1, 2, 4, … numbers are joined in pairs. {@code n log n} operations; the relative
 * error grows as {@code log n} roundings.
 *
 * <p>Source: Cooley and Tukey 1965, An Algorithm for the Machine Calculation of Complex Fourier
 * Series.
 */
final class FourierTransform {
  private final double[] real;
  private final double[] imaginary;

  private FourierTransform(double[] real, double[] imaginary) {
    this.real = real;
    this.imaginary = imaginary;
  }

  /** Replaces the numbers by {@code sum over t of z[t] exp(-2 pi i k t / n)}. */
  static void apply(double[] real, double[] imaginary) {
    FourierTransform transform = new FourierTransform(real, imaginary);
    transform.reorder();
    for (int half = 1; half < real.length; half *= 2) {
      transform.join(half);
    }
  }

  private void reorder() {
    int shift = Integer.numberOfLeadingZeros(real.length) + 1;
    for (int i = 0; i < real.length; i++) {
      int other = Integer.reverse(i) >>> shift;
      if (i < other) {
        swap(real, i, other);
        swap(imaginary, i, other);
      }
    }
  }

  private static void swap(double[] numbers, int i, int j) {
    double kept = numbers[i];
    numbers[i] = numbers[j];
    numbers[j] = kept;
  }

  /** Joins neighbouring transforms of {@code half} numbers. */
  private void join(int half) {
    for (int k = 0; k < half; k++) {
      double angle = -Math.PI * k / half;
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      for (int i = k; i < real.length; i += 2 * half) {
        butterfly(i, i + half, cos, sin);
      }
    }
  }

  private void butterfly(int i, int j, double cos, double sin) {
    double x = real[j] * cos - imaginary[j] * sin;
    double y = real[j] * sin + imaginary[j] * cos;
    real[j] = real[i] - x;
    imaginary[j] = imaginary[i] - y;
    real[i] += x;
    imaginary[i] += y;
  }
}
