package dev.jyro.inference.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class FormatExceptionTest {
  private static final String LONG = "n".repeat(60_000);

  @Test
  void saysWhatIsWrongBehindALongName() {
    IOException cause = new IOException(LONG + ": File name too long");
    assertThat(FormatException.unwritable(Path.of("a.zarr"), cause))
        .hasMessageStartingWith("a.zarr: cannot be written. Found: nnn")
        .hasMessageContaining(": File name too long. Fix: see that the disk has room")
        .message()
        .hasSizeLessThan(800);
  }

  @Test
  void isShortWhereAFileSaysMuch() {
    assertThat(FormatException.unsound(Path.of("a.npz"), "NumPy archive", new IOException(LONG)))
        .message()
        .hasSizeLessThan(800);
  }
}
