package dev.jyro.inference.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NpzFileTest implements InterchangeContract {
  @TempDir private Path folder;

  @Override
  public Path place() {
    return folder.resolve("some.npz");
  }

  @Override
  public void write(InferenceData data) {
    file().write(data);
  }

  @Override
  public InferenceData read() {
    return file().read();
  }

  private NpzFile file() {
    return new NpzFile(place());
  }

  @Test
  void givesEqualFilesForEqualData() throws IOException {
    file().write(Examples.everything());
    byte[] first = Files.readAllBytes(place());
    file().write(Examples.everything());
    assertThat(Files.readAllBytes(place())).isEqualTo(first);
  }

  @Test
  void keepsTheOrderOfGroupsAndVariables() {
    file().write(Examples.everything());
    InferenceData read = file().read();
    assertThat(read.groups().keySet())
        .containsExactlyElementsOf(Examples.everything().groups().keySet());
    assertThat(read.group("posterior").variables().keySet())
        .containsExactlyElementsOf(Examples.everything().group("posterior").variables().keySet());
  }

  @Nested
  final class OfNumPy {
    @Test
    void isRead() throws IOException {
      Resources.copy("numpy.npz", place());
      InferenceData read = file().read();
      Dataset posterior = read.group("posterior");
      assertThat(posterior.variable("mu").dims()).containsExactly("chain", "draw");
      assertThat(posterior.tensor("mu").toDoubles())
          .containsExactly(
              0.5, Double.NaN, Double.NEGATIVE_INFINITY, -0.0, 1e300, Double.MIN_VALUE);
      assertThat(posterior.variable("theta").dims())
          .containsExactly("chain", "draw", "theta_dim_0");
      assertThat(posterior.tensor("theta").toDoubles())
          .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
      assertThat(posterior.tensor("k").toLongs()).containsExactly(1L << 62, -1, 0, 1, 2, 3);
      assertThat(read.group("observed_data").variable("y").dims()).containsExactly("y_dim_0");
      assertThat(read.group("observed_data").tensor("y").toBooleans())
          .containsExactly(true, false, true);
      assertThat(read.group("constant_data").tensor("big").toDoubles()).containsExactly(1, 2);
      assertThat(read.group("constant_data").variable("school").values())
          .isEqualTo(Values.of("Choate", "", "Grüße \uD83D\uDE00"));
    }
  }

  @Nested
  final class Hostile {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "<f8 | (99999999999,)      | left for arrays",
          "<f8 | (4294967296, 4294967296, 2,) | left for arrays",
          "<f8 | (99999999999999999999,) | 99999999999999999999",
          "<f8 | (3,)                | only 16",
          "<f8 | (1,)                | and more",
          "<O8 | (2,)                | elements of type '<O8'",
          "<M8 | (2,)                | elements of type '<M8'",
          "<U0 | (2,)                | elements of type '<U0'",
          "<U999999999 | (0,)        | elements of type",
          "<f8 | (1 6,)              | '1 6'",
          "<U4 | (1,)                | which is none"
        })
    void headerIsRefused(String type, String shape, String complaint) throws IOException {
      write(
          "posterior/a.npy",
          npy("{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape)));
      assertRefused(complaint);
    }

    @Test
    void headerThatIsCodeIsRefused() throws IOException {
      write("posterior/a.npy", npy("{'descr': __import__('os')}"));
      assertRefused("the header of an array");
    }

    @Test
    void sizeThatInflatesIsRefused() throws IOException {
      byte[] head = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2000000000,), }");
      byte[] zeros = new byte[1 << 20];
      try (OutputStream out = Files.newOutputStream(place());
          ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.putNextEntry(new ZipEntry("posterior/a.npy"));
        zip.write(head, 0, head.length - 16);
        for (int i = 0; i < 20; i++) {
          zip.write(zeros);
        }
      }
      assertRefused("left for arrays");
    }

    @Test
    void dimensionsThatDoNotFitAreRefused() throws IOException {
      write("about.json", "{\"groups\":{\"g\":{\"arrays\":{\"a\":{\"dims\":[\"x\",\"x\"]}}}}}");
      append("g/a.npy", "about.json");
      assertRefused("Needed: 1 different names");
    }

    @Test
    void twoArraysOfOneNameAreRefused() throws IOException {
      byte[] array = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }");
      writeAll(Map.of("g/a.npy", array, "g/b.npy", array));
      String bytes = Files.readString(place(), StandardCharsets.ISO_8859_1);
      Files.writeString(place(), bytes.replace("g/b.npy", "g/a.npy"), StandardCharsets.ISO_8859_1);
      assertRefused("two arrays 'a' in 'g'");
    }

    @Test
    void namesThatLeadOutsideAreOnlyNames() throws IOException {
      write("../../evil.npy", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }"));
      assertThat(file().read().group("..").variables()).containsOnlyKeys("../evil");
      try (var files = Files.list(folder)) {
        assertThat(files).containsExactly(place());
      }
    }

    @Test
    void fileCutShortIsRefused() throws IOException {
      file().write(Examples.small());
      byte[] whole = Files.readAllBytes(place());
      for (int length = 0; length < whole.length; length += 7) {
        Files.write(place(), Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> file().read()).isInstanceOf(FormatException.class);
      }
    }

    private void assertRefused(String complaint) {
      assertThatThrownBy(() -> file().read())
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(place() + ": not a sound NumPy archive. Found: ")
          .hasMessageContaining(complaint);
    }

    private void write(String name, String text) throws IOException {
      write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] bytes) throws IOException {
      writeAll(Map.of(name, bytes));
    }

    private void append(String name, String kept) throws IOException {
      byte[] about;
      try (var zip = new ZipFile(place().toFile())) {
        about = zip.getInputStream(zip.getEntry(kept)).readAllBytes();
      }
      writeAll(
          Map.of(
              kept, about, name, npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }")));
    }

    private void writeAll(Map<String, byte[]> entries) throws IOException {
      try (OutputStream out = Files.newOutputStream(place());
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Map.Entry<String, byte[]> each : entries.entrySet()) {
          zip.putNextEntry(new ZipEntry(each.getKey()));
          zip.write(each.getValue());
        }
      }
    }

    /** An array with this header and 16 bytes of data. */
    private byte[] npy(String header) {
      byte[] text = header.getBytes(StandardCharsets.US_ASCII);
      byte[] bytes = new byte[10 + text.length + 16];
      byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0};
      System.arraycopy(magic, 0, bytes, 0, 10);
      System.arraycopy(text, 0, bytes, 10, text.length);
      Arrays.fill(bytes, 10 + text.length, bytes.length, (byte) 0x55);
      return bytes;
    }
  }

  @Test
  void readsAScalar() {
    file().write(InferenceData.now().observedData(Map.of("n", Tensor.scalar(3))));
    assertThat(file().read().group("observed_data").tensor("n").item()).isEqualTo(3);
  }
}
