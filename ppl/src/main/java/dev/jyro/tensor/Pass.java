package dev.jyro.tensor;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One pass through a recorded graph, from results to where gradients end: reverse accumulation.
 *
 * <p>Nodes are visited by falling depth, so each after all that use it, when its gradient is
 * complete. What the pass computes are plain operations: recorded, if recording is on, and then
 * they have gradients of their own. Source: Griewank and Walther 2008, Evaluating Derivatives,
 * chapter 3.
 */
final class Pass {
  private final PriorityQueue<Node> waiting =
      new PriorityQueue<>(Comparator.comparingInt(node -> -node.depth()));
  private final Map<Node, Tensor> gradients = new HashMap<>();
  private final Map<Node, Tensor> arrived = new HashMap<>();
  private final Predicate<Node> goal;
  private final Predicate<Node> way;

  private Pass(Predicate<Node> goal, Predicate<Node> way) {
    this.goal = goal;
    this.way = way;
  }

  /** To all leaves. */
  static Pass toLeaves() {
    return new Pass(Node::isEnd, node -> true);
  }

  /** To these nodes and not beyond, by no way that leads to none of them. */
  static Pass to(Set<Node> goals, Tensor result) {
    Node last = result.node();
    return new Pass(
        goals::contains, last == null ? node -> false : last.leadingTo(goals)::contains);
  }

  /** Adds to the gradient by a tensor; to be called for results first, then by the pass itself. */
  void add(Tensor tensor, Tensor gradient) {
    Node node = tensor.node();
    if (node == null || !way.test(node)) {
      return;
    }
    Tensor fitted = fitted(gradient, tensor);
    Tensor known = gradients.get(node);
    gradients.put(node, known == null ? fitted : known.add(fitted));
    if (known == null) {
      waiting.add(node);
    }
  }

  /** Whether the gradient by this tensor is wanted. */
  boolean wants(Tensor tensor) {
    Node node = tensor.node();
    return node != null && way.test(node);
  }

  /** Multiplies what was added. */
  void scale(double factor) {
    gradients.replaceAll((node, gradient) -> gradient.mul(factor));
  }

  /** Goes through the graph. */
  void run() {
    while (!waiting.isEmpty()) {
      Node node = waiting.remove();
      Tensor gradient = Objects.requireNonNull(gradients.remove(node), "a node's gradient");
      if (goal.test(node)) {
        arrived.put(node, gradient);
      } else {
        node.pull(gradient, this);
      }
    }
  }

  /** The gradients that came to an end, each at its node. */
  Map<Node, Tensor> arrived() {
    return arrived;
  }

  /** The gradient by a tensor at which the pass ended; zeros if none came. */
  Tensor by(Tensor end) {
    Tensor found = arrived.get(end.node());
    return found == null ? Tensor.zeros(end.shape(), end.dataType()) : found;
  }

  /** Summed over what was broadcast, and of the tensor's type. */
  private static Tensor fitted(Tensor gradient, Tensor tensor) {
    Tensor summed = summed(gradient, tensor.shape());
    return summed.dataType() == tensor.dataType() ? summed : summed.to(tensor.dataType());
  }

  private static Tensor summed(Tensor gradient, Shape shape) {
    Shape own = gradient.shape();
    if (own.equals(shape)) {
      return gradient;
    }
    if (shape.dimension() == 0) {
      return gradient.sum();
    }
    int added = own.dimension() - shape.dimension();
    int[] dims = new int[own.dimension()];
    int count = 0;
    for (int dim = 0; dim < dims.length; dim++) {
      if (dim < added || (shape.get(dim - added) == 1 && own.get(dim) != 1)) {
        dims[count++] = dim;
      }
    }
    return gradient.keepSum(Arrays.copyOf(dims, count)).reshape(shape);
  }
}
