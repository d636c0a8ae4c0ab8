package dev.jyro.inference.interchange;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile link leads to could be read, and would be noticed. */
final class LureTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "posterior/theta/0.0.0",
        "posterior/school/0",
        "posterior/chain/0",
        "observed_data/y/0",
        "observed_data/.zattrs",
        ".zattrs"
      })
  void isNoticed(String name) throws IOException {
    ZarrStore store = new ZarrStore(folder.resolve("some.zarr"));
    store.write(Examples.small());
    Lure lure = new Lure(store, folder.resolve("lure.zarr"));
    assertThatCode(() -> lure.needUnseen(store.read())).doesNotThrowAnyException();
    Path file = store.folder().resolve(name);
    Files.copy(lure.of(file), file, StandardCopyOption.REPLACE_EXISTING);
    InferenceData read = store.read();
    assertThatThrownBy(() -> lure.needUnseen(read)).isInstanceOf(AssertionError.class);
  }
}
