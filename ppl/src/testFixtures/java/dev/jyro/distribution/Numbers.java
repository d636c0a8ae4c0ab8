package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;

/** Numerical second opinions. */
public final class Numbers {
  private static final double STEP = 1e-6;

  /** Nodes and weights of Gauss-Legendre's rule with ten points, the positive half. */
  private static final double[] NODES = {
    0.1488743389816312,
    0.4333953941292472,
    0.6794095682990244,
    0.8650633666889845,
    0.9739065285171717
  };

  private static final double[] WEIGHTS = {
    0.2955242247147529,
    0.2692667193099963,
    0.2190863625159820,
    0.1494513491505806,
    0.0666713443086881
  };

  private Numbers() {}

  /** Central differences of a function of a float64 tensor, element by element. */
  public static double[] slopes(ToDoubleFunction<Tensor> function, Tensor at) {
    double[] x = at.toDoubles();
    double[] slopes = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double step = STEP * Math.max(1, Math.abs(x[i]));
      double above = moved(function, at, i, step);
      double below = moved(function, at, i, -step);
      slopes[i] = (above - below) / (2 * step);
    }
    return slopes;
  }

  private static double moved(ToDoubleFunction<Tensor> function, Tensor at, int place, double by) {
    double[] x = at.toDoubles();
    x[place] += by;
    try (TensorScope scope = TensorScope.open()) {
      return function.applyAsDouble(Tensor.of(x, at.shape()));
    }
  }

  /** The integrals of a function between neighbouring edges. */
  public static double[] integrals(UnaryOperator<Tensor> function, double... edges) {
    double[] points = new double[(edges.length - 1) * 2 * NODES.length];
    for (int i = 0, k = 0; i < edges.length - 1; i++) {
      for (double node : NODES) {
        points[k++] = middle(edges, i) - node * half(edges, i);
        points[k++] = middle(edges, i) + node * half(edges, i);
      }
    }
    double[] heights = function.apply(Tensor.of(points)).toDoubles();
    double[] integrals = new double[edges.length - 1];
    for (int k = 0; k < points.length; k++) {
      int interval = k / (2 * NODES.length);
      integrals[interval] += WEIGHTS[k / 2 % NODES.length] * half(edges, interval) * heights[k];
    }
    return integrals;
  }

  private static double middle(double[] edges, int i) {
    return (edges[i] + edges[i + 1]) / 2;
  }

  private static double half(double[] edges, int i) {
    return (edges[i + 1] - edges[i]) / 2;
  }

  /** Equal within {@code tolerance * max(1, |needed|)}; infinities and NaN equal themselves. */
  public static void assertClose(double found, double needed, double tolerance, String what) {
    if (Double.isFinite(needed)) {
      double error = tolerance * Math.max(1, Math.abs(needed));
      assertThat(found).as(what).isCloseTo(needed, Offset.offset(error));
    } else {
      assertThat(Double.valueOf(found)).as(what).isEqualTo(Double.valueOf(needed));
    }
  }

  /** {@link #assertClose(double, double, double, String)} element by element. */
  public static void assertClose(double[] found, double[] needed, double tolerance, String what) {
    assertThat(found).as(what).hasSameSizeAs(needed);
    for (int i = 0; i < found.length; i++) {
      assertClose(found[i], needed[i], tolerance, what + " [" + i + "]");
    }
  }

  /** {@link #assertClose(double[], double[], double, String)} of contents and equal shapes. */
  public static void assertClose(Tensor found, Tensor needed, double tolerance, String what) {
    assertThat(found.shape()).as(what).isEqualTo(needed.shape());
    assertClose(found.toDoubles(), needed.toDoubles(), tolerance, what);
  }
}
