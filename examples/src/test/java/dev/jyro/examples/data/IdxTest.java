package dev.jyro.examples.data;

import static dev.jyro.examples.data.IdxBytes.gzip;
import static dev.jyro.examples.data.IdxBytes.idx;
import static dev.jyro.examples.data.IdxBytes.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdxTest {
  private static final byte[] GOOD = idx(shape(2, 3), 0, 1, 127, 128, 254, 255);

  private static Idx read(byte[] file) {
    return Idx.read("some-file", new ByteArrayInputStream(file));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] file) {
    return assertThatThrownBy(() -> read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("some-file: ")
        .hasMessageContainingAll("\n  found   ", "\n  needed  ", "\nFix: ");
  }

  @Nested
  final class AWholeFile {
    @Test
    void givesItsShapeAndUnsignedValues() {
      Idx idx = read(GOOD);
      assertThat(idx.shape()).containsExactly(2, 3);
      assertThat(idx.values()).containsExactly(0, 1, 127, 128, 254, 255);
      assertThat(idx.name()).isEqualTo("some-file");
    }

    @Test
    void mayBeGzipped() {
      assertThat(read(gzip(GOOD)).values()).isEqualTo(read(GOOD).values());
    }

    @ParameterizedTest(name = "{0} dimensions")
    @ValueSource(ints = {1, 2, 3, 4})
    void hasOneToFourDimensions(int dimensions) {
      int[] sizes = new int[dimensions];
      Arrays.fill(sizes, 1);
      assertThat(read(idx(sizes, 7)).shape()).hasSize(dimensions).containsOnly(1);
    }

    @Test
    void mayBeLargerThanAnyBuffer() {
      int[] values = IntStream.range(0, 300_000).toArray();
      assertThat(read(gzip(idx(shape(300, 1000), values))).values())
          .hasSize(300_000)
          .endsWith((byte) 299_999);
    }

    @Test
    void leavesTheStreamOpen() throws IOException {
      var closed = new boolean[1];
      InputStream in =
          new ByteArrayInputStream(GOOD) {
            @Override
            public void close() {
              closed[0] = true;
            }
          };
      Idx.read("some-file", in);
      assertThat(closed[0]).isFalse();
    }
  }

  @Nested
  final class AFileOnDisk {
    @TempDir Path folder;

    @ParameterizedTest(name = "named {0}")
    @ValueSource(strings = {"plain", "wrongly-named.gz"})
    void isUnpackedByContentAndNotByName(String name) throws IOException {
      assertThat(Idx.read(Files.write(folder.resolve(name), GOOD)).shape()).containsExactly(2, 3);
      assertThat(Idx.read(Files.write(folder.resolve(name), gzip(GOOD))).shape())
          .containsExactly(2, 3);
    }

    @Test
    void isNamedWhenItIsMissing() {
      Path missing = folder.resolve("none");
      assertThatThrownBy(() -> Idx.read(missing))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(missing + ": cannot be read")
          .hasMessageContaining("no such file");
    }

    @Test
    void isNamedWhenItIsAFolder() {
      assertThatThrownBy(() -> Idx.read(folder))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(folder + ": cannot be read");
    }
  }

  @Nested
  final class AFileThatEndsEarly {
    @ParameterizedTest(name = "after {0} bytes: {1} found of {2}, {3}")
    @CsvSource({
      "0,  0, 4, the magic number",
      "1,  1, 4, the magic number",
      "3,  3, 4, the magic number",
      "4,  0, 4, the size of dimension 0",
      "10, 2, 4, the size of dimension 1",
      "12, 0, 6, 'values of shape [2, 3]'",
      "17, 5, 6, 'values of shape [2, 3]'"
    })
    void tellsHowManyBytesWereFoundAndNeeded(int length, int found, int needed, String what) {
      byte[] cut = Arrays.copyOf(GOOD, length);
      String counts = "found   %d bytes\n  needed  %d bytes: %s".formatted(found, needed, what);
      assertRefused(cut).hasMessageContainingAll("ends early", counts);
      assertRefused(gzip(cut)).hasMessageContainingAll("ends early (counted unpacked)", counts);
    }

    @Test
    void isRecognisedWhereverItsGzipStreamWasCut() {
      byte[] packed = gzip(GOOD);
      // From two bytes on it is known to be gzip.
      for (int length = 2; length < packed.length; length++) {
        assertRefused(Arrays.copyOf(packed, length)).hasMessageContaining("ends early");
      }
    }

    @ParameterizedTest(name = "gzipped: {0}")
    @ValueSource(booleans = {false, true})
    void takesNoMemoryForWhatItPromises(boolean gzipped) {
      // 2 GB, more than the heap of the tests.
      byte[] file = idx(shape(2_000_000_000, 1, 1), new int[1000]);
      assertRefused(gzipped ? gzip(file) : file)
          .hasMessageContaining("found   1000 bytes\n  needed  2000000000 bytes");
    }
  }

  @Nested
  final class AHeader {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
      "0x00000d03, floats",
      "0x00000903, signed bytes",
      "0x00000800, no dimension",
      "0x00000805, five dimensions",
      "0x03080000, little-endian",
      "0x504b0304, a zip archive",
      "0x89504e47, a PNG picture"
    })
    void isRefusedWithTheMagicNumberFoundAndThoseNeeded(String magic, String what) {
      byte[] file = GOOD.clone();
      for (int i = 0; i < 4; i++) {
        file[i] = (byte) Integer.parseInt(magic.substring(2 + 2 * i, 4 + 2 * i), 16);
      }
      assertRefused(file).hasMessageContainingAll(magic, "0x00000801 to 0x00000804");
    }

    @Test
    void mayNotPromiseNothing() {
      assertRefused(idx(shape(0, 28, 28)))
          .hasMessageContainingAll("promises no values", "shape [0, 28, 28]");
      assertRefused(idx(shape(2, 0, 28))).hasMessageContaining("shape [2, 0, 28]");
    }

    @Test
    void mayNotPromiseMoreThanAnArrayHolds() {
      assertRefused(idx(shape(1 << 31, 28, 28)))
          .hasMessageContainingAll("too many values", "shape [2147483648, 28, 28]", "2147483639");
      assertRefused(idx(shape(-1, -1, -1, -1))).hasMessageContaining("too many values");
      assertRefused(idx(shape(1 << 16, 1 << 16, 1 << 16, 1 << 16)))
          .hasMessageContaining("too many values");
    }

    @Test
    void mayNotHideAZeroBehindTooMany() {
      assertRefused(idx(shape(-1, -1, 0))).hasMessageContaining("promises no values");
    }
  }

  @Nested
  final class AFileWithTooMuch {
    @Test
    void isRefused() {
      byte[] longer = Arrays.copyOf(GOOD, GOOD.length + 1);
      assertRefused(longer).hasMessageContainingAll("more bytes", "after 6 values");
      assertRefused(gzip(longer)).hasMessageContainingAll("more bytes", "after 6 values");
    }
  }

  @Nested
  final class ADamagedGzipStream {
    @Test
    void isRefusedForAWrongChecksum() {
      byte[] packed = gzip(GOOD);
      packed[packed.length - 8]++;
      assertRefused(packed).hasMessageContaining("damaged").hasCauseInstanceOf(IOException.class);
    }

    @Test
    void isRefusedForAnUnknownMethod() {
      byte[] packed = gzip(GOOD);
      packed[2] = 1;
      assertRefused(packed).hasMessageContaining("damaged");
    }
  }

  @Nested
  final class AStreamThatFails {
    @Test
    void isNamedWithTheCause() {
      var broken =
          new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
              throw new IOException("disk on fire");
            }
          };
      assertThatThrownBy(() -> Idx.read("some-file", broken))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("some-file: cannot be read")
          .hasMessageContaining("disk on fire")
          .hasRootCauseMessage("disk on fire");
    }
  }
}
