package dev.jyro.inference.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeTensorsTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("some.safetensors");
  }

  @Nested
  final class Writing {
    @Test
    void isReadBackBitForBit() {
      SplittableRandom random = new SplittableRandom(7);
      float[] floats = new float[60];
      double[] doubles = new double[6];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = Float.intBitsToFloat(random.nextInt());
      }
      Arrays.setAll(doubles, i -> Double.longBitsToDouble(random.nextLong()));
      floats[0] = -0f;
      floats[1] = Float.intBitsToFloat(0x7fa00001); // a NaN with a load, signalling
      doubles[0] = Double.longBitsToDouble(0x7ff4000000000001L);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put("floats", Tensor.of(floats, Shapes.of(3, 4, 5)));
      tensors.put("doubles", Tensor.of(doubles, Shapes.of(6)));

      SafeTensors read = writtenAndRead(tensors);

      assertThat(bits(read.get("floats").toFloats())).containsExactly(bits(floats));
      assertThat(bits(read.get("doubles").toDoubles())).containsExactly(bits(doubles));
    }

    @Test
    void keepsTypesAndShapes() {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put("scalar", Tensor.scalar(3));
      tensors.put("float64", Tensor.of(1.0, 2.0));
      tensors.put("int64", Tensor.of(Long.MIN_VALUE, Long.MAX_VALUE));
      tensors.put("int32", Tensor.of(Integer.MIN_VALUE, 5L).to(DataType.INT32));
      tensors.put("int8", Tensor.of(-128L, 127L).to(DataType.INT8));
      tensors.put("uint8", Tensor.of(0L, 255L).to(DataType.UINT8));
      tensors.put("boolean", Tensor.of(true, false, true));
      tensors.put("nothing", Tensor.zeros(2, 0, 3));

      SafeTensors read = writtenAndRead(tensors);

      assertThat(read.tensors()).containsOnlyKeys(tensors.keySet());
      tensors.forEach(
          (name, expected) -> {
            Tensor found = read.get(name);
            assertThat(found.dataType()).as(name).isEqualTo(expected.dataType());
            assertThat(found.shape()).as(name).isEqualTo(expected.shape());
            assertThat(found.toLongs()).as(name).containsExactly(expected.toLongs());
          });
    }

    @Test
    void keepsStrangeNamesAndRemarks() {
      Map<String, Tensor> tensors =
          Map.of("", Tensor.scalar(1), "a \"b\"\n\\ ☃ \uD83D\uDE00", Tensor.scalar(2));
      Map<String, String> remarks = Map.of("steps", "12", "", "{}");

      new SafeTensors(tensors, remarks).write(file());
      SafeTensors read = SafeTensors.read(file());

      assertThat(read.tensors()).containsOnlyKeys(tensors.keySet());
      assertThat(read.metadata()).isEqualTo(remarks);
    }

    @Test
    void mayHoldNothing() {
      assertThat(writtenAndRead(Map.of()).tensors()).isEmpty();
    }

    @Test
    void beginsTheDataAndEachTensorAtAMultipleOfItsSize() throws IOException {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put("flag", Tensor.of(true));
      tensors.put("float", Tensor.scalar(1));
      tensors.put("double", Tensor.of(2.0));
      SafeTensors.of(tensors).write(file());
      byte[] bytes = Files.readAllBytes(file());
      int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
      ByteBuffer data =
          ByteBuffer.wrap(bytes, 8 + header, bytes.length - 8 - header)
              .slice()
              .order(ByteOrder.LITTLE_ENDIAN);
      assertThat(header % 8).isZero();
      assertThat(data.getDouble()).isEqualTo(2);
      assertThat(data.getFloat()).isEqualTo(1);
      assertThat(data.get()).isEqualTo((byte) 1);
      assertThat(data.hasRemaining()).isFalse();
    }

    @Test
    void refusesATypeThatItHasNoNameFor() {
      SafeTensors halves = SafeTensors.of(Map.of("h", Tensor.scalar(1).to(DataType.FLOAT16)));
      assertThatThrownBy(() -> halves.write(file()))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("'h' of type float16; needed: one of [F64, F32");
    }

    @Test
    void refusesTheNameThatTheFormatKeeps() {
      SafeTensors reserved = SafeTensors.of(Map.of("__metadata__", Tensor.scalar(1)));
      assertThatThrownBy(() -> reserved.write(file()))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("__metadata__");
    }

    @Test
    void refusesANameThatUtf8CannotHold() {
      SafeTensors half = SafeTensors.of(Map.of("\uD83D", Tensor.scalar(1)));
      assertThatThrownBy(() -> half.write(file())).isInstanceOf(CheckpointException.class);
    }

    @Test
    void namesTheFileThatCannotBeWritten() {
      Path missing = folder.resolve("no such folder/x.safetensors");
      assertThatThrownBy(() -> SafeTensors.of(Map.of()).write(missing))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(missing + ": ");
    }
  }

  @Nested
  final class Reading {
    @Test
    void understandsTheFormatsOwnLibrary() throws IOException {
      try (InputStream in = SafeTensorsTest.class.getResourceAsStream("reference.safetensors")) {
        Files.copy(Objects.requireNonNull(in), file());
      }
      SafeTensors read = SafeTensors.read(file());
      assertThat(read.metadata()).containsEntry("made by", "safetensors").hasSize(2);
      assertThat(read.tensors()).hasSize(10);
      assertThat(read.get("weights.0").shape()).isEqualTo(new Shape(2, 3));
      assertThat(read.get("weights.0").toFloats())
          .containsExactly(1.5f, -0f, Float.POSITIVE_INFINITY, Float.NaN, Float.MIN_VALUE, -3.25f);
      assertThat(read.get("doubles").toDoubles()).containsExactly(Math.PI, -1e300);
      assertThat(read.get("number").shape()).isEqualTo(new Shape());
      assertThat(read.get("number").item()).isEqualTo(2.5);
      assertThat(read.get("nothing").shape()).isEqualTo(new Shape(0, 3));
      assertThat(read.get("longs").toLongs()).containsExactly((1L << 62) + 1, -1);
      assertThat(read.get("ints").toLongs()).containsExactly(Integer.MIN_VALUE, 7);
      assertThat(read.get("bytes").toLongs()).containsExactly(-128, 127);
      assertThat(read.get("pixels").toLongs()).containsExactly(0, 255);
      assertThat(read.get("flags").toBooleans()).containsExactly(true, false, true);
      assertThat(read.get("grüße ☃ \"quoted\"").item()).isEqualTo(1);
    }

    @Test
    void givesItsTensorsToTheScopeOfNow() {
      SafeTensors.of(Map.of("a", Tensor.scalar(1), "b", Tensor.scalar(2))).write(file());
      try (TensorScope scope = TensorScope.open()) {
        SafeTensors.read(file());
        assertThat(scope.size()).isEqualTo(2);
      }
    }

    @Test
    void saysThatThereIsNoFile() {
      assertThatThrownBy(() -> SafeTensors.read(file()))
          .isInstanceOf(CheckpointException.class)
          .hasMessage(file() + ": there is no such file.");
    }

    @Test
    void saysThatAFolderIsNoFile() {
      assertThatThrownBy(() -> SafeTensors.read(folder)).isInstanceOf(CheckpointException.class);
    }

    static Stream<Arguments> lies() {
      String two =
          "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":%s},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":%s}}";
      return Stream.of(
          lie("no JSON", "hello", ""),
          lie("an array", "[]", ""),
          lie("nothing", "", ""),
          lie("an object without end", "{", ""),
          lie("a comma too many", "{\"a\":1,}", ""),
          lie("two objects", "{}{}", "malformed JSON at line 1"),
          lie(
              "a long name and no comma",
              "{\"" + "n".repeat(200_000) + "\":{\"dtype\":\"F32\" 1}}",
              "Unterminated object"),
          lie("a number for a tensor", "{\"a\":1}", ""),
          lie("null for a tensor", "{\"a\":null}", ""),
          lie("no dtype", one("", "[2]", "[0,8]"), "dtype ''"),
          lie("an unknown dtype", one("BF16", "[2]", "[0,8]"), "dtype 'BF16'; needed: one of"),
          lie("a dtype in small letters", one("f32", "[2]", "[0,8]"), "'f32'"),
          lie("another key", "{\"a\":{\"dtype\":\"F32\",\"code\":\"rm\"}}", "'a' has a 'code'"),
          lie("no offsets", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", "no two data_offsets"),
          lie("one offset", one("F32", "[2]", "[0]"), "no two data_offsets"),
          lie("three offsets", one("F32", "[2]", "[0,8,8]"), "more than 2 numbers"),
          lie("text for an offset", one("F32", "[2]", "[\"0\",8]"), "needed: a NUMBER"),
          lie("half an offset", one("F32", "[2]", "[0.5,8]"), "0.5"),
          lie("an endless offset", one("F32", "[2]", "[0,1e999999999]"), "1e999999999"),
          lie("an offset before the data", one("F32", "[2]", "[-8,0]"), "offsets [-8, 0]"),
          lie("an end before the beginning", one("F32", "[2]", "[8,0]"), "offsets [8, 0]"),
          lie(
              "an end after the file",
              one("F32", "[8]", "[0,32]"),
              "tensors of 32 bytes, and the file has 16"),
          lie(
              "an end far after the file",
              one("U8", "[2000000000000]", "[0,2000000000000]"),
              "at most"),
          lie(
              "a shape that is too large",
              one("F32", "[3]", "[0,8]"),
              "F32 of shape [3] in 8 bytes"),
          lie(
              "a shape that is too small",
              one("F32", "[1]", "[0,8]"),
              "F32 of shape [1] in 8 bytes"),
          lie("a negative size", one("F32", "[-2]", "[0,8]"), "[-2]"),
          lie("two negative sizes", one("F32", "[-1,-2]", "[0,8]"), "[-1, -2]"),
          lie(
              "sizes whose product is too large",
              one("F32", "[4294967296,4294967296,2]", "[0,8]"),
              "in 8 bytes"),
          lie(
              "sizes whose product wraps round to 8",
              one("U8", "[8,2305843009213693953]", "[0,8]"),
              "in 8 bytes"),
          lie("a vast empty shape", one("F32", "[0,4611686018427387904,64]", "[0,0]"), ""),
          lie("data that nobody names", "{}", "0 bytes, and the file has 16"),
          lie("a gap", two.formatted("[0,8]", "[9,17]"), "begins at byte 9 of the data; needed: 8"),
          lie("an overlap", two.formatted("[0,8]", "[4,12]"), "begins at byte 4"),
          lie("one place for two", two.formatted("[0,8]", "[0,8]"), "begins at byte 0"),
          lie(
              "one name for two",
              two.formatted("[0,8]", "[8,16]").replace("\"b\"", "\"a\""),
              "two tensors 'a'"),
          lie("a remark that is no text", "{\"__metadata__\":{\"a\":1}}", "needed: a STRING"),
          lie("letters that are no UTF-8", "{\"\u00ff\":1}", ""),
          lie("depth without end", "{\"a\":" + "[".repeat(1_000_000), ""),
          lie(
              "more dimensions than Torch has",
              one("F32", "[" + "1,".repeat(100) + "2]", "[0,8]"),
              "more than 64"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    @Timeout(30)
    void refusesAHeaderThatSays(String words, String json, String complaint) throws IOException {
      byte[] header = json.getBytes(StandardCharsets.ISO_8859_1);
      write(header.length, header, new byte[16]);
      assertThatThrownBy(() -> SafeTensors.read(file()))
          .as(words)
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(file() + ": not a sound safetensors file. Found: ")
          .hasMessageContaining(complaint)
          .extracting(Throwable::getMessage, STRING)
          .hasSizeLessThan(800);
    }

    @ParameterizedTest
    @ValueSource(
        longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 27, 100_000_000, 0, 1, 0xffffffffL})
    void refusesAHeaderOfALengthThatTheFileCannotHave(long length) throws IOException {
      write(length, "{}".getBytes(StandardCharsets.UTF_8), new byte[16]);
      assertThatThrownBy(() -> SafeTensors.read(file())).isInstanceOf(CheckpointException.class);
    }

    @Test
    void refusesALongHeaderEvenIfTheFileIsLong() throws IOException {
      byte[] header = new byte[(1 << 24) + 1];
      Arrays.fill(header, (byte) ' ');
      header[0] = '{';
      header[1] = '}';
      write(header.length, header, new byte[0]);
      assertThatThrownBy(() -> SafeTensors.read(file()))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("needed: one that fits into it, and at most ");
    }

    @Test
    void refusesATruthValueThatIsNeitherTrueNorFalse() throws IOException {
      byte[] header = one("BOOL", "[16]", "[0,16]").getBytes(StandardCharsets.UTF_8);
      byte[] data = new byte[16];
      data[3] = 2;
      write(header.length, header, data);
      assertThatThrownBy(() -> SafeTensors.read(file()))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("a truth value of 2");
    }

    @Test
    void refusesEveryFileThatWasCutShort() throws IOException {
      SafeTensors.of(Map.of("a", Tensor.of(1f, 2f), "b", Tensor.of(3.0))).write(file());
      byte[] whole = Files.readAllBytes(file());
      for (int length = 0; length < whole.length; length++) {
        Files.write(file(), Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> SafeTensors.read(file()))
            .as("%d bytes", length)
            .isInstanceOf(CheckpointException.class);
      }
    }

    private static Arguments lie(String words, String json, String complaint) {
      return Arguments.of(words, json, complaint);
    }

    private static String one(String dtype, String shape, String offsets) {
      return "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
          .formatted(dtype, shape, offsets);
    }
  }

  private void write(long length, byte[] header, byte[] data) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file(), bytes.putLong(length).put(header).put(data).array());
  }

  private SafeTensors writtenAndRead(Map<String, Tensor> tensors) {
    SafeTensors.of(tensors).write(file());
    return SafeTensors.read(file());
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
