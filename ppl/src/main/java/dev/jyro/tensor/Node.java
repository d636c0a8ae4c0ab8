package dev.jyro.tensor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a recorded tensor came about: the operation and what went in, or nothing if gradients are to
 * end here. Nodes know only what they were computed from, so a graph lives as long as its results.
 */
final class Node {
  private static final Tensor[] NOTHING = {};

  private final @Nullable Derivative derivative;
  private final Tensor[] inputs;
  private final Tensor output;
  private final List<?> attributes;
  private final int depth;

  private Node(
      @Nullable Derivative derivative, Tensor output, List<?> attributes, Tensor... inputs) {
    this.derivative = derivative;
    this.output = output;
    this.attributes = attributes;
    this.inputs = inputs;
    int deepest = 0;
    for (Tensor input : inputs) {
      Node before = input.node();
      if (before != null) {
        deepest = Math.max(deepest, before.depth);
      }
    }
    this.depth = deepest + 1;
  }

  /** Gradients end at this tensor. */
  static Node end(Tensor tensor) {
    return new Node(null, tensor, List.of(), NOTHING);
  }

  /** Gradients end at the value of this leaf. */
  static Node end(Tensor value, Leaf leaf) {
    return new Node(null, value, List.of(leaf), NOTHING);
  }

  /** The tensor was computed from these; the derivative carries gradients back to them. */
  static Node of(Derivative derivative, Tensor output, Tensor... inputs) {
    return new Node(derivative, output, List.of(), inputs);
  }

  /** The same with what else the operation was given: sizes, dimensions, arguments. */
  static Node of(Derivative derivative, Tensor output, List<?> attributes, Tensor... inputs) {
    return new Node(derivative, output, attributes, inputs);
  }

  /** One more than that of the deepest input: what uses a node is always deeper. */
  int depth() {
    return depth;
  }

  /** Whether gradients end here. */
  boolean isEnd() {
    return derivative == null;
  }

  /** Hands a gradient that ended here to the leaf whose value this is, if it is one's. */
  void deliver(Tensor gradient) {
    if (!attributes.isEmpty() && attributes.get(0) instanceof Leaf leaf) {
      TensorScope.current().arrive(leaf, gradient);
    }
  }

  /** Carries the gradient of the output on to the inputs. */
  void pull(Tensor gradient, Pass pass) {
    if (derivative != null) {
      derivative.pull(this, gradient, pass);
    }
  }

  /** The nodes from here on back through which one of these can be reached, themselves included. */
  Set<Node> leadingTo(Set<Node> goals) {
    Set<Node> known = new HashSet<>(Set.of(this));
    List<Node> found = new ArrayList<>(known);
    for (int i = 0; i < found.size(); i++) {
      for (Tensor input : found.get(i).inputs) {
        if (input.node() != null && known.add(input.node())) {
          found.add(input.node());
        }
      }
    }
    found.sort(Comparator.comparingInt(Node::depth));
    Set<Node> leading = new HashSet<>();
    for (Node node : found) {
      boolean leads = Stream.of(node.inputs).anyMatch(input -> leading.contains(input.node()));
      if (goals.contains(node) || leads) {
        leading.add(node);
      }
    }
    return leading;
  }

  /** Names the tensors that the way back needs. */
  void needs(Consumer<Tensor> each) {
    each.accept(output);
    for (Tensor input : inputs) {
      each.accept(input);
    }
    if (derivative instanceof Island island) {
      island.needs(each);
    }
  }

  int arity() {
    return inputs.length;
  }

  Tensor in(int place) {
    return inputs[place];
  }

  Tensor in() {
    return inputs[0];
  }

  /** The other one of two. */
  Tensor other(int place) {
    return inputs[1 - place];
  }

  Tensor out() {
    return output;
  }

  /** The sizes or dimensions that the operation was given first. */
  long[] numbers() {
    return (long[]) attributes.get(0);
  }

  /** A dimension, size or place that the operation was given. */
  int number(int place) {
    return ((Number) attributes.get(place)).intValue();
  }

  /** A choice that the operation was given. */
  boolean flag(int place) {
    return (Boolean) attributes.get(place);
  }

  /** A real number that the operation was given. */
  double real(int place) {
    return ((Number) attributes.get(place)).doubleValue();
  }
}
