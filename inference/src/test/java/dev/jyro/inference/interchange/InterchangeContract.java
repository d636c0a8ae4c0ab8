package dev.jyro.inference.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What holds for every place that keeps {@link InferenceData}. */
interface InterchangeContract {
  /** Where it is. */
  Path place();

  void write(InferenceData data);

  InferenceData read();

  @Test
  default void givesBackWhatWasWritten() {
    InferenceData data = Examples.everything();
    write(data);
    Same.assertSame(read(), data);
  }

  @Test
  default void givesBackEveryBit() {
    SplittableRandom random = new SplittableRandom(7);
    double[] doubles = new double[12];
    float[] floats = new float[12];
    for (int i = 0; i < 12; i++) {
      doubles[i] = Double.longBitsToDouble(random.nextLong());
      floats[i] = Float.intBitsToFloat(random.nextInt());
    }
    doubles[0] = Double.longBitsToDouble(0x7ff4000000000001L); // a NaN with a load, signalling
    write(
        InferenceData.now()
            .posterior(
                Draws.ofChains(
                    Map.of(
                        "d", Tensor.of(doubles, Shapes.of(2, 3, 2)),
                        "f", Tensor.of(floats, Shapes.of(2, 3, 2))))));
    Draws read = read().draws("posterior");
    assertThat(bits(read.chains("d").toDoubles())).containsExactly(bits(doubles));
    assertThat(bits(read.chains("f").toFloats())).containsExactly(bits(floats));
  }

  @Test
  default void givesBackWhatCompressesAThousandfold() {
    long count = 2_000_000;
    write(InferenceData.now().observedData(Map.of("zeros", Tensor.zeros(count))));
    Tensor read = read().group("observed_data").tensor("zeros");
    assertThat(read.shape()).isEqualTo(Shapes.of(count));
    assertThat(read.eq(0).all().item()).isEqualTo(1);
  }

  @Test
  default void keepsAnOlderOneIfWritingFails() {
    write(Examples.small());
    InferenceData halves =
        InferenceData.now()
            .posterior(Draws.of(Map.of("a", Tensor.zeros(3))))
            .observedData(Map.of("h", Tensor.zeros(3).to(DataType.FLOAT16)));
    assertThatThrownBy(() -> write(halves))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("numbers of type float16; needed: float64")
        .hasMessageContaining("Fix: convert them");
    Same.assertSame(read(), Examples.small());
    assertThat(besides()).isEmpty();
  }

  @Test
  default void replacesAnOlderOne() {
    write(Examples.everything());
    write(Examples.small());
    Same.assertSame(read(), Examples.small());
    assertThat(besides()).isEmpty();
  }

  @Test
  default void saysThatThereIsNone() {
    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessage(place() + ": there is no such file.");
  }

  @Test
  default void mayHoldNothing() {
    write(InferenceData.now());
    assertThat(read().groups()).isEmpty();
    assertThat(read().attributes()).containsEntry("inference_library", "jyro");
  }

  /** What lies beside it. */
  private String[] besides() {
    try (var files = Files.list(place().toAbsolutePath().getParent())) {
      return files.filter(file -> !file.equals(place())).map(Path::toString).toArray(String[]::new);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }
}
