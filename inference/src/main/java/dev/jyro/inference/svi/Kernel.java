package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Arrays;

/**
 * How alike points are: a positive definite function k(x, y) of two points.
 *
 * <p>With one that is characteristic, such as the Gaussian, the maximum mean discrepancy of two
 * distributions is 0 only if they are equal.
 *
 * <p>Implementations are immutable, differentiable, and the same at each call; for any number of
 * threads. Source: Gretton, Borgwardt, Rasch, Schölkopf and Smola 2012, A Kernel Two-Sample Test,
 * sections 2.2 and 8.
 */
@FunctionalInterface
public interface Kernel {
  /**
   * The kernel of each of some points with each of others.
   *
   * @param left of shape (n, d): n points of d numbers
   * @param right of shape (m, d)
   * @return of shape (n, m)
   */
  Tensor between(Tensor left, Tensor right);

  /**
   * The Gaussian kernel, {@code exp(-|x - y|² / (2 width²))}.
   *
   * @param width at which distance points are half alike, or so; a standard deviation
   * @throws JyroException if it is not a positive number
   */
  static Kernel gaussian(double width) {
    return gaussians(width);
  }

  /**
   * The mean of Gaussian kernels: sees differences of several sizes, where one width would see
   * nothing yet, or nothing any more.
   *
   * @param widths of each, at least one
   * @throws JyroException if there is none, or one is not a positive number
   */
  static Kernel gaussians(double... widths) {
    double[] factors = Arrays.stream(widths).map(Kernel::factor).toArray();
    if (factors.length == 0) {
      throw new JyroException(
          "Kernel.gaussians: no width. Needed: at least one. Fix: give some, such as 0.5, 1, 2.");
    }
    return (left, right) -> {
      Tensor squared = squaredDistances(left, right);
      Tensor sum = squared.mul(factors[0]).exp();
      for (int i = 1; i < factors.length; i++) {
        sum = sum.add(squared.mul(factors[i]).exp());
      }
      return factors.length == 1 ? sum : sum.div(factors.length);
    };
  }

  /**
   * The Gaussian kernel whose width is the median distance between points: a usual choice where
   * nothing is known. The width is found here, once.
   *
   * @param points of shape (n, d), such as the data; their number squared is the memory it takes
   * @throws JyroException if that is 0, as of one point, or of many alike
   */
  static Kernel gaussianOfMedian(Tensor points) {
    try (TensorScope scope = TensorScope.open()) {
      return gaussian(Gradients.paused(() -> medianDistance(points)));
    }
  }

  private static double medianDistance(Tensor points) {
    if (points.dim() != 2) {
      throw new JyroException(
          "Kernel.gaussianOfMedian: points of shape %s. Needed: (n, d). Fix: reshape(-1, 1) numbers."
              .formatted(points.shape()));
    }
    int count = Math.toIntExact(points.size(0));
    Tensor others = Tensor.ones(Shapes.of(count, count), points.dataType()).triu(1).gt(0);
    Tensor distances = squaredDistances(points, points).maskedSelect(others);
    return count < 2 ? 0 : Math.sqrt(distances.median(0).item());
  }

  private static double factor(double width) {
    if (!(width > 0) || Double.isInfinite(width)) {
      throw new JyroException(
          "Kernel: width %s. Needed: a positive number. Fix: take about the distance between data."
              .formatted(width));
    }
    return -0.5 / (width * width);
  }

  /** Of shape (n, m). Points are moved to the middle first, so that little is lost to rounding. */
  private static Tensor squaredDistances(Tensor left, Tensor right) {
    Tensor middle = right.detach().keepMean(0);
    Tensor x = left.sub(middle);
    Tensor y = right.sub(middle);
    Tensor product = x.matmul(y.mT()).mul(-2);
    Tensor squares = x.square().sum(1).unsqueeze(1).add(y.square().sum(1));
    return product.add(squares).clampMin(0);
  }
}
