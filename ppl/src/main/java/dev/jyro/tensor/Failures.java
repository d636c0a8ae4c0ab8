package dev.jyro.tensor;

import ai.djl.engine.EngineException;
import dev.jyro.JyroException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns what Torch throws into an error that says which operation met which shapes. */
final class Failures {
  private static final Pattern ABOUT_SHAPES =
      Pattern.compile(
          "size|shape|dimension|dim |broadcast|expand|must match|cannot be multiplied|index .* out"
              + " of|out of range|stack expects|einsum|square",
          Pattern.CASE_INSENSITIVE);

  private Failures() {}

  /** The error to throw for what Torch was asked without an operation: memory, gradients. */
  static RuntimeException of(String what, Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (!(cause instanceof EngineException)) {
      throw rethrown(cause);
    }
    String message = what + ": " + reason(cause);
    return ABOUT_SHAPES.matcher(message).find()
        ? new ShapeException(message, cause)
        : new JyroException(message, cause);
  }

  /** The error to throw; our own errors and the JVM's pass through. */
  static RuntimeException of(Op op, Throwable cause, List<Tensor> inputs, List<?> attributes) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (!(cause instanceof EngineException)) {
      throw rethrown(cause);
    }
    String reason = reason(cause);
    String message =
        "%s: %s\n  inputs  %s%s"
            .formatted(op.label(), reason, describe(inputs), attributes(attributes));
    return ABOUT_SHAPES.matcher(reason).find()
        ? new ShapeException(message, cause)
        : new JyroException(message, cause);
  }

  /** What is not Torch's complaint: ours already, or a mistake in Java such as a null. */
  private static RuntimeException rethrown(Throwable cause) {
    return cause instanceof RuntimeException known ? known : new JyroException("Torch", cause);
  }

  private static String describe(List<Tensor> inputs) {
    return inputs.stream()
        .map(x -> x.dataType().name().toLowerCase(java.util.Locale.ROOT) + x.shape())
        .collect(Collectors.joining(", "));
  }

  private static String attributes(List<?> attributes) {
    return attributes.isEmpty()
        ? ""
        : attributes.stream()
            .map(a -> a instanceof long[] sizes ? Arrays.toString(sizes) : String.valueOf(a))
            .collect(Collectors.joining(", ", "\n  with    ", ""));
  }

  /** Torch's own sentence, without the TorchScript trace that precedes it. */
  private static String reason(Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    int last = text.lastIndexOf("RuntimeError: ");
    String sentence = last < 0 ? text : text.substring(last + "RuntimeError: ".length());
    return sentence.strip().lines().findFirst().orElse(cause.toString());
  }
}
