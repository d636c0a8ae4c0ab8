package dev.jyro.inference.predictive;

import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class DrawsTest {
  /** Two chains of three draws: of a number, and of pairs. */
  private static Draws twoChains() {
    return Draws.ofChains(
        Map.of("loc", Tensor.arange(6).reshape(2, 3), "pair", Tensor.arange(12).reshape(2, 3, 2)));
  }

  @Test
  void countChainsAndDraws() {
    Draws draws = twoChains();
    assertThat(draws.chains()).isEqualTo(2);
    assertThat(draws.perChain()).isEqualTo(3);
    assertThat(draws.size()).isEqualTo(6);
    assertThat(draws.shapes())
        .containsOnly(Map.entry("loc", Shapes.scalar()), Map.entry("pair", Shapes.of(2)));
  }

  @Test
  void giveOneChainAfterTheOther() {
    assertThat(twoChains().get("pair").shape()).isEqualTo(Shapes.of(6, 2));
    assertThat(twoChains().get("loc").toLongs()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void areOneChainUnlessSaid() {
    assertThat(Draws.of(Map.of("loc", Tensor.of(1.0, 2.0))).chains("loc").shape())
        .isEqualTo(Shapes.of(1, 2));
  }

  private static Tensor of(Map<String, Tensor> draw, String name) {
    return Objects.requireNonNull(draw.get(name));
  }

  @Test
  void areConstants() {
    Tensor tracked = Gradients.recording(() -> Leaf.of(Tensor.of(1f, 2f)).value().mul(2));
    assertThat(Draws.of(Map.of("z", tracked)).get("z").requiresGradient()).isFalse();
  }

  @Nested
  final class OneDraw {
    @Test
    void takesTheSameDrawOfEverySite() {
      Map<String, Tensor> fifth = twoChains().at(4);
      assertThat(of(fifth, "loc").item()).isEqualTo(4);
      assertThat(of(fifth, "pair").toLongs()).containsExactly(8, 9);
    }

    @Test
    void goesIntoAModel() {
      Draws draws = Draws.of(Map.of("z", Tensor.of(1.5, 2.5)));
      Trace trace =
          Trace.of(
              Handlers.substitute(data -> sample("z", Normal.of(0, 1)), draws.at(1)), "nothing");
      assertThat(trace.value("z").item()).isEqualTo(2.5);
    }

    @Test
    void comesInTurn() {
      List<Double> values = new ArrayList<>();
      twoChains().forEach(draw -> values.add(of(draw, "loc").item()));
      assertThat(values).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0);
    }

    @Test
    void mustBeThere() {
      assertThatThrownBy(() -> twoChains().at(6))
          .isInstanceOf(JyroException.class)
          .hasMessage("There is no draw 6. There are 6, counted from 0.");
    }
  }

  @Nested
  final class SomeSites {
    @Test
    void areTakenByName() {
      assertThat(twoChains().only("pair").names()).containsExactly("pair");
      assertThat(twoChains().without("pair").names()).containsExactly("loc");
      assertThat(twoChains().only("pair").chains()).isEqualTo(2);
    }

    @Test
    void mustBeThere() {
      assertThatThrownBy(() -> twoChains().only("pairs"))
          .isInstanceOf(JyroException.class)
          .hasMessageStartingWith("There are no draws of 'pairs'.")
          .hasMessageEndingWith("Did you mean 'pair'?");
      assertThatThrownBy(() -> twoChains().without("lok"))
          .hasMessageEndingWith("Did you mean 'loc'?");
    }
  }

  @Nested
  final class Joined {
    @Test
    void haveTheSitesOfBoth() {
      Draws both = twoChains().only("loc").and(Draws.ofChains(Map.of("z", Tensor.zeros(2, 3))));
      assertThat(both.names()).containsExactly("loc", "z");
    }

    @Test
    void haveEachSiteOnce() {
      assertThatThrownBy(() -> twoChains().and(twoChains().only("loc")))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("both have draws of 'loc'");
    }

    @Test
    void areLongerChains() {
      Draws longer = twoChains().only("loc").then(twoChains().only("loc"));
      assertThat(longer.chains("loc").shape()).isEqualTo(Shapes.of(2, 6));
      assertThat(longer.get("loc").toLongs()).startsWith(0, 1, 2, 0, 1, 2, 3);
    }

    @Test
    void areMoreChains() {
      Draws more = twoChains().only("loc").beside(Draws.of(Map.of("loc", Tensor.of(7L, 8L, 9L))));
      assertThat(more.get("loc").toLongs()).containsExactly(0, 1, 2, 3, 4, 5, 7, 8, 9);
    }

    @Test
    void mustHaveTheSameShapes() {
      Draws others = Draws.ofChains(Map.of("loc", Tensor.zeros(2, 3, 4)));
      assertThatThrownBy(() -> twoChains().only("loc").then(others))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("values of the shapes are {loc=()} in one and {loc=(4)}");
    }

    @Test
    void mustHaveTheSameNumbers() {
      Draws single = Draws.of(Map.of("loc", Tensor.of(1L, 2L)));
      assertThatThrownBy(() -> twoChains().only("loc").then(single))
          .hasMessageContaining("chains are 2 in one and 1 in the other");
      assertThatThrownBy(() -> twoChains().only("loc").beside(single))
          .hasMessageContaining("draws a chain are 3 in one and 2 in the other");
    }
  }

  @Nested
  final class Refused {
    @Test
    void areDifferentLengths() {
      assertThatThrownBy(
              () -> Draws.of(Map.of("a", Tensor.of(1.0, 2.0), "b", Tensor.of(1.0, 2.0, 3.0))))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Needed: at least one site, and as many chains and draws of each.");
    }

    @Test
    void isASingleNumber() {
      assertThatThrownBy(() -> Draws.of(Map.of("a", Tensor.scalar(1))))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Draws of 'a': a single number.");
    }
  }
}
