package dev.jyro.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A siege that goes wrong is told, and ends. */
final class SmallJvmTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration BRIEF = Duration.ofMillis(200);

  @TempDir private Path folder;

  /** The third file is one of those that wait. */
  static final class Waiting {
    private int files;

    public static void main(String... arguments) {
      Siege.lay(4, new Waiting()::attack, BRIEF);
    }

    private void attack(SplittableRandom random) throws InterruptedException {
      files++;
      if (files == 1) {
        throw new JyroException("refused");
      }
      if (files == 3) {
        waitForEver();
      }
    }
  }

  /** Does not even begin. */
  static final class Endless {
    public static void main(String... arguments) throws InterruptedException {
      waitForEver();
    }
  }

  /** Writes where a hostile name leads to. */
  static final class Escaping {
    public static void main(String... arguments) throws IOException {
      Files.writeString(
          Path.of(arguments[0].equals("evil") ? Outside.evil() : Outside.there()), "");
      SmallJvm.tell("memory", "0 MiB more at most");
    }
  }

  private static void waitForEver() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Test
  void tellsTheSeedAndTheStackOfAFileThatIsReadForEver() throws IOException {
    Outside outside = Outside.of(folder, folder.resolve("inside"));
    assertThatThrownBy(() -> SmallJvm.run(Waiting.class, outside, LONG))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("code " + Watch.EXIT)
        .hasMessageContaining("File of seed 2: still read after 200 ms by the clock")
        .hasMessageContaining(".waitForEver(");
  }

  @Test
  void endsAProcessThatDoesNotEnd() throws IOException {
    Outside outside = Outside.of(folder, folder.resolve("inside"));
    assertThatThrownBy(() -> SmallJvm.run(Endless.class, outside, BRIEF))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no end in PT0.2S");
  }

  @Test
  void tellsOfAFileThatCameToBeOutside() throws Exception {
    Outside outside = Outside.of(folder, folder.resolve("inside"));
    outside.needUntouched();
    String said = SmallJvm.run(Escaping.class, outside, LONG, "evil");
    assertThat(said).isEqualTo("figure: memory: 0 MiB more at most" + System.lineSeparator());
    assertThatThrownBy(outside::needUntouched).hasMessageContaining("evil");
  }

  @Test
  void tellsOfAFileOutsideThatIsAnother() throws Exception {
    Outside outside = Outside.of(folder, folder.resolve("inside"));
    SmallJvm.run(Escaping.class, outside, LONG, "there");
    assertThatThrownBy(outside::needUntouched).hasMessageContaining("was here before");
  }

  @Test
  void drawsAgainWhatIsLeftWhole() {
    byte[] whole = {1};
    Mutation seldom = (bytes, random) -> random.nextInt(10) == 0 ? new byte[] {2} : bytes.clone();
    for (int seed = 0; seed < 20; seed++) {
      assertThat(seldom.spoiling().of(whole, new SplittableRandom(seed))).containsExactly(2);
    }
  }
}
