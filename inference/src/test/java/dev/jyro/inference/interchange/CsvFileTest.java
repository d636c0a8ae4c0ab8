package dev.jyro.inference.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.hostile.Bytes;
import dev.jyro.hostile.Mutation;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvFileTest {
  @TempDir private Path folder;

  private Path place() {
    return folder.resolve("draws.csv");
  }

  private CsvFile file() {
    return new CsvFile(place());
  }

  private static Draws draws() {
    Map<String, Tensor> sites = new LinkedHashMap<>();
    sites.put("mu", Tensor.of(new float[] {0.1f, -0f, Float.NaN, 1e-40f}, Shapes.of(2, 2)));
    sites.put("theta", Tensor.linspace(0, 1, 24, DataType.FLOAT64).reshape(2, 2, 2, 3));
    sites.put("nothing", Tensor.ones(2, 2, 0));
    sites.put(
        "a \"b\", [c]",
        Tensor.of(new double[] {Double.NEGATIVE_INFINITY, 1e308, 0.1, 3}, Shapes.of(2, 2)));
    sites.put("k", Tensor.of(new long[] {1, -2, 3, 4}, Shapes.of(2, 2)));
    sites.put("flag", Tensor.of(new boolean[] {true, false, true, true}, Shapes.of(2, 2, 1)));
    return Draws.ofChains(sites);
  }

  @Test
  void hasALineForEachDrawAndAColumnForEachNumber() throws IOException {
    Map<String, Tensor> sites = new LinkedHashMap<>();
    sites.put("mu", Tensor.of(new float[] {0.1f, 2}, Shapes.of(1, 2)));
    sites.put("theta", Tensor.linspace(0, 3, 4).reshape(1, 2, 1, 2));
    file().write(Draws.ofChains(sites));
    assertThat(place())
        .hasContent(
            """
            chain,draw,mu,"theta[0,0]","theta[0,1]"
            0,0,0.1,0.0,1.0
            0,1,2.0,2.0,3.0
            """);
  }

  @Test
  void givesBackEveryNumber() {
    Draws written = draws();
    file().write(written);
    Draws read = file().read();
    assertThat(read.names()).containsExactly("mu", "theta", "a \"b\", [c]", "k", "flag");
    for (String name : read.names()) {
      Tensor found = read.chains(name);
      assertThat(found.dataType()).isEqualTo(DataType.FLOAT64);
      assertThat(found.shape()).isEqualTo(written.chains(name).shape());
      if (name.equals("mu")) {
        assertThat(found.toFloats()).containsExactly(written.chains(name).toFloats());
      } else {
        assertThat(found.toDoubles()).containsExactly(written.chains(name).toDoubles());
      }
    }
  }

  @Test
  void keepsAnOlderOneIfWritingFails() throws IOException {
    Files.createDirectory(place());
    assertThatThrownBy(() -> file().write(draws())).isInstanceOf(FormatException.class);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(place());
    }
  }

  /** Read back it would be a place of another site, or of none. */
  @ParameterizedTest
  @ValueSource(strings = {"x[1]", "x[0]", "x[0,2]", "[0]", "x\n[0]", "x[0][1]"})
  void refusesANumberWhoseNameMeansAPlace(String name) {
    Draws numbers = Draws.ofChains(Map.of(name, Tensor.ones(1, 2)));
    assertThatThrownBy(() -> file().write(numbers))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(place() + ": the site '" + name + "' cannot be written: ")
        .hasMessageContaining("in a table a name that ends in [n] means a place of a site")
        .hasMessageContaining("Fix one of: rename it")
        .hasMessageContaining("a ZarrStore or NpzFile, which keep names");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void keepsAnOlderOneIfANameIsRefused() throws IOException {
    Files.writeString(place(), "older");
    Map<String, Tensor> sites = new LinkedHashMap<>();
    sites.put("mu", Tensor.ones(1, 2));
    sites.put("theta[0]", Tensor.ones(1, 2));
    sites.put("theta[1]", Tensor.ones(1, 2));
    assertThatThrownBy(() -> file().write(Draws.ofChains(sites))).hasMessageContaining("theta[0]");
    assertThat(place()).hasContent("older");
  }

  @Test
  void keepsNamesWithBracketsApart() {
    Map<String, Tensor> sites = new LinkedHashMap<>();
    sites.put("x", Tensor.linspace(0, 3, 4).reshape(1, 2, 2));
    sites.put("x[0]", Tensor.linspace(4, 7, 4).reshape(1, 2, 2));
    sites.put("x[0][1]", Tensor.linspace(8, 15, 8).reshape(1, 2, 2, 2));
    sites.put("x[0,1]", Tensor.linspace(16, 17, 2).reshape(1, 2, 1));
    sites.put("x[1]", Tensor.linspace(18, 21, 4).reshape(1, 2, 2));
    sites.put("x[]", Tensor.linspace(22, 23, 2).reshape(1, 2));
    sites.put("x[a]", Tensor.linspace(24, 25, 2).reshape(1, 2));
    sites.put("x[0] ", Tensor.linspace(26, 27, 2).reshape(1, 2));
    sites.put("x[0", Tensor.linspace(28, 29, 2).reshape(1, 2));
    sites.put("x[1234567890]", Tensor.linspace(30, 31, 2).reshape(1, 2));
    file().write(Draws.ofChains(sites));
    Draws read = file().read();
    assertThat(read.names()).containsExactlyElementsOf(sites.keySet());
    sites.forEach(
        (name, numbers) -> {
          assertThat(read.chains(name).shape()).isEqualTo(numbers.shape());
          assertThat(read.chains(name).toFloats()).containsExactly(numbers.toFloats());
        });
  }

  @Test
  void saysThatThereIsNone() {
    assertThatThrownBy(() -> file().read()).hasMessage(place() + ": there is no such file.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "chain,draw,a|0,0,1|0,2,2; line 3 is draw 2 of chain 0; needed: 1 of 0. Fix: sort",
        "chain,draw,a|0,0,1|1,0,2|1,1,3; 3 lines for 2 chains",
        "chain,draw,a|0,0,1|999999999,0,2; 2 lines for 1000000000 chains",
        "chain,draw,a|0,0,x; line 2 has 'x'; needed: a number",
        "chain,draw,a,b|0,0,,1; needed: a number, Inf, -Inf, NaN or NA",
        "chain,draw,a|0,0; line 2 has 2 cells; needed: 3",
        "chain,draw,a|-1,0,1; '-1'",
        "chain,draw,a; 1 lines; needed: names, and a draw",
        "draw,chain,a|0,0,1; needed: first 'chain'",
        "chain,draw|0,0; other columns",
        "chain,draw,a,a|0,0,1,2; columns of 'a' in two places",
        "chain,draw,a[0],b,a[1]|0,0,1,2,3; 1 columns of 'a' up to 'a[1]'",
        "chain,draw,a[1],a[0]|0,0,1,2; needed: one for each place",
        "chain,draw,a[0],a[999999999]|0,0,1,2; 2 columns of 'a'",
        "chain,draw,a[0],a[2]|0,0,1,2; 2 columns of 'a' up to 'a[2]'",
        "chain,draw,a[00]|0,0,1; column 2 is 'a[00]'; needed: 'a[0]'"
      })
  void refuses(String lines, String complaint) throws IOException {
    Files.writeString(place(), lines.replace("|", "\n"));
    assertThatThrownBy(() -> file().read())
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(place() + ": not a sound table of draws. Found: ")
        .hasMessageContaining(complaint);
  }

  @Test
  void mutationIsReadOrRefused() throws IOException {
    file().write(draws());
    byte[] whole = Files.readAllBytes(place());
    SplittableRandom random = new SplittableRandom(4);
    Mutation mutation = Mutation.oneOf(Bytes.ALL).repeated();
    for (int trial = 0; trial < 1000; trial++) {
      Files.write(place(), mutation.of(whole, random));
      try (TensorScope scope = TensorScope.open()) {
        assertThat(file().read().size()).isPositive();
      } catch (FormatException e) {
        assertThat(e.file()).isEqualTo(place());
      }
    }
  }

  @Test
  void readsTheWordsOfSpreadsheetsAndRAndPython() throws IOException {
    Files.writeString(
        place(),
        """
        \ufeff"chain","draw","a","b","c"
        0,0,Inf,-Inf,NA
        0,1,inf,-inf,nan
        0,2,Infinity,-Infinity,NaN
        """);
    Draws read = file().read();
    assertThat(read.get("a").toDoubles()).containsOnly(Double.POSITIVE_INFINITY);
    assertThat(read.get("b").toDoubles()).containsOnly(Double.NEGATIVE_INFINITY);
    assertThat(read.get("c").toDoubles()).containsOnly(Double.NaN);
  }

  @Test
  void labelsPlacesRowByRow() {
    Shape shape = Shapes.of(2, 3);
    assertThat(Column.label("x", shape, 5)).isEqualTo("x[1,2]");
    assertThat(Column.label("x", Shapes.scalar(), 0)).isEqualTo("x");
  }
}
