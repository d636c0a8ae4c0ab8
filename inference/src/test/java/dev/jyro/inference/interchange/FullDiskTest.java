package dev.jyro.inference.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.ndarray.types.DataType;
import dev.jyro.FileSizeLimit;
import dev.jyro.JyroException;
import dev.jyro.inference.param.SafeTensors;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The disk is full after some bytes of a file of results: the older one stays, alone. */
final class FullDiskTest {
  private static final int STRIDE = 97;

  @TempDir private Path folder;

  /** Each kind of file, or folder. */
  enum Kind {
    SAFETENSORS,
    CSV,
    NPZ,
    ZARR;

    void write(Path place, double from) {
      Tensor numbers = Tensor.linspace(from, from + 1, 40, DataType.FLOAT64);
      switch (this) {
        case SAFETENSORS -> SafeTensors.of(Map.of("x", numbers)).write(place);
        case CSV -> new CsvFile(place).write(Draws.of(Map.of("x", numbers)));
        case NPZ -> new NpzFile(place).write(data(numbers));
        case ZARR -> new ZarrStore(place).write(data(numbers));
      }
    }

    private static InferenceData data(Tensor numbers) {
      return InferenceData.now().observedData(Map.of("x", numbers));
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheOlderOne(Kind kind) throws IOException {
    Path place = folder.resolve("results");
    kind.write(place, 0);
    Map<String, String> older = content();
    long bytes = 0;
    Throwable thrown = writeWithin(bytes, kind, place);
    assertThat(thrown).isNotNull();
    while (thrown != null) {
      assertThat(thrown)
          .isInstanceOf(JyroException.class)
          .hasMessageStartingWith(place + ": cannot be written. Found: ")
          .hasMessageContaining(" Fix: see that the disk has room");
      assertThat(content()).isEqualTo(older);
      bytes += STRIDE;
      thrown = writeWithin(bytes, kind, place);
    }
    assertThat(content()).hasSameSizeAs(older).isNotEqualTo(older);
  }

  private Throwable writeWithin(long bytes, Kind kind, Path place) {
    try (FileSizeLimit limit = FileSizeLimit.of(bytes)) {
      return catchThrowable(() -> kind.write(place, 7));
    }
  }

  /** Every file below the folder, with what is in it. */
  private Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(
            folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return content;
  }
}
