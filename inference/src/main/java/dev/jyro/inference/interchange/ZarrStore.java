package dev.jyro.inference.interchange;

import dev.jyro.Headroom;
import dev.jyro.JyroException;
import dev.jyro.tensor.TensorScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A Zarr store, a folder, of {@link InferenceData} as ArviZ reads and writes it.
 *
 * <p>Version 2 of the format, with consolidated metadata. A group is a folder; so is the array of
 * each variable, and of each dimension's labels. Dimensions have their names in {@code
 * _ARRAY_DIMENSIONS}, as xarray wants it. Letters that are no names of files, such as {@code /} in
 * a site's name, are written as {@code %2F} and so on, and so are they seen by others.
 *
 * <p>Types: float64, float32, int64, int32, int8, uint8, boolean, and texts of fixed length; every
 * number comes back bit for bit, NaN and infinities included. Each array is one chunk compressed by
 * zlib; chunks of any size are read, compressed by zlib, gzip, or not at all. Groups and arrays
 * come back in the order of their names. Not read: other compressors (ArviZ's own default, blosc,
 * among them), filters, scaled numbers, groups within groups, Zarr 3.
 *
 * <p>Writing replaces a store whole or not at all; a folder that is no Zarr store is not replaced.
 * Reading runs no code from the store, checks shapes, follows no links, and takes no more of
 * Torch's memory than the files' bytes can hold, which is 1032 times as much, and no more of Java's
 * than half of it for all arrays together (see {@link Headroom}).
 *
 * <p>One writer to a store at a time. Source: A. Miles and others, "Zarr storage specification
 * version 2", 2019; xarray's page "Zarr encoding specification".
 *
 * @param folder where it is
 */
public record ZarrStore(Path folder) {
  /**
   * Writes the store, in place of an older one.
   *
   * @throws FormatException if it cannot be written, if numbers are of another type, or if what is
   *     in its place is no Zarr store
   */
  public void write(InferenceData data) {
    try {
      needReplaceable();
      new Placed(folder).putFolder(place -> new ZarrWriter(place).write(data));
    } catch (InvalidPathException e) {
      throw new FormatException(
          folder,
          "the system has no letters for the name '%s'. Fix: run Java with LC_ALL=C.UTF-8."
              .formatted(e.getInput()),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw FormatException.unwritable(folder, e);
    }
  }

  /**
   * Reads the store; the tensors outlive every scope.
   *
   * @throws FormatException if it cannot be read or is not as it should be, saying what is wrong
   */
  public InferenceData read() {
    try (TensorScope scope = TensorScope.open()) {
      return ZarrReader.of(new Placed(folder).current()).read();
    } catch (NoSuchFileException e) {
      throw FormatException.missing(folder, e);
    } catch (IOException | UncheckedIOException | JyroException | IllegalArgumentException e) {
      throw FormatException.unsound(folder, "Zarr store", e);
    }
  }

  private void needReplaceable() {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(folder.resolve(ZarrWriter.GROUP))) {
      throw new FormatException(
          folder,
          "is there, and is no Zarr store. Needed: nothing, or a store to replace. Fix: choose"
              + " another place.");
    }
  }
}
