package dev.jyro.inference.data;

import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/**
 * Which rows make a batch.
 *
 * @param from the first, if they lie together
 * @param count how many
 * @param chosen their numbers, if they do not
 */
record Rows(long from, long count, Option<Tensor> chosen) {
  /** These rows of a tensor: a view if they lie together, else a copy. */
  Tensor of(Tensor data) {
    return chosen.fold(() -> data.narrow(0, from, count), rows -> data.indexSelect(0, rows));
  }
}
