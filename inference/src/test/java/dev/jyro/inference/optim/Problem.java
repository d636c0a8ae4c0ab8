package dev.jyro.inference.optim;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * The problem of {@code trajectories.py}: parameters w of three numbers and v of one, whose
 * gradient at step t is {@code A (x - B) + C sin(0.3 t + D)}.
 */
final class Problem {
  static final Part W =
      new Part(
          "w",
          of(0.5, -1.0, 2.0),
          of(1.0, 0.1, 3.0),
          of(1.0, 2.0, -0.5),
          of(0.3, 2.0, 0.05),
          of(0.0, 1.0, 2.0));
  static final Part V = new Part("v", of(0.25), of(0.5), of(-1.0), of(1.0), of(3.0));

  private final DataType type;
  private Map<String, Leaf> leaves;

  /** One parameter: where it starts, and its constants. */
  static final class Part {
    final String name;
    final double[] start;
    private final double[] a;
    private final double[] b;
    private final double[] c;
    private final double[] d;

    Part(String name, double[] start, double[] a, double[] b, double[] c, double[] d) {
      this.name = name;
      this.start = start;
      this.a = a;
      this.b = b;
      this.c = c;
      this.d = d;
    }

    /** The gradient at step t, in plain Java. */
    double gradient(int i, double x, int t) {
      return a[i] * (x - b[i]) + c[i] * Math.sin(0.3 * t + d[i]);
    }
  }

  Problem(DataType type) {
    this.type = type;
    this.leaves = LinkedHashMap.of(W.name, leaf(W), V.name, leaf(V));
  }

  static Problem float64() {
    return new Problem(DataType.FLOAT64);
  }

  /** One step of the course. */
  void step(Optimizer.Course course, int t) {
    step(course, t, name -> true);
  }

  /** One step of the course, of the parameters whose names are used. */
  void step(Optimizer.Course course, int t, Predicate<String> used) {
    for (Part part : new Part[] {W, V}) {
      if (used.test(part.name)) {
        descend(part, t);
      }
    }
    course.step(leaves.filterKeys(used).toJavaMap());
  }

  /** Brings the gradient of step t to a leaf. */
  void descend(Part part, int t) {
    try (TensorScope scope = TensorScope.open()) {
      Gradients.recording(
          () -> {
            Tensor x = leaf(part.name).value();
            Tensor bowl = x.sub(tensor(part.b)).square().mul(tensor(part.a)).mul(0.5);
            double[] slope = new double[part.c.length];
            Arrays.setAll(slope, i -> part.c[i] * Math.sin(0.3 * t + part.d[i]));
            Gradients.backward(bowl.add(x.mul(tensor(slope))).sum());
            return x;
          });
    }
  }

  /** The numbers of now: w and then v. */
  double[] numbers() {
    return leaves.values().toJavaStream().flatMapToDouble(Problem::numbers).toArray();
  }

  /** The parameters by name. */
  java.util.Map<String, Leaf> leaves() {
    return leaves.toJavaMap();
  }

  Leaf leaf(String name) {
    return leaves.get(name).get();
  }

  /** Puts another leaf in the place of one, at its start. */
  void renew(Part part) {
    leaves = leaves.put(part.name, leaf(part));
  }

  /** Whether all gradients that arrived have been used up. */
  boolean hasNoGradients() {
    return leaves.values().filter(FusedUpdates::touched).forAll(Problem::isAtRest);
  }

  private static boolean isAtRest(Leaf leaf) {
    return Arrays.stream(leaf.gradient().get().toDoubles()).allMatch(g -> g == 0);
  }

  private static DoubleStream numbers(Leaf leaf) {
    return Arrays.stream(leaf.copy().toDoubles());
  }

  private Leaf leaf(Part part) {
    return Leaf.of(tensor(part.start));
  }

  private Tensor tensor(double... numbers) {
    return Tensor.of(numbers, Shapes.of(numbers.length)).to(type);
  }

  private static double[] of(double... numbers) {
    return numbers;
  }
}
