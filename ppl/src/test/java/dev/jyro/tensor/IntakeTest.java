package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class IntakeTest {
  /** More than two pieces, and no whole number of them. */
  private static final int MANY = 20_003;

  static Stream<Arguments> types() {
    return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
        .flatMap(
            order ->
                Stream.of(
                        DataType.FLOAT64,
                        DataType.FLOAT32,
                        DataType.INT64,
                        DataType.INT32,
                        DataType.INT8,
                        DataType.UINT8,
                        DataType.BOOLEAN)
                    .map(type -> Arguments.of(type, order)));
  }

  @ParameterizedTest
  @MethodSource("types")
  void keepsEveryNumber(DataType type, ByteOrder order) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MANY * type.getNumOfBytes()).order(order);
    LongStream.range(0, MANY).map(i -> i % 2).forEach(i -> put(bytes, type, i));
    Tensor read = read(bytes.array(), order, type, MANY);
    assertThat(read.dataType()).isEqualTo(type);
    assertThat(read.toLongs()).containsExactly(LongStream.range(0, MANY).map(i -> i % 2).toArray());
  }

  @Test
  void keepsTheBitsOfANaN() throws IOException {
    int signalling = 0x7fa00001;
    byte[] bytes = ByteBuffer.allocate(4).putInt(signalling).array();
    Tensor read = read(bytes, ByteOrder.BIG_ENDIAN, DataType.FLOAT32, 1);
    assertThat(Float.floatToRawIntBits(read.toFloats()[0])).isEqualTo(signalling);
  }

  @Test
  void leavesWhatComesAfter() throws IOException {
    InputStream in = new ByteArrayInputStream(new byte[] {1, 0, 7});
    Tensor.read(in, ByteOrder.LITTLE_ENDIAN, DataType.BOOLEAN, Shapes.of(2));
    assertThat(in.read()).isEqualTo(7);
  }

  @Test
  void readsNothingForAnEmptyShape() throws IOException {
    assertThat(read(new byte[0], ByteOrder.LITTLE_ENDIAN, DataType.INT32, 0).numel()).isZero();
  }

  @Test
  void refusesTooFew() {
    assertThatThrownBy(() -> read(new byte[9], ByteOrder.LITTLE_ENDIAN, DataType.FLOAT64, 2))
        .isInstanceOf(IOException.class)
        .hasMessage("only 9 bytes of numbers; needed: 16");
  }

  @Test
  void refusesATruthValueThatIsNeitherTrueNorFalse() {
    byte[] bytes = {1, -1};
    assertThatThrownBy(() -> read(bytes, ByteOrder.LITTLE_ENDIAN, DataType.BOOLEAN, 2))
        .isInstanceOf(IOException.class)
        .hasMessage("a truth value of 255; needed: 0 or 1");
  }

  @Test
  void refusesWhatNoWindowShows() {
    assertThatThrownBy(() -> read(new byte[0], ByteOrder.LITTLE_ENDIAN, DataType.FLOAT64, 1 << 28))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("Needed: at most 2147483639 bytes");
  }

  private static Tensor read(byte[] bytes, ByteOrder order, DataType type, long count)
      throws IOException {
    return Tensor.read(new ByteArrayInputStream(bytes), order, type, Shapes.of(count));
  }

  private static void put(ByteBuffer bytes, DataType type, long value) {
    switch (type) {
      case FLOAT64 -> bytes.putDouble((double) value);
      case FLOAT32 -> bytes.putFloat((float) value);
      case INT64 -> bytes.putLong(value);
      case INT32 -> bytes.putInt((int) value);
      default -> bytes.put((byte) value);
    }
  }
}
