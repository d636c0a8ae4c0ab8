package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Shapes;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * One array as NumPy's {@code .npy}: a magic word, a header that is a Python dictionary, and the
 * elements without gaps.
 *
 * <p>Version 1.0 is written; 1.0 to 3.0 are read, in either order of the dimensions.
 *
 * <p>Source: R. Kern and others, the description of the format in NumPy's {@code numpy.lib.format}.
 *
 * @param type what an element is
 * @param columnsFirst whether the first dimension runs fastest
 * @param shape the sizes
 */
record NpyArray(ElementType type, boolean columnsFirst, Shape shape) {
  private static final String MAGIC = "\u0093NUMPY";
  private static final int LONGEST_HEADER = 1 << 20;
  private static final int ALIGNMENT = 64;
  private static final int BUFFER = 1 << 16;

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': ?'([^']{1,20})', ?'fortran_order': ?(True|False), ?'shape': ?\\(([0-9,"
              + " ]*)\\),? ?\\}\\s*");

  /** Writes values. */
  static void write(Values values, OutputStream stream) throws IOException {
    ElementType type = ElementType.of(values);
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream, BUFFER));
    out.write(head(new NpyArray(type, false, values.shape()).header()));
    type.write(values, out);
    out.flush();
  }

  /** Reads values, to the end of the stream. */
  static Values read(InputStream stream, Allowance allowance) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    NpyArray array = parse(headerOf(in));
    allowance.take(array.shape, array.type.bytes());
    Values values = array.values(in, allowance.heap());
    if (in.read() >= 0) {
      throw new IOException(
          "an array of shape %s and more; needed: as many numbers as its shape says"
              .formatted(array.shape));
    }
    return values;
  }

  private Values values(InputStream in, Heap heap) throws IOException {
    if (!columnsFirst || shape.dimension() < 2) {
      return type.read(in, shape, heap);
    }
    if (type.number().isEmpty()) {
      throw new IOException("texts with fortran_order. Fix: save numpy.ascontiguousarray of them");
    }
    Shape asStored = Shapes.of(reversed(shape.getShape()));
    long[] order = reversed(LongStream.range(0, shape.dimension()).toArray());
    return Values.of(type.number().get().read(in, type.order(), asStored).permute(order));
  }

  private String header() {
    String sizes =
        Arrays.stream(shape.getShape())
            .mapToObj(size -> size + ",")
            .collect(Collectors.joining(" "));
    return "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
        .formatted(type.label(), shape.dimension() == 1 ? sizes : sizes.replaceAll(",$", ""));
  }

  /** All that comes before the elements; they begin at a multiple of 64. */
  private static byte[] head(String header) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    int fixed = MAGIC.length() + 4;
    byte[] head = new byte[(fixed + text.length) / ALIGNMENT * ALIGNMENT + ALIGNMENT];
    Arrays.fill(head, (byte) ' ');
    System.arraycopy(MAGIC.getBytes(StandardCharsets.ISO_8859_1), 0, head, 0, MAGIC.length());
    head[6] = 1;
    head[7] = 0;
    head[8] = (byte) (head.length - fixed);
    head[9] = (byte) ((head.length - fixed) >> 8);
    System.arraycopy(text, 0, head, fixed, text.length);
    head[head.length - 1] = '\n';
    return head;
  }

  private static String headerOf(DataInputStream in) throws IOException {
    String magic = new String(in.readNBytes(MAGIC.length()), StandardCharsets.ISO_8859_1);
    int version = in.readUnsignedByte();
    in.readUnsignedByte();
    if (!magic.equals(MAGIC) || version < 1 || version > 3) {
      throw new IOException("no array of NumPy's, or of a version other than 1 to 3");
    }
    long length =
        version == 1
            ? Short.toUnsignedLong(Short.reverseBytes(in.readShort()))
            : Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
    if (length > LONGEST_HEADER) {
      throw new IOException(
          "a header of %d bytes; needed: at most %d".formatted(length, LONGEST_HEADER));
    }
    return new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
  }

  private static NpyArray parse(String header) throws IOException {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      throw new IOException("the header of an array '%s'".formatted(header.strip()));
    }
    return new NpyArray(
        ElementType.parse(matcher.group(1)),
        matcher.group(2).equals("True"),
        Shapes.of(sizes(matcher.group(3))));
  }

  private static long[] sizes(String text) throws IOException {
    long[] sizes =
        Pattern.compile(",")
            .splitAsStream(text)
            .map(String::strip)
            .filter(size -> !size.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
    Allowance.needDimensions(sizes.length);
    return sizes;
  }

  private static long[] reversed(long[] sizes) {
    long[] reversed = new long[sizes.length];
    Arrays.setAll(reversed, i -> sizes[sizes.length - 1 - i]);
    return reversed;
  }
}
