package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one element of an array is in a file, as NumPy says it: {@code <f8} is a float64,
 * little-endian; {@code <U5} a text of at most five code points in UTF-32.
 *
 * @param order the order of the bytes
 * @param number the type of number; none is text
 * @param bytes how many bytes an element takes
 */
record ElementType(ByteOrder order, Option<NumberType> number, int bytes) {
  /** A String, its array, and its places in the lists; an empty one takes as much. */
  private static final long BYTES_OF_A_TEXT = 80;

  private static final Pattern FORM = Pattern.compile("([<>|=])([a-zA-Z])([0-9]{1,9})");

  /** What these values are written as. */
  static ElementType of(Values values) throws IOException {
    if (values instanceof Values.Numbers numbers) {
      Tensor tensor = numbers.tensor();
      NumberType type =
          NumberType.of(tensor.dataType())
              .getOrElseThrow(
                  () ->
                      new IOException(
                          "numbers of type %s; needed: float64, float32, int64, int32, int8, uint8 or boolean. Fix: convert them with to(DataType)"
                              .formatted(tensor.dataType())));
      return new ElementType(ByteOrder.LITTLE_ENDIAN, Option.of(type), type.bytes());
    }
    int longest =
        ((Values.Texts) values)
            .texts().stream()
                .mapToInt(text -> text.codePointCount(0, text.length()))
                .max()
                .orElse(0);
    return new ElementType(
        ByteOrder.LITTLE_ENDIAN, Option.none(), Math.multiplyExact(4, Math.max(1, longest)));
  }

  /** What a file says. */
  static ElementType parse(String text) throws IOException {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      ByteOrder order =
          matcher.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      long count = Long.parseLong(matcher.group(3));
      if (matcher.group(2).equals("U") && count > 0 && 4 * count <= Integer.MAX_VALUE) {
        return new ElementType(order, Option.none(), (int) (4 * count));
      }
      for (NumberType type : NumberType.labelled(matcher.group(2) + matcher.group(3))) {
        return new ElementType(order, Option.of(type), type.bytes());
      }
    }
    throw new IOException(
        "elements of type '%s'; needed: f8, f4, i8, i4, i1, u1, b1 or texts (U)".formatted(text));
  }

  /** What these elements are called: {@code <f8}. */
  String label() {
    String label = number.map(NumberType::label).getOrElse(() -> "U" + bytes / 4);
    return (bytes == 1 ? "|" : "<") + label;
  }

  /** Writes values row by row. */
  void write(Values values, DataOutputStream out) throws IOException {
    if (values instanceof Values.Numbers numbers) {
      number.get().write(numbers.tensor(), out);
    } else {
      for (String text : ((Values.Texts) values).texts()) {
        write(text, out);
      }
    }
  }

  /** Reads as many values as the shape says, row by row; texts are Java's. */
  Values read(InputStream in, Shape shape, Heap heap) throws IOException {
    if (number.isDefined()) {
      return Values.of(number.get().read(in, order, shape));
    }
    return shape.size() == 0 ? new Values.Texts(shape, List.of()) : texts(in, shape, heap);
  }

  private Values texts(InputStream in, Shape shape, Heap heap) throws IOException {
    heap.take(shape.size() * (bytes + BYTES_OF_A_TEXT) + 2L * bytes, "texts of shape " + shape);
    List<String> texts = new ArrayList<>((int) shape.size());
    byte[] letters = new byte[bytes];
    for (long i = 0; i < shape.size(); i++) {
      if (in.readNBytes(letters, 0, bytes) < bytes) {
        throw new IOException("only %d texts; needed: %d".formatted(i, shape.size()));
      }
      texts.add(text(ByteBuffer.wrap(letters).order(order)));
    }
    heap.giveBack(2L * bytes);
    return new Values.Texts(shape, texts);
  }

  private void write(String text, DataOutputStream out) throws IOException {
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < bytes / 4; i++) {
      out.writeInt(i < points.length ? Integer.reverseBytes(points[i]) : 0);
    }
  }

  private String text(ByteBuffer buffer) throws IOException {
    int[] points = new int[bytes / 4];
    int length = 0;
    for (int i = 0; i < points.length; i++) {
      points[i] = buffer.getInt();
      length = points[i] == 0 ? length : i + 1;
      if (!Character.isValidCodePoint(points[i])) {
        throw new IOException("a text with the letter %x, which is none".formatted(points[i]));
      }
    }
    return new String(points, 0, length);
  }
}
