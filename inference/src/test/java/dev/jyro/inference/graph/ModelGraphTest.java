package dev.jyro.inference.graph;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sequentialPlate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.constraint.Bijectors;
import dev.jyro.distribution.Delta;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Poisson;
import dev.jyro.distribution.Stable;
import dev.jyro.distribution.Transformed;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.graph.Edge.Kind;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ModelGraphTest {
  private static ModelGraph graph(Runnable body) {
    return ModelGraph.of(nothing -> body.run(), "nothing");
  }

  private static List<String> edges(Runnable body) {
    return graph(body)
        .edges()
        .map(edge -> edge.from() + (edge.kind() == Kind.READ ? " ~> " : " -> ") + edge.to());
  }

  private static List<String> labels(Runnable body) {
    return graph(body).nodes().map(Node::label);
  }

  @Nested
  final class AnEdge {
    @Test
    void leadsFromWhatADistributionWasComputedFrom() {
      assertThat(
              edges(
                  () -> {
                    Tensor a = sample("a", Normal.of(0, 1));
                    sample("b", Normal.of(a.mul(2).add(1), 1));
                  }))
          .containsExactly("a -> b");
    }

    @Test
    void doesNotLeadFromASiteThatIsOnlyEarlier() {
      assertThat(
              edges(
                  () -> {
                    sample("a", Normal.of(0, 1));
                    sample("b", Normal.of(0, 1));
                  }))
          .isEmpty();
    }

    @Test
    void leadsOneStepOnly() {
      assertThat(
              edges(
                  () -> {
                    Tensor a = sample("a", Normal.of(0, 1));
                    Tensor b = sample("b", Normal.of(a, 1));
                    Tensor c = deterministic("c", b.exp());
                    observe("d", Normal.of(c, 1), Tensor.scalar(0));
                  }))
          .containsExactly("a -> b", "b -> c", "c -> d");
    }

    @Test
    void leadsFromWhatIsUsedBesideAName() {
      assertThat(
              edges(
                  () -> {
                    Tensor a = sample("a", Normal.of(0, 1));
                    deterministic("c", a);
                    sample("d", Normal.of(a, 1));
                  }))
          .containsExactly("a -> c", "a -> d");
    }

    @Test
    void leadsFromParametersAndThroughAPlate() {
      assertThat(
              edges(
                  () -> {
                    Tensor loc = param("loc", 0);
                    Tensor[] z = new Tensor[1];
                    plate("p", 3, () -> z[0] = sample("z", Normal.of(loc, param("scale", 1))));
                    plate("p", 3, () -> sample("y", Normal.of(z[0], param("scale", 1))));
                  }))
          .containsExactly("loc -> z", "scale -> z", "scale -> y", "z -> y");
    }

    @Test
    void leadsFromWhatTheDataWereComputedFrom() {
      assertThat(
              edges(
                  () -> {
                    Tensor a = sample("a", Normal.of(0, 1));
                    observe("residual", Normal.of(0, 1), a.rsub(3));
                  }))
          .containsExactly("a -> residual");
    }

    @Test
    void leadsFromAMask() {
      assertThat(
              edges(
                  () -> {
                    Tensor a = sample("a", Normal.of(0, 1));
                    Model<Tensor> inner = mean -> sample("b", Normal.of(mean, 1));
                    Handlers.mask(inner, a.gt(0)).run(Tensor.scalar(0));
                  }))
          .containsExactly("a -> b");
    }

    @Test
    void leadsFromObservedValuesThatAreUsedFurther() {
      assertThat(
              edges(
                  () -> {
                    Tensor a = observe("a", Normal.of(0, 1), Tensor.scalar(1));
                    observe("b", Normal.of(a, 1), Tensor.scalar(2));
                  }))
          .containsExactly("a -> b");
    }

    @Test
    void leadsFromWhatATransformWasComputedFrom() {
      assertThat(
              edges(
                  () -> {
                    Tensor shift = sample("shift", Normal.of(0, 1));
                    Tensor stretch = sample("stretch", Normal.of(0, 1));
                    sample(
                        "moved",
                        Transformed.of(Normal.of(0, 1), Bijectors.affine(shift, stretch.exp())));
                  }))
          .containsExactly("shift -> moved", "stretch -> moved");
    }

    @Test
    void leadsToADistributionWithoutADensity() {
      assertThat(
              edges(
                  () -> {
                    Tensor skew = sample("skew", Normal.of(0, 0.01)).tanh();
                    sample("heavy", Stable.of(Tensor.scalar(1.5), skew, 1, 0));
                  }))
          .containsExactly("skew -> heavy");
    }

    @Test
    void leadsFromADrawThatIsMadeInJava() {
      assertThat(
              edges(
                  () -> {
                    Tensor rate = sample("rate", Normal.of(0, 1)).exp();
                    Tensor count = sample("count", Poisson.of(rate));
                    sample("other", Normal.of(0, 1));
                    sample("next", Normal.of(count, 1));
                  }))
          .containsExactly("rate -> count", "count -> next");
    }
  }

  @Nested
  final class NumbersReadIntoJava {
    @Test
    void mayMatterToAllThatIsLater() {
      assertThat(
              edges(
                  () -> {
                    Tensor a = sample("a", Normal.of(0, 1));
                    sample("b", Normal.of(a.item(), 1));
                    sample("c", Normal.of(0, 1));
                  }))
          .containsExactly("a ~> b", "a ~> c");
    }

    @Test
    void areNotSaidToMatterWhereOtherEdgesSaySo() {
      assertThat(
              edges(
                  () -> {
                    Tensor x = Tensor.scalar(0);
                    for (int t = 0; t < 4; t++) {
                      x = sample("x_" + t, Normal.of(x.item(), 1));
                    }
                  }))
          .containsExactly("x_0 ~> x_1", "x_1 ~> x_2", "x_2 ~> x_3");
    }

    @Test
    void areNotWrittenOut() {
      assertThat(
              labels(
                  () -> {
                    Tensor a = sample("a", Normal.of(0, 1));
                    sample("b", Normal.of(a.item(), 1));
                  }))
          .containsExactly("a ~ Normal(0, 1)", "b ~ Normal(loc, scale)");
    }
  }

  @Nested
  final class ANode {
    @Test
    void saysItsDistribution() {
      assertThat(
              labels(
                  () -> {
                    Tensor mu = sample("mu", Normal.of(-0.1, 1e-9));
                    sample("x", Normal.of(mu, 12345678));
                    sample(
                        "y",
                        Normal.of(mu.mul(2), 1)
                            .expand(new ai.djl.ndarray.types.Shape(2))
                            .toEvent(1));
                    sample("z", Delta.of(mu));
                    sample("w", Transformed.of(Normal.of(mu, 1), Bijectors.exp()));
                  }))
          .containsExactly(
              "mu ~ Normal(-0.1, 1E-9)",
              "x ~ Normal(mu, 12345700)",
              "y ~ Normal(loc, 1), event (2)",
              "z ~ Delta(mu, 0)",
              "w ~ Transformed(Normal(mu, 1))");
    }

    @Test
    void tellsAParameterFromASiteOfItsName() {
      assertThat(
              labels(
                  () -> {
                    Tensor loc = sample("loc", Normal.of(0, 1));
                    sample("x", Normal.of(loc.mul(2), 1));
                  }))
          .containsExactly("loc ~ Normal(0, 1)", "x ~ Normal(loc=…, 1)");
    }

    @Test
    void isOneForAllWeightsOfANetwork() {
      Net net = Net.linear(1, 2).then(Net.linear(2, 1));
      Model<String> model =
          nothing -> {
            Tensor x = sample("net", Normal.of(0, 1));
            Tensor y = module("net", net).forward(x.unsqueeze(0)).squeeze(0);
            sample("y", Normal.of(y, module("net", net).forward(y.unsqueeze(0)).exp().squeeze(0)));
          };
      ModelGraph graph = ModelGraph.of(Handlers.scope(model, "outer"), "nothing");
      assertThat(graph.nodes().map(Node::name))
          .containsExactly("outer/net", "outer/net.*", "outer/y");
      assertThat(graph.nodes().get(1).label()).isEqualTo("outer/net");
      assertThat(graph.edges())
          .containsExactly(
              new Edge("outer/net", "outer/y", Kind.COMPUTED),
              new Edge("outer/net.*", "outer/y", Kind.COMPUTED));
    }

    @Test
    void isASampleSiteForEachWeightThatWasLifted() {
      Model<String> model = nothing -> observe("y", Normal.of(param("w", 1), 1), Tensor.scalar(0));
      ModelGraph graph = ModelGraph.of(Handlers.lift(model, Map.of("w", Normal.of(0, 1))), "");
      assertThat(graph.nodes().map(Node::label))
          .containsExactly("w ~ Normal(0, 1)", "y ~ Normal(w, 1)");
    }

    @Test
    void isAParameterOfAStoreThatStaysAsItIs() {
      ParamStore params = ParamStore.create();
      params.put("loc", Tensor.scalar(3));
      ModelGraph graph =
          ModelGraph.of(
              nothing -> sample("z", Normal.of(param("loc"), param("scale", 1, positive()))),
              "",
              params);
      assertThat(graph.nodes().map(Node::label))
          .containsExactly("loc", "scale: positive", "z ~ Normal(loc, scale)");
      assertThat(params.names()).containsExactly("loc");
    }
  }

  @Nested
  final class APlate {
    @Test
    void thatStandsAloneAndInsideAnotherIsTwoBoxes() {
      ModelGraph graph = ModelGraph.of(Programs::nested, Tensor.zeros(10, 4));
      assertThat(graph.plates().map(plate -> plate.path().mkString("/") + " " + plate.label()))
          .containsExactly("columns columns: 4", "rows rows: 10 of 100", "rows/columns columns: 4");
    }

    @Test
    void openedTwiceIsOneBox() {
      ModelGraph graph =
          graph(
              () -> {
                plate("p", 3, () -> sample("a", Normal.of(0, 1)));
                plate("p", 3, () -> sample("b", Normal.of(0, 1)));
              });
      assertThat(graph.plates()).hasSize(1);
      assertThat(graph.nodes().map(Node::plates)).containsOnly(List.of("p"));
    }

    @Test
    void openedInAnotherOrderIsTheSame() {
      ModelGraph graph =
          graph(
              () -> {
                plate("p", 3, () -> plate("q", 2, () -> sample("a", Normal.of(0, 1))));
                plate("q", 2, () -> plate("p", 3, () -> sample("b", Normal.of(0, 1))));
              });
      assertThat(graph.nodes().map(Node::plates)).containsOnly(List.of("p", "q"));
      assertThat(graph.plates()).hasSize(2);
    }

    @Test
    void thatRunsItsBodyOnceAnIndexIsOneBox() {
      ModelGraph graph =
          graph(() -> sequentialPlate("t", 3, t -> sample("x_" + t, Normal.of(0, 1))));
      assertThat(graph.plates().map(PlateBox::label)).containsExactly("t: 3, in turn");
      assertThat(graph.nodes()).hasSize(3);
    }
  }

  @Test
  void isTheSameEachTime() {
    Runnable body =
        () -> {
          Tensor a = sample("a", Normal.of(0, 1));
          sample(a.item() > 0 ? "heads" : "tails", Normal.of(0, 1));
        };
    String first = graph(body).toDot();
    for (int run = 0; run < 10; run++) {
      assertThat(graph(body).toDot()).isEqualTo(first);
    }
  }

  @Test
  void ofAnEmptyProgramIsEmpty() {
    ModelGraph graph = graph(() -> {});
    assertThat(graph.nodes()).isEmpty();
    assertThat(graph.toDot()).contains("digraph");
    assertThat(graph.toMermaid()).contains("flowchart");
  }

  @Test
  void showsTheErrorOfAProgramWithTheSitesSoFar() {
    assertThatThrownBy(
            () ->
                graph(
                    () -> {
                      sample("z", Normal.of(0, 1));
                      sample("z", Normal.of(0, 1));
                    }))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("there are two of this name")
        .hasMessageContaining("Sites so far:");
  }
}
