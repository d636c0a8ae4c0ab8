package dev.jyro.examples.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** The bytes of IDX files, good and bad. */
public final class IdxBytes {
  private IdxBytes() {}

  /** A header for these sizes, then these values, whether they fit or not. */
  public static byte[] idx(int[] sizes, int... values) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + values.length);
    file.putInt(0x0800 | sizes.length);
    for (int size : sizes) {
      file.putInt(size);
    }
    for (int value : values) {
      file.put((byte) value);
    }
    return file.array();
  }

  public static int[] shape(int... sizes) {
    return sizes;
  }

  static byte[] gzip(byte[] content) {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
