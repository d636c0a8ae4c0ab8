package dev.jyro.inference.interchange;

import dev.jyro.hostile.InFull;
import dev.jyro.tensor.TensorScope;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What was read of a hostile file must be there in full, and be the same when it is written and
 * read again, under whatever names it came. Writing waits for the disk: every fourth is written as
 * a file, and every thirty-second as a store, which is many.
 */
final class Again {
  private static final int FILES = 4;
  private static final int STORES = 32;

  private final NpzFile file;
  private final ZarrStore store;
  private int asked;
  private int written;
  private int refused;

  Again(Path folder) {
    this.file = new NpzFile(folder.resolve("again.npz"));
    this.store = new ZarrStore(folder.resolve("again.zarr"));
  }

  void need(InferenceData read) {
    needWhole(read);
    if (asked % FILES == 0) {
      through(file::write, file::read, read);
    }
    if (asked % STORES == 0) {
      through(store::write, store::read, read);
    }
    asked++;
  }

  /** How often it could be written, or not. */
  @Override
  public String toString() {
    return "%d written and read again, %d not to be written".formatted(written, refused);
  }

  private static void needWhole(InferenceData read) {
    for (Dataset group : read.groups().values()) {
      group.arrays().forEach(Again::needWhole);
    }
  }

  private static void needWhole(String name, Values values) {
    if (values instanceof Values.Numbers numbers) {
      InFull.need(name, numbers.tensor());
    } else {
      InFull.need(name, values.shape().size(), ((Values.Texts) values).texts().size());
    }
  }

  private void through(
      Consumer<InferenceData> write, Supplier<InferenceData> read, InferenceData data) {
    try (TensorScope scope = TensorScope.open()) {
      write.accept(data);
      written++;
    } catch (FormatException e) {
      refused++;
      return;
    }
    try {
      Same.assertSame(read.get(), data);
    } catch (FormatException e) {
      throw new AssertionError("What was read and written cannot be read again.", e);
    }
  }
}
