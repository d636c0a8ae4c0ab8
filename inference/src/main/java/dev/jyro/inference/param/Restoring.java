package dev.jyro.inference.param;

import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a store's parameters when a checkpoint is loaded; decided before any is touched.
 */
final class Restoring {
  private final List<ParamStore.Entry> made = new ArrayList<>();
  private final Map<Leaf, Tensor> changed = new LinkedHashMap<>();
  private final Map<String, Leaf> leaves = new LinkedHashMap<>();
  private final List<String> misfits = new ArrayList<>();

  private Restoring() {}

  /**
   * Compares a checkpoint with the parameters that there are.
   *
   * @throws CheckpointException if they differ
   */
  static Restoring of(
      Path folder, List<Checkpoint.Saved> content, Map<String, ParamStore.Entry> there) {
    Map<String, Checkpoint.Saved> saved = new LinkedHashMap<>();
    content.forEach(each -> saved.put(each.description().name(), each));
    Restoring restoring = new Restoring();
    if (there.isEmpty()) {
      saved.values().forEach(restoring::make);
    } else {
      saved.forEach((name, each) -> restoring.change(each, there.get(name)));
      there.keySet().stream()
          .filter(name -> !saved.containsKey(name))
          .forEach(name -> restoring.misfits.add("'%s' is not in the checkpoint".formatted(name)));
    }
    restoring.report(folder);
    return restoring;
  }

  /** The parameters that are new. */
  List<ParamStore.Entry> made() {
    return made;
  }

  /** The free numbers that others get. */
  Map<Leaf, Tensor> changed() {
    return changed;
  }

  /** What the parameters are to be, by name. */
  Map<String, Leaf> leaves() {
    return leaves;
  }

  private void make(Checkpoint.Saved saved) {
    Manifest.Parameter description = saved.description();
    try {
      ParamStore.Entry entry =
          ParamStore.Entry.of(
              description.name(),
              saved.free(),
              Constraints.parse(description.constraint()),
              description.role());
      entry.constant(); // or it would be the first to read it who finds that there is no value
      made.add(entry);
      leaves.put(entry.name(), entry.leaf());
    } catch (JyroException e) {
      misfits.add("'%s': %s".formatted(description.name(), e.getMessage()));
    }
  }

  private void change(Checkpoint.Saved saved, ParamStore.@Nullable Entry entry) {
    Manifest.Parameter description = saved.description();
    if (entry == null) {
      misfits.add("'%s' is in the checkpoint only".formatted(description.name()));
      return;
    }
    Manifest.Parameter there = Manifest.Parameter.of(entry);
    if (there.equals(description)) {
      changed.put(entry.leaf(), saved.free());
      leaves.put(entry.name(), entry.leaf());
    } else {
      misfits.add(
          "'%s' is %s in the checkpoint, and is %s"
              .formatted(description.name(), described(description), described(there)));
    }
  }

  private static String described(Manifest.Parameter parameter) {
    return "%s, %s, %s of shape %s"
        .formatted(parameter.constraint(), parameter.role(), parameter.dtype(), parameter.shape());
  }

  private void report(Path folder) {
    if (!misfits.isEmpty()) {
      throw new CheckpointException(
          folder,
          """
          the checkpoint does not fit the parameters that there are; none was changed.
            %s
          Fix one of: load into an empty store; run the program that was saved first.\
          """
              .formatted(String.join("\n  ", misfits)));
    }
  }
}
