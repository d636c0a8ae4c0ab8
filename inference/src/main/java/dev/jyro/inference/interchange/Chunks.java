package dev.jyro.inference.interchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Puts the chunks of one array together: one that is the whole array straight into Torch's memory,
 * several by way of Java's. For one reading, and one thread.
 */
final class Chunks {
  private final ChunkFiles files;
  private final ZarrArray array;
  private final byte[] whole;

  private Chunks(ChunkFiles files, ZarrArray array, byte[] whole) {
    this.files = files;
    this.array = array;
    this.whole = whole;
  }

  /** Reads the array whose chunks lie in this folder. */
  static Values read(Path folder, ZarrArray array, Allowance allowance) throws IOException {
    int bytes = allowance.take(array.shape(), array.type().bytes());
    if (bytes == 0) {
      return array.type().read(InputStream.nullInputStream(), array.shape(), allowance.heap());
    }
    ChunkFiles files = new ChunkFiles(folder, array);
    long[] place = new long[array.shape().dimension()];
    if (array.shape().equals(array.chunk())) {
      return files.read(
          array.key(place), in -> array.type().read(in, array.shape(), allowance.heap()));
    }
    return joined(files, array, bytes, allowance.heap());
  }

  /** The bytes of all chunks are alive together, and with them what is made of them. */
  private static Values joined(ChunkFiles files, ZarrArray array, int bytes, Heap heap)
      throws IOException {
    long[] place = new long[array.shape().dimension()];
    int chunk = files.bytes(array.key(place));
    heap.take((long) bytes + chunk, "chunks of " + array.chunk());
    byte[] whole = new byte[bytes];
    new Chunks(files, array, whole).read(0, place);
    heap.giveBack(chunk);
    Values values = array.type().read(new ByteArrayInputStream(whole), array.shape(), heap);
    heap.giveBack(bytes);
    return values;
  }

  /** Reads the chunks at all places of the grid that begin like this one. */
  private void read(int dim, long[] place) throws IOException {
    if (dim == place.length) {
      String key = array.key(place);
      copy(files.read(key, in -> files.content(key, in)), 0, 0, 0, place);
      return;
    }
    for (long i = 0; i < array.chunks(dim); i++) {
      place[dim] = i;
      read(dim + 1, place);
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
