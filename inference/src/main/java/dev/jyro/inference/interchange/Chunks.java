package dev.jyro.inference.interchange;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Puts the chunks of one array together. For one reading, and one thread. */
final class Chunks {
  private final Path folder;
  private final ZarrArray array;
  private final Allowance allowance;
  private final byte[] whole;

  private Chunks(Path folder, ZarrArray array, Allowance allowance, byte[] whole) {
    this.folder = folder;
    this.array = array;
    this.allowance = allowance;
    this.whole = whole;
  }

  /** Reads the array whose chunks lie in this folder. */
  static Values read(Path folder, ZarrArray array, Allowance allowance) throws IOException {
    byte[] whole = new byte[allowance.take(array.shape(), array.type().bytes())];
    if (whole.length > 0) {
      new Chunks(folder, array, allowance, whole).read(0, new long[array.shape().dimension()]);
    }
    return array.type().read(whole, array.shape());
  }

  /** Reads the chunks at all places of the grid that begin like this one. */
  private void read(int dim, long[] place) throws IOException {
    if (dim == place.length) {
      byte[] chunk = chunk(array.key(place));
      copy(chunk, 0, 0, 0, place);
      return;
    }
    for (long i = 0; i < array.chunks(dim); i++) {
      place[dim] = i;
      read(dim + 1, place);
    }
  }

  /** A link could lead anywhere, and a pipe never end. */
  private InputStream plainFile(String key) throws IOException {
    Path place = folder;
    for (Path part : Path.of(key)) {
      place = place.resolve(part);
      if (Files.isSymbolicLink(place)) {
        throw new IOException("'%s' is a link; needed: a file".formatted(key));
      }
    }
    if (Files.exists(place) && !Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("'%s' is no plain file".formatted(key));
    }
    return Files.newInputStream(place, LinkOption.NOFOLLOW_LINKS);
  }

  private byte[] chunk(String key) throws IOException {
    int bytes = allowance.take(array.chunk(), array.type().bytes());
    try (InputStream file = new BufferedInputStream(plainFile(key));
        InputStream in = array.codec().open(file)) {
      byte[] chunk = in.readNBytes(bytes);
      if (chunk.length < bytes || in.read() >= 0) {
        throw new IOException(
            "the chunk '%s' has %s bytes; needed: %d"
                .formatted(key, chunk.length < bytes ? "only " + chunk.length : "more", bytes));
      }
      return chunk;
    } catch (NoSuchFileException e) {
      throw new IOException(
          "there is no chunk '%s'. Fix: copy the store again, or write it with write_empty_chunks=True"
              .formatted(key),
          e);
    } catch (EOFException e) {
      throw new IOException("the chunk '%s' ends too early".formatted(key), e);
    }
  }

  /** Copies what of a chunk lies inside the array; counts in elements. */
  private void copy(byte[] chunk, int dim, long from, long to, long[] place) {
    if (dim == place.length) {
      int item = array.type().bytes();
      System.arraycopy(chunk, (int) from * item, whole, (int) to * item, item);
      return;
    }
    long size = array.shape().get(dim);
    long length = array.chunk().get(dim);
    long start = place[dim] * length;
    long count = Math.min(length, size - start);
    if (dim == place.length - 1) {
      int item = array.type().bytes();
      System.arraycopy(
          chunk,
          (int) (from * length) * item,
          whole,
          (int) (to * size + start) * item,
          (int) count * item);
      return;
    }
    for (long i = 0; i < count; i++) {
      copy(chunk, dim + 1, from * length + i, to * size + start + i, place);
    }
  }
}
