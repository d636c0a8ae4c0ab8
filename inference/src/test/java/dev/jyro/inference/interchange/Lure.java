package dev.jyro.inference.interchange;

import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Tensor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A store outside, made like the one that is besieged, of other numbers, labels and remarks: a link
 * to one of its files leads to what could be read. Nothing of it must ever be.
 */
final class Lure {
  private final Path root;
  private final ZarrStore store;
  private final InferenceData inside;

  /** Beside a store that holds {@link Examples#small}. */
  Lure(ZarrStore besieged, Path folder) {
    this.root = besieged.folder();
    this.store = new ZarrStore(folder);
    this.inside = besieged.read();
    store.write(outside());
  }

  private static InferenceData outside() {
    return InferenceData.createdAt(Instant.EPOCH.plusSeconds(777))
        .posterior(Draws.ofChains(Map.of("theta", Tensor.linspace(700, 777, 12).reshape(2, 3, 2))))
        .observedData(Map.of("y", Tensor.of(false, true)))
        .dims("theta", "school")
        .labels("school", "Y", "Z")
        .labels("chain", Values.of(Tensor.of(700L, 777L)))
        .labels("draw", Values.of(Tensor.of(700L, 707L, 777L)))
        .labels("y_dim_0", Values.of(Tensor.of(700L, 777L)));
  }

  /** The file that is to the one outside what this one is to the store. */
  Path of(Path file) {
    return store.folder().resolve(root.relativize(file));
  }

  /** What was read, though a file was a link to one here, is the store's own. */
  void needUnseen(InferenceData read) {
    needOwn(inside.attributes(), read.attributes());
    read.groups().forEach((name, group) -> needUnseen(inside.group(name), group));
  }

  private static void needUnseen(Dataset own, Dataset read) {
    needOwn(own.attributes(), read.attributes());
    Map<String, Values> expected = own.arrays();
    read.arrays()
        .forEach(
            (name, values) ->
                Same.assertSame(name, values, Objects.requireNonNull(expected.get(name))));
  }

  private static void needOwn(Map<String, String> own, Map<String, String> read) {
    if (!own.entrySet().containsAll(read.entrySet())) {
      throw new AssertionError("Remarks %s, and the store's own are %s.".formatted(read, own));
    }
  }
}
