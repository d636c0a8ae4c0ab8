package dev.jyro.inference.param;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Jyro writes is, byte for byte, the file that Python's library has read: reading.py. */
final class WrittenForPythonTest {
  @Test
  void isTheFileThatWasRead(@TempDir Path folder) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(
        "weights.0",
        Tensor.of(
            new float[] {1.5f, -0f, Float.POSITIVE_INFINITY, Float.NaN, Float.MIN_VALUE, -3.25f},
            Shapes.of(2, 3)));
    tensors.put("doubles", Tensor.of(Math.PI, -1e300));
    tensors.put("number", Tensor.scalar(2.5));
    tensors.put("nothing", Tensor.zeros(0, 3));
    tensors.put("longs", Tensor.of((1L << 62) + 1, -1L));
    tensors.put("flags", Tensor.of(true, false, true));
    tensors.put("grüße ☃ \"quoted\"", Tensor.of(1f));
    Path file = folder.resolve("written.safetensors");
    new SafeTensors(tensors, Map.of("made by", "Jyro")).write(file);
    try (InputStream in = WrittenForPythonTest.class.getResourceAsStream("written.safetensors")) {
      assertThat(in).as("written.safetensors").isNotNull();
      assertThat(Files.readAllBytes(file)).isEqualTo(in.readAllBytes());
    }
  }
}
