package dev.jyro.examples.data;

import dev.jyro.Headroom;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads one IDX file and believes nothing that it has not seen. See {@link Idx} for the format. */
final class IdxReader {
  /** The type code of unsigned bytes. */
  static final int UNSIGNED_BYTE = 0x08;

  private static final int MAX_DIMENSIONS = 4;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int CHUNK = 1 << 16;

  /** Some virtual machines cannot make an array of quite {@code Integer.MAX_VALUE}. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  private final String name;
  private final InputStream in;

  private IdxReader(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /** Reads a stream, gzipped or not, to its end. */
  static Idx read(String name, InputStream raw) throws IOException {
    try {
      var in = new BufferedInputStream(raw, CHUNK);
      return new IdxReader(name, isGzipped(in) ? gunzip(in) : in).read();
    } catch (ZipException e) {
      throw new DataException(
          """
          %s: the gzip stream is damaged.
            found   %s
            needed  a whole gzip stream
          Fix: get the file anew.\
          """
              .formatted(name, e.getMessage()),
          e);
    }
  }

  private static boolean isGzipped(InputStream in) throws IOException {
    in.mark(2);
    byte[] start = in.readNBytes(2);
    in.reset();
    return start.length == 2 && ByteBuffer.wrap(start).getChar() == GZIP_MAGIC;
  }

  private static InputStream gunzip(InputStream in) throws IOException {
    try {
      return new GZIPInputStream(in, CHUNK);
    } catch (EOFException e) {
      // Not even gzip's own header is whole: there is nothing to unpack.
      return InputStream.nullInputStream();
    }
  }

  private Idx read() throws IOException {
    List<Integer> shape = readShape(readDimensions());
    byte[] values = readBytes(count(shape), "values of shape " + shape);
    requireEnd(values.length);
    return new Idx(name, shape, values);
  }

  private int readDimensions() throws IOException {
    int magic = readInt("the magic number");
    int dimensions = magic & 0xff;
    if (magic >>> 8 != UNSIGNED_BYTE || dimensions < 1 || dimensions > MAX_DIMENSIONS) {
      throw new DataException(
          """
          %s: not an IDX file of unsigned bytes.
            found   0x%08x as the first four bytes
            needed  %s to %s
          Fix: give an IDX file, gzipped or not; other archives must be unpacked first.\
          """
              .formatted(name, magic, Idx.magic(1), Idx.magic(MAX_DIMENSIONS)));
    }
    return dimensions;
  }

  private List<Integer> readShape(int dimensions) throws IOException {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < dimensions; i++) {
      sizes.add(Integer.toUnsignedLong(readInt("the size of dimension " + i)));
    }
    requireReasonable(sizes);
    return sizes.stream().map(Math::toIntExact).toList();
  }

  private void requireReasonable(List<Long> sizes) {
    long count = 1;
    for (long size : sizes) {
      // Both factors are below 2^32, so their product cannot overflow.
      count = Math.min(count * size, MAX_VALUES + 1L);
    }
    if (count == 0 || count > MAX_VALUES) {
      throw new DataException(
          """
          %s: the header promises %s values.
            found   shape %s
            needed  sizes of at least 1 whose product is at most %d
          Fix: get the file anew, or make it again with such sizes.\
          """
              .formatted(name, count == 0 ? "no" : "too many", sizes, MAX_VALUES));
    }
  }

  private static int count(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  private int readInt(String what) throws IOException {
    return ByteBuffer.wrap(readBytes(Integer.BYTES, what)).getInt();
  }

  /** Reads so many bytes; the array grows with what has come, never with what was promised. */
  private byte[] readBytes(int needed, String what) throws IOException {
    byte[] bytes = new byte[Math.min(needed, CHUNK)];
    int found = 0;
    while (found < needed) {
      if (found == bytes.length) {
        bytes = grown(bytes, needed);
      }
      int more = readSome(bytes, found);
      if (more < 0) {
        throw truncated(found + " bytes", needed + " bytes: " + what);
      }
      found += more;
    }
    return bytes;
  }

  /** Twice as long, as far as that is needed and there is room for both. */
  private byte[] grown(byte[] bytes, int needed) {
    long next = Math.min(needed, 2L * bytes.length);
    if (next + bytes.length > Headroom.bytes()) {
      throw new DataException(
          """
          %s: too large for this Java.
            found   more than %d bytes of %d
            needed  values that fit into %d bytes, half of what Java may have, while they are read
          Fix: run Java with a larger -Xmx.\
          """
              .formatted(name, bytes.length, needed, Headroom.bytes()));
    }
    return Arrays.copyOf(bytes, (int) next);
  }

  private int readSome(byte[] into, int offset) throws IOException {
    try {
      return in.read(into, offset, into.length - offset);
    } catch (EOFException e) {
      // A gzip stream that was cut says so by an exception; the cause is the same.
      return -1;
    }
  }

  /** Also makes gzip compare its checksum, which it does on reaching the end. */
  private void requireEnd(int values) throws IOException {
    int next;
    try {
      next = in.read();
    } catch (EOFException e) {
      throw truncated("all " + values + " values, but no checksum", "the gzip checksum after them");
    }
    if (next >= 0) {
      throw new DataException(
          """
          %s: more bytes than the header promises.
            found   at least one byte after the last value
            needed  the end of the file after %d values
          Fix: get the file anew; or mend its header, if you made it.\
          """
              .formatted(name, values));
    }
  }

  private DataException truncated(String found, String needed) {
    return new DataException(
        """
        %s: ends early%s.
          found   %s
          needed  %s
        Fix: get the file anew; it was cut short.\
        """
            .formatted(
                name, in instanceof GZIPInputStream ? " (counted unpacked)" : "", found, needed));
  }
}
