package dev.jyro.tensor;

/** The way back through one kind of operation. */
@FunctionalInterface
interface Derivative {
  /**
   * Adds to the gradients of the node's inputs.
   *
   * @param gradient that of the node's output, of its shape
   */
  void pull(Node node, Tensor gradient, Pass pass);

  /** The gradient by the input at a place; of its shape, or one to be summed to it. */
  @FunctionalInterface
  interface ByInput {
    /** The gradient by the input at this place, from that by the output. */
    Tensor by(Node node, Tensor gradient, int place);
  }

  /** Asks for the gradient by each input that one passes. */
  static Derivative of(ByInput rule) {
    return (node, gradient, pass) -> {
      for (int place = 0; place < node.arity(); place++) {
        Tensor input = node.in(place);
        if (pass.wants(input)) {
          pass.add(input, rule.by(node, gradient, place));
        }
      }
    };
  }
}
