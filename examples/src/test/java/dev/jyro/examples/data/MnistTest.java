package dev.jyro.examples.data;

import static dev.jyro.examples.data.IdxBytes.gzip;
import static dev.jyro.examples.data.IdxBytes.idx;
import static dev.jyro.examples.data.IdxBytes.shape;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MnistTest {
  @Nested
  final class TheEmbeddedSet {
    private final Mnist mnist = Mnist.embedded();

    @Test
    void isWhole() {
      assertThat(mnist.train().count()).isEqualTo(60_000);
      assertThat(mnist.test().count()).isEqualTo(10_000);
      assertThat(mnist.train().rows()).isEqualTo(28);
      assertThat(mnist.train().columns()).isEqualTo(28);
      assertThat(mnist.train().pixels()).hasSize(60_000 * 28 * 28);
      assertThat(mnist.test().labels()).hasSize(10_000);
    }

    @Test
    void beginsWithTheKnownLabels() {
      assertThat(mnist.train().labels()).startsWith(5, 0, 4, 1, 9);
      assertThat(mnist.test().labels()).startsWith(7, 2, 1, 0, 4);
    }

    @Test
    void hasTheKnownMeanOfItsPixels() {
      byte[] pixels = mnist.train().pixels();
      double mean = 0;
      for (byte pixel : pixels) {
        mean += Byte.toUnsignedInt(pixel) / 255.0 / pixels.length;
      }
      assertThat(mean).isBetween(0.13065, 0.13067);
    }

    @Test
    void hasDigitsForLabels() {
      boolean[] seen = new boolean[256];
      for (int i = 0; i < mnist.test().count(); i++) {
        seen[mnist.test().label(i)] = true;
      }
      boolean[] digits = new boolean[256];
      Arrays.fill(digits, 0, 10, true);
      assertThat(seen).isEqualTo(digits);
    }
  }

  @Nested
  final class TheDataCard {
    @ParameterizedTest(name = "of {0}")
    @ValueSource(
        strings = {
          "train-images-idx3-ubyte.gz",
          "train-labels-idx1-ubyte.gz",
          "t10k-images-idx3-ubyte.gz",
          "t10k-labels-idx1-ubyte.gz"
        })
    void tellsSizeAndChecksum(String file) throws IOException, GeneralSecurityException {
      String card = new String(resource("README.md"), StandardCharsets.UTF_8);
      byte[] bytes = resource(file);
      byte[] checksum = MessageDigest.getInstance("SHA-256").digest(bytes);
      assertThat(card).contains(HexFormat.of().formatHex(checksum) + "  " + file);
      assertThat(card).containsPattern("`%s` +\\|[^\n]*\\| +%,d \\|".formatted(file, bytes.length));
    }

    private static byte[] resource(String name) throws IOException {
      try (InputStream in = Mnist.class.getResourceAsStream("mnist/" + name)) {
        return requireNonNull(in, name).readAllBytes();
      }
    }
  }

  @Nested
  final class AFolder {
    @TempDir Path folder;

    @BeforeEach
    void holdsASmallSet() throws IOException {
      write("train-images-idx3-ubyte", idx(shape(2, 1, 2), 1, 2, 3, 4));
      write("train-labels-idx1-ubyte", idx(shape(2), 5, 6));
      write("t10k-images-idx3-ubyte.gz", gzip(idx(shape(1, 1, 2), 7, 8)));
      write("t10k-labels-idx1-ubyte.gz", gzip(idx(shape(1), 9)));
    }

    private void write(String name, byte[] content) throws IOException {
      Files.write(folder.resolve(name), content);
    }

    @Test
    void mayHoldFilesWithAndWithoutGz() {
      Mnist mnist = Mnist.from(folder);
      assertThat(mnist.train().count()).isEqualTo(2);
      assertThat(mnist.train().columns()).isEqualTo(2);
      assertThat(mnist.train().label(1)).isEqualTo(6);
      assertThat(mnist.test().pixel(0, 0, 1)).isEqualTo(8);
    }

    @Test
    void namesAllMissingFilesAtOnce() throws IOException {
      Files.delete(folder.resolve("train-labels-idx1-ubyte"));
      Files.delete(folder.resolve("t10k-images-idx3-ubyte.gz"));
      assertThatThrownBy(() -> Mnist.from(folder))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(folder + ": files are missing")
          .hasMessageContainingAll(
              "no train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz",
              "no t10k-images-idx3-ubyte or t10k-images-idx3-ubyte.gz")
          .hasMessageNotContaining("train-images");
    }

    @Test
    void mustBeOne() {
      assertThatThrownBy(() -> Mnist.from(folder.resolve("none")))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("none: not a folder");
    }

    @Test
    void namesTheFileThatIsBad() throws IOException {
      write("t10k-labels-idx1-ubyte.gz", gzip(idx(shape(2), 9)));
      assertThatThrownBy(() -> Mnist.from(folder))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(folder.resolve("t10k-labels-idx1-ubyte.gz") + ": ends early");
    }

    @Test
    void namesBothFilesThatDisagree() throws IOException {
      write("train-labels-idx1-ubyte", idx(shape(3), 5, 6, 7));
      assertThatThrownBy(() -> Mnist.from(folder))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("train-images-idx3-ubyte and ", "train-labels-idx1-ubyte: ");
    }

    @Test
    void mustHaveImagesOfOneSize() throws IOException {
      write("t10k-images-idx3-ubyte.gz", gzip(idx(shape(1, 2, 1), 7, 8)));
      assertThatThrownBy(() -> Mnist.from(folder))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("found   1 x 2 to train on, 2 x 1 to test with");
    }
  }
}
