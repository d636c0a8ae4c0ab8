package dev.jyro.inference.optim;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.inference.optim.State.Remembered;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds all that is wrong with a state before any of it is used. */
final class Misfits {
  private static final int LONGEST = 200;

  private final String kind;
  private final List<String> tensors;
  private final List<String> found = new ArrayList<>();

  private Misfits(String kind, List<String> tensors) {
    this.kind = kind;
    this.tensors = tensors;
  }

  /**
   * Compares a state with an optimizer and its parameters.
   *
   * @param kind the optimizer's kind
   * @param tensors the names of those that it keeps of each parameter
   * @throws JyroException if they do not fit, with all that is wrong
   */
  static void check(String kind, List<String> tensors, State state, Map<String, Leaf> leaves) {
    needKind(kind, state);
    Misfits misfits = new Misfits(kind, tensors);
    state
        .parameters()
        .forEach(
            (name, each) -> {
              Leaf leaf = leaves.get(name);
              if (leaf != null) {
                misfits.compare(name, each, leaf.value());
              }
            });
    misfits.report();
  }

  /** Complains about a state of another kind of optimizer. */
  static void needKind(String kind, State state) {
    if (!state.optimizer().equals(kind)) {
      throw new JyroException(
          "%s: the state is one of %s; nothing was changed. Needed: a state of %s. Fix one of: train with %s; start the optimizer anew."
              .formatted(kind, said(state.optimizer()), kind, said(state.optimizer())));
    }
  }

  private void compare(String name, Remembered remembered, Tensor value) {
    List<String> names = List.copyOf(remembered.tensors().keySet());
    if (!remembered.optimizer().equals(kind)) {
      found.add("'%s' went by %s".formatted(name, said(remembered.optimizer())));
    } else if (!names.equals(tensors)) {
      found.add(
          "'%s' has the tensors %s, needed are %s"
              .formatted(name, said(names.toString()), tensors));
    } else {
      remembered.tensors().forEach((tensor, each) -> compare(name, tensor, each, value));
    }
  }

  private void compare(String name, String tensor, Tensor remembered, Tensor value) {
    String is = described(remembered.dataType(), remembered.shape());
    String needed = described(value.dataType(), value.shape());
    if (!is.equals(needed)) {
      found.add("'%s' has a %s of %s, and is of %s".formatted(name, tensor, is, needed));
    }
  }

  private static String described(DataType type, Shape shape) {
    return "%s, shape %s".formatted(type, shape);
  }

  /** A file's words, without their middle: they may be a hundred thousand letters. */
  private static String said(String text) {
    int end = text.length() - LONGEST / 2;
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST / 2) + " … " + text.substring(end);
  }

  private void report() {
    if (!found.isEmpty()) {
      throw new JyroException(
          """
          %s: the state does not fit; nothing was changed.
            %s
          Fix one of: restore the parameters that it was taken with first; use the settings of then; start the optimizer anew.\
          """
              .formatted(kind, String.join("\n  ", found)));
    }
  }
}
