package dev.jyro.examples.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TypedTest {
  private static String again(String... arguments) {
    return Typed.of("vae", List.of(arguments)).withoutResume().resuming("out").toString();
  }

  @Test
  void isRepeatedWithWhatToGoOnWith() {
    assertThat(again("vae", "--seed", "3")).isEqualTo("vae --seed 3 --resume out");
  }

  @Test
  void mayLackTheNameOfTheExample() {
    assertThat(again("--seed", "3")).isEqualTo("vae --seed 3 --resume out");
    assertThat(again()).isEqualTo("vae --resume out");
  }

  @Test
  void mayHaveTheNameOfTheExampleForAFolder() {
    assertThat(again("vae", "--out", "vae")).isEqualTo("vae --out vae --resume out");
  }

  @Test
  void losesWhatItWentOnWithBefore() {
    assertThat(again("vae", "--resume", "old", "--seed=3")).isEqualTo("vae --seed=3 --resume out");
    assertThat(again("vae", "--resume=old")).isEqualTo("vae --resume out");
  }

  @Test
  void quotesWordsWithBlanks() {
    assertThat(again("vae", "--out", "my dir")).isEqualTo("vae --out 'my dir' --resume out");
  }
}
