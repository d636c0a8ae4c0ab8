package dev.jyro.inference.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ZarrStoreTest implements InterchangeContract {
  @TempDir private Path folder;

  @Override
  public Path place() {
    return folder.resolve("some.zarr");
  }

  @Override
  public void write(InferenceData data) {
    store().write(data);
  }

  @Override
  public InferenceData read() {
    return store().read();
  }

  private ZarrStore store() {
    return new ZarrStore(place());
  }

  @Nested
  final class Writing {
    @Test
    void givesEqualFilesForEqualData() throws IOException {
      store().write(Examples.everything());
      Map<String, String> first = content();
      store().write(Examples.everything());
      assertThat(content()).isEqualTo(first);
    }

    @Test
    void gathersAllMetadata() throws IOException {
      store().write(Examples.small());
      assertThat(Files.readString(place().resolve(".zmetadata")))
          .contains("\"posterior/theta/.zarray\"")
          .contains("\"observed_data/.zattrs\"")
          .contains("\"zarr_consolidated_format\": 1");
    }

    @Test
    void saysAllInAsciiSinceZarrPythonReadsNothingElse() throws IOException {
      store().write(Examples.everything());
      assertThat(Files.readString(place().resolve(".zmetadata"), StandardCharsets.US_ASCII))
          .contains("\"posterior/\\u03c3\\u00b2%3A 50 %25 %22x%5Cy%22/.zarray\"");
    }

    @Test
    void replacesNoFolderThatIsNoStore() throws IOException {
      Files.createDirectory(place());
      Files.writeString(place().resolve("thesis.txt"), "years of work");
      assertThatThrownBy(() -> store().write(Examples.small()))
          .isInstanceOf(FormatException.class)
          .hasMessage(
              place()
                  + ": is there, and is no Zarr store. Needed: nothing, or a store to replace. Fix:"
                  + " choose another place.");
      assertThat(place().resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void replacesNoFileThatIsNoStore() throws IOException {
      Files.writeString(place(), "years of work");
      assertThatThrownBy(() -> store().write(Examples.small())).isInstanceOf(FormatException.class);
      assertThat(place()).hasContent("years of work");
    }

    @Test
    void leavesWhatItsLinksLeadTo() throws IOException {
      Path precious = folder.resolve("precious");
      Files.createDirectory(precious);
      Files.writeString(precious.resolve("thesis.txt"), "years of work");
      store().write(Examples.small());
      Files.createSymbolicLink(place().resolve("link"), precious);
      store().write(Examples.small());
      assertThat(precious.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void sweepsAwayWhatAWriterThatDiedHasBegun() throws IOException {
      store().write(Examples.everything());
      Path begun = folder.resolve(".some.zarr.jyro-next");
      Files.createDirectory(begun);
      Files.writeString(begun.resolve(".zgroup"), "{");
      Same.assertSame(store().read(), Examples.everything());
      store().write(Examples.small());
      Same.assertSame(store().read(), Examples.small());
      assertThat(begun).doesNotExist();
    }

    @Test
    void isReadInTheMiddleOfReplacing() throws IOException {
      store().write(InferenceData.now());
      Files.move(place(), folder.resolve(".some.zarr.jyro-previous"));
      assertThat(store().read().groups()).isEmpty();
      new ZarrStore(folder.resolve("other")).write(Examples.small());
      Files.move(folder.resolve("other"), folder.resolve(".some.zarr.jyro-next"));
      Same.assertSame(store().read(), Examples.small());
      store().write(Examples.small());
      assertThat(folder).isDirectoryNotContaining("glob:**/.*");
    }
  }

  @Nested
  final class Reading {
    @Test
    void understandsArviZ() throws IOException {
      Resources.copy("arviz.zarr", place());
      InferenceData read = store().read();
      assertThat(read.attributes())
          .containsEntry("created_by", "hand")
          .containsEntry("chains", "2");
      Dataset posterior = read.group("posterior");
      assertThat(posterior.attributes()).containsEntry("arviz_version", "0.23.4");
      assertThat(posterior.variable("theta").dims()).containsExactly("chain", "draw", "school");
      assertThat(posterior.variable("theta").attributes()).isEqualTo(Map.of("units", "points"));
      assertThat(posterior.labels("school")).isEqualTo(Values.of("Choate", "Grüße \uD83D\uDE00"));
      Draws draws = read.draws("posterior");
      assertThat(draws.chains("theta").toDoubles())
          .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
      assertThat(draws.chains("mu").toDoubles())
          .containsExactly(
              0.5, Double.NaN, Double.NEGATIVE_INFINITY, -0.0, 1e300, Double.MIN_VALUE);
      assertThat(draws.chains("k").toLongs()).containsExactly(1L << 62, -1, 0, 1, 2, 3);
      assertThat(read.draws("sample_stats").chains("diverging").toBooleans())
          .containsExactly(true, false, false, false, true, true);
      Dataset data = read.group("observed_data");
      assertThat(data.tensor("y").toBooleans()).containsExactly(true, false, true);
      assertThat(data.variable("y").dims()).containsExactly("year");
      assertThat(((Values.Numbers) data.labels("year")).tensor().toLongs())
          .containsExactly(1999, 2001, 2003);
    }

    @ParameterizedTest
    @CsvSource({"null, .", "zlib, .", "gzip, /"})
    void putsChunksTogether(String codec, String separator) throws IOException {
      double[][] chunks = {{0, 1, 3, 4}, {2, -9, 5, -9}, {6, 7, -9, -9}, {8, -9, -9, -9}};
      array(
          "[3,3]",
          "[2,2]",
          "<f8",
          codec.equals("null") ? codec : "{\"id\":\"" + codec + "\"}",
          separator);
      for (int i = 0; i < 4; i++) {
        Path file = place().resolve("g/a").resolve(i / 2 + separator + i % 2);
        Files.createDirectories(file.getParent());
        Files.write(file, packed(codec, chunks[i]));
      }
      assertThat(store().read().group("g").tensor("a").toDoubles())
          .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void countsOrderOfBytes() throws IOException {
      array("[1]", "[1]", ">i4", "null", ".");
      Files.write(place().resolve("g/a/0"), new byte[] {0, 0, 1, 2});
      assertThat(store().read().group("g").tensor("a").toLongs()).containsExactly(258);
    }
  }

  @Nested
  final class Hostile {
    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
          "[99999999999]; [1]; <f8; null; left for arrays",
          "[4294967296,4294967296,2]; [1,1,1]; <f8; null; left for arrays",
          "[2]; [99999999999]; <f8; null; left for arrays",
          "[2]; [1]; <f8; null; there is no chunk '1'",
          "[2]; [2]; <f8; null; has only 8 bytes; needed: 16",
          "[1]; [1]; <f4; null; has more bytes; needed: 4",
          "[1]; [0]; <f8; null; chunks of (0)",
          "[1]; [1,1]; <f8; null; chunks of (1, 1)",
          "[-1]; [1]; <f8; null; 'shape' has -1; needed: a size",
          "[1.5]; [1]; <f8; null; 'shape' has 1.5",
          "[1e3]; [1]; <f8; null; 'shape' has 1e3",
          "7; [1]; <f8; null; needed: a list",
          "[1]; [1]; |O; null; elements of type '|O'",
          "[1]; [1]; <M8[ns]; null; elements of type '<M8[ns]'",
          "[1]; [1]; <f8; {\"id\":\"blosc\"}; the compressor 'blosc'; needed: zlib, gzip or none",
          "[1]; [1]; <f8; {\"id\":\"zlib\"}; ",
          "[1]; [1]; <f8; {}; no 'id'"
        })
    void metadataAreRefused(String shape, String chunks, String type, String codec, String words)
        throws IOException {
      array(shape, chunks, type, codec, ".");
      Files.write(place().resolve("g/a/0"), new byte[8]);
      assertRefused("in 'g/a' ", words == null ? "" : words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../evil", "..", "/"})
    void separatorsThatLeadOutsideAreRefused(String separator) throws IOException {
      array("[2,2]", "[1,1]", "<f8", "null", separator);
      assertThatThrownBy(() -> store().read()).isInstanceOf(FormatException.class);
    }

    @Test
    void chunkThatInflatesIsRefused() throws IOException {
      array("[1]", "[200000000]", "|u1", "{\"id\":\"zlib\"}", ".");
      Files.write(place().resolve("g/a/0"), packed("zlib", new double[1000]));
      assertRefused("left for arrays", "");
    }

    @Test
    void dimensionsThatDoNotFitAreRefused() throws IOException {
      array("[1]", "[1]", "<f8", "null", ".");
      Files.write(place().resolve("g/a/0"), new byte[8]);
      Files.writeString(place().resolve("g/a/.zattrs"), "{\"_ARRAY_DIMENSIONS\":[\"x\",\"y\"]}");
      assertRefused("Needed: 1 different names", "");
    }

    @Test
    void groupsWithinGroupsAreRefused() throws IOException {
      array("[1]", "[1]", "<f8", "null", ".");
      Files.delete(place().resolve("g/a/.zarray"));
      assertRefused("in 'g/a' there is no .zarray", "");
    }

    @Test
    void scaledNumbersAreRefused() throws IOException {
      array("[1]", "[1]", "<f8", "null", ".");
      Files.writeString(place().resolve("g/a/.zattrs"), "{\"scale_factor\":0.5}");
      assertRefused("numbers with a scale_factor", "");
    }

    @Test
    void linksAreNotFollowed() throws IOException {
      store().write(Examples.small());
      Files.createSymbolicLink(place().resolve("prior"), place().resolve("posterior"));
      assertThat(store().read().groups()).containsOnlyKeys("posterior", "observed_data");
    }

    @Test
    void zarr3IsNamed() throws IOException {
      Files.createDirectories(place());
      Files.writeString(place().resolve("zarr.json"), "{}");
      assertRefused("Zarr 3. Fix: write it with zarr_format=2", "");
    }

    private void assertRefused(String complaint, String further) {
      assertThatThrownBy(() -> store().read())
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(place() + ": not a sound Zarr store. Found: ")
          .hasMessageContaining(complaint)
          .hasMessageContaining(further);
    }
  }

  /** A store with one array, and no chunks yet. */
  private void array(String shape, String chunks, String type, String codec, String separator)
      throws IOException {
    Path array = place().resolve("g/a");
    Files.createDirectories(array);
    Files.writeString(place().resolve(".zgroup"), "{\"zarr_format\":2}");
    Files.writeString(place().resolve("g/.zgroup"), "{\"zarr_format\":2}");
    Files.writeString(
        array.resolve(".zarray"),
        """
        {"zarr_format":2,"shape":%s,"chunks":%s,"dtype":"%s","compressor":%s,"order":"C",
         "fill_value":0,"filters":null,"dimension_separator":"%s"}\
        """
            .formatted(shape, chunks, type, codec, separator));
  }

  private static byte[] packed(String codec, double[] values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out =
        switch (codec) {
          case "zlib" -> new DeflaterOutputStream(bytes);
          case "gzip" -> new GZIPOutputStream(bytes);
          default -> bytes;
        }) {
      for (double value : values) {
        long bits = Long.reverseBytes(Double.doubleToRawLongBits(value));
        for (int i = 7; i >= 0; i--) {
          out.write((int) (bits >>> (8 * i)));
        }
      }
    }
    return bytes.toByteArray();
  }

  private Map<String, String> content() throws IOException {
    Map<String, String> content = new LinkedHashMap<>();
    try (Stream<Path> found = Files.walk(place())) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        content.put(
            file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return content;
  }

  @Test
  void keepsNamesThatFilesCannotHave() throws IOException {
    store()
        .write(
            InferenceData.now()
                .posterior(Draws.of(Map.of("a/b", Tensor.ones(2, 2), "50 %2F", Tensor.ones(2)))));
    assertThat(place().resolve("posterior/a%2Fb/0.0.0")).exists();
    assertThat(store().read().group("posterior").variables()).containsOnlyKeys("a/b", "50 %2F");
    assertThat(store().read().group("posterior").variable("a/b").dims())
        .containsExactly("chain", "draw", "a/b_dim_0");
  }
}
