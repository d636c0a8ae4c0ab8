package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An array of numbers, or of texts. Immutable; safe for any number of threads. */
public sealed interface Values {
  /** Its sizes. */
  Shape shape();

  /** These numbers; the tensor is let out of its scopes. */
  static Values of(Tensor numbers) {
    return new Numbers(numbers);
  }

  /** A row of texts. */
  static Values of(String... texts) {
    return of(List.of(texts));
  }

  /** A row of texts. */
  static Values of(List<String> texts) {
    return new Texts(Shapes.of(texts.size()), texts);
  }

  /** The whole numbers from 0. */
  static Values upTo(long count) {
    return new Numbers(Tensor.indices(count));
  }

  /**
   * An array of numbers or truth values.
   *
   * @param tensor the numbers; outlives every scope
   */
  record Numbers(Tensor tensor) implements Values {
    /** Lets the tensor out of its scopes. */
    public Numbers {
      TensorScope.release(tensor);
    }

    @Override
    public Shape shape() {
      return tensor.shape();
    }
  }

  /**
   * An array of texts.
   *
   * @param shape its sizes
   * @param texts the texts, row by row
   */
  record Texts(Shape shape, List<String> texts) implements Values {
    /**
     * Keeps a copy of the list.
     *
     * @throws JyroException if there are not as many texts as the shape says, or if files cannot
     *     hold one: half of a surrogate pair, or NUL at the end
     */
    public Texts {
      texts = List.copyOf(texts);
      if (shape.size() != texts.size()) {
        throw new JyroException(
            "%d texts for shape %s. Needed: %d.".formatted(texts.size(), shape, shape.size()));
      }
      texts.forEach(Texts::needEncodable);
    }

    private static void needEncodable(String text) {
      if (text.endsWith("\0") || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw new JyroException(
            "The text '%s' has half of a surrogate pair, or NUL at its end, which files cannot hold."
                .formatted(text));
      }
    }
  }
}
