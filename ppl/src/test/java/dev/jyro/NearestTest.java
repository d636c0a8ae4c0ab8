package dev.jyro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  private static final List<String> NAMES = List.of("loc", "scale", "AutoNormal.loc", "z");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a letter left out, scle, scale",
    "a letter too many, scalle, scale",
    "another letter, lok, loc",
    "two letters swapped, lco, loc",
    "the case, LOC, loc",
    "one letter of another case, Z, z",
    "several edits of a long name, AutonormalLoc, AutoNormal.loc"
  })
  void findsWhatWasMeantIn(String slip, String wrong, String meant) {
    assertThat(Nearest.to(wrong, NAMES)).as(slip).containsExactly(meant);
  }

  @ParameterizedTest
  @CsvSource({"x", "sigma", "lxy"})
  void makesNoGuessWhereNothingIsNear(String wrong) {
    assertThat(Nearest.to(wrong, NAMES)).isEmpty();
    assertThat(Nearest.hint(wrong, NAMES)).isEmpty();
  }

  @Test
  void takesTheFirstOfSeveralThatAreAsNear() {
    assertThat(Nearest.to("loca", List.of("locb", "locc"))).containsExactly("locb");
  }

  @Test
  void asksAtTheEndOfAMessage() {
    assertThat(Nearest.hint("lok", NAMES)).isEqualTo(" Did you mean 'loc'?");
  }
}
