package dev.jyro.examples.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * An array of unsigned bytes with one to four dimensions, as an IDX file holds it.
 *
 * <p>An IDX file is a big-endian header and the values, the last dimension running fastest:
 *
 * <pre>
 * bytes 0-1   zero
 * byte  2     the type of the values; 0x08 is the unsigned byte, the only one read here
 * byte  3     the number of dimensions, d
 * then        d sizes of four bytes each, unsigned
 * then        as many values as the product of the sizes, and nothing more
 * </pre>
 *
 * <p>A file may be gzipped; its first two bytes decide that, not its name. The header is not
 * trusted: memory is taken as the values arrive, so a short file that promises much costs little.
 *
 * <p>Errors are {@link DataException}s: a file that cannot be read, another type or number of
 * dimensions, a size of zero, more values than one Java array holds, a file that ends early or
 * holds more than promised, and a damaged gzip stream.
 *
 * <p>Thread safety: safe as long as nobody writes to {@link #values()}.
 *
 * <p>Source: Y. LeCun, C. Cortes and C. J. C. Burges, The MNIST Database of Handwritten Digits,
 * section "File formats for the MNIST database".
 */
public final class Idx {
  private final String name;
  private final List<Integer> shape;
  private final byte[] values;

  Idx(String name, List<Integer> shape, byte[] values) {
    this.name = name;
    this.shape = List.copyOf(shape);
    this.values = values;
  }

  /**
   * Reads a file, gzipped or not.
   *
   * @throws DataException if the file cannot be read or is no such file
   */
  public static Idx read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /**
   * Reads a stream, gzipped or not, to its end and leaves it open.
   *
   * @param name what the messages call it
   * @param in the bytes of the file
   * @throws DataException if the stream cannot be read or holds no such file
   */
  public static Idx read(String name, InputStream in) {
    try {
      return IdxReader.read(name, in);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** Where the values came from, for messages. */
  public String name() {
    return name;
  }

  /** The sizes of the dimensions, outermost first; each is at least 1. */
  public List<Integer> shape() {
    return shape;
  }

  /**
   * The values, the last dimension running fastest; {@code Byte.toUnsignedInt} gives the number
   * meant. The array itself, for speed: read it only.
   */
  public byte[] values() {
    return values;
  }

  /** The four bytes that open a file of unsigned bytes with so many dimensions, in hex. */
  static String magic(int dimensions) {
    return "0x%08x".formatted(IdxReader.UNSIGNED_BYTE << 8 | dimensions);
  }

  static DataException unreadable(String name, IOException cause) {
    return new DataException(
        """
        %s: cannot be read.
          found   %s
          needed  an IDX file, gzipped or not
        Fix: check that the file exists and that you may read it; if so, get it anew."""
            .formatted(name, cause instanceof NoSuchFileException ? "no such file" : cause),
        cause);
  }
}
