package dev.jyro.inference.param;

import dev.jyro.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a file, and which file that was: both out of one opening, since another may be
 * moved into its place between two.
 *
 * @param tensors by name
 * @param data the length and the hash of what they were read from
 */
record Numbers(Map<String, Tensor> tensors, Manifest.Data data) {
  /**
   * Reads a file of safetensors.
   *
   * @throws CheckpointException if it cannot be read or is not as it should be
   */
  static Numbers read(Path file) {
    List<HashedStream> opened = new ArrayList<>();
    SafeTensors read =
        SafeTensors.read(
            file,
            in -> {
              opened.add(new HashedStream(in));
              return opened.get(0);
            });
    return new Numbers(read.tensors(), opened.get(0).data());
  }
}
