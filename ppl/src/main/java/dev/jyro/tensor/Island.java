package dev.jyro.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What Torch itself records: an operation, or a whole network of DJL's, whose derivative is not
 * among ours.
 *
 * <p>It works on stand-ins of its inputs, at which Torch's graph ends. On the way back Torch is
 * asked for the gradients by the stand-ins. The gradient is a constant then: it has no gradient of
 * its own, and asking for one is refused.
 */
final class Island implements Derivative {
  /** Of what is itself a derivative that only numbers are known of. */
  static final Derivative REFUSED = Island::refuse;

  private final Map<Tensor, Tensor> standIns = new HashMap<>();
  private final List<Tensor> outside = new ArrayList<>();
  private final List<Tensor> inside = new ArrayList<>();

  /** What to compute with in place of this tensor. */
  Tensor standIn(Tensor tensor) {
    return tensor.isTracked() ? standIns.computeIfAbsent(tensor, this::landed) : tensor;
  }

  private Tensor landed(Tensor tensor) {
    Tensor alias = tensor.detach();
    Gradients.require(alias);
    outside.add(tensor);
    inside.add(alias);
    return alias;
  }

  /** Runs the body with Torch recording. */
  static <T> T recorded(Supplier<T> body) {
    Gradients.torchRecords(true);
    try {
      return body.get();
    } finally {
      Gradients.torchRecords(false);
    }
  }

  /** The result, known as computed from the inputs, if Torch says that a gradient passes it. */
  Tensor left(Tensor result) {
    if (!inside.isEmpty() && result.isFloating() && Script.truth(Op.REQUIRES_GRADIENT, result)) {
      result.comeFrom(Node.of(this, result, outside.toArray(new Tensor[0])));
    }
    return result;
  }

  /** {@link #left(Tensor)} for each. */
  Tensor[] left(Tensor[] results) {
    for (Tensor result : results) {
      left(result);
    }
    return results;
  }

  /** Names the tensors without which Torch cannot go back. */
  void needs(Consumer<Tensor> each) {
    inside.forEach(each);
  }

  @Override
  public void pull(Node node, Tensor gradient, Pass pass) {
    Tensor[] found =
        Gradients.paused(
            () ->
                Dispatch.scriptMany(
                    Op.GRADIENTS, node.out(), gradient, inside.toArray(new Tensor[0])));
    for (int i = 0; i < found.length; i++) {
      if (Gradients.isRecording()) {
        found[i].comeFrom(Node.of(Island::refuse, found[i], node.in(i), gradient));
      }
      pass.add(outside.get(i), found[i]);
    }
  }

  private static void refuse(Node node, Tensor gradient, Pass pass) {
    throw new dev.jyro.JyroException(
        "A second derivative was asked for, through an operation or a network whose derivative Torch"
            + " computes and Jyro cannot differentiate again. Fix: write it with other operations.");
  }
}
