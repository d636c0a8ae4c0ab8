package dev.jyro.inference.diagnostic;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What {@code reference.py} wrote. */
record Reference(
    String arviz,
    Map<String, OfChains> chains,
    Pareto pareto,
    NormalGuides normalGuides,
    List<Weights> weights,
    List<Likelihoods> likelihoods) {
  /** Of two sums of the same numbers in another order, and of quantiles by other approximations. */
  static final double RELATIVE = 1e-8;

  record OfChains(
      List<List<Double>> draws,
      double mean,
      double bulk,
      double tail,
      double quantile30,
      double rHat,
      double errorOfMean,
      double errorOfQuantile10,
      double errorOfMedian,
      List<Double> highest90,
      List<Double> highest50,
      List<Double> central90,
      double sd,
      double average,
      double median) {
    double[][] chains() {
      return matrix(draws);
    }
  }

  record Pareto(String uniform, List<Fit> fits) {}

  record Fit(double shape, double k, double sigma) {}

  record NormalGuides(String greatest, List<OfScale> kHats) {}

  record OfScale(double scale, double kHat) {}

  record Weights(
      String name, List<Double> logWeights, double reff, double kHat, List<Double> smoothed) {}

  record Likelihoods(
      String name,
      List<List<Double>> logs,
      double reff,
      double loo,
      double looError,
      double looParameters,
      List<Double> looPointwise,
      List<Double> kHats,
      double threshold,
      double waic,
      double waicError,
      double waicParameters,
      List<Double> waicPointwise) {}

  static Reference read() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(Reference.class.getResourceAsStream("reference.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, Reference.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[][] matrix(List<List<Double>> rows) {
    return rows.stream().map(Reference::vector).toArray(double[][]::new);
  }

  /** JSON has no infinity; the script writes -1e300. */
  static double[] vector(List<Double> numbers) {
    return numbers.stream().mapToDouble(x -> x == -1e300 ? Double.NEGATIVE_INFINITY : x).toArray();
  }

  static double[] unpacked(String base64) {
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
    double[] numbers = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(numbers);
    return numbers;
  }

  /** Sums of n numbers around a mean of this size lose so much at most. */
  static double rounding(double... numbers) {
    double size = Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
    return RELATIVE * size;
  }
}
