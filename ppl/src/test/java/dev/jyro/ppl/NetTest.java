package dev.jyro.ppl;

import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Param;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class NetTest {
  private final Tensor input = Tensor.of(new float[][] {{1, 2}, {3, 4}});
  private final Map<String, Tensor> weights =
      Map.of(
          "f.weight", Tensor.of(new float[][] {{1, 0}, {0, 1}, {1, 1}}),
          "f.bias", Tensor.of(0f, 10f, 100f));

  /** Answers for parameters with these values. */
  private static <A> Model<A> given(Model<A> model, Map<String, Tensor> values) {
    return Handlers.substitute(model, values);
  }

  /** What the net makes of the input with these weights. */
  private Tensor forward(Net net, Map<String, Tensor> values) {
    List<Tensor> output = new ArrayList<>();
    given((Tensor x) -> output.add(module("f", net).forward(x)), values).run(input);
    return output.get(0);
  }

  /** The requests that a module makes. */
  private static List<Param> asked(String name, Net net) {
    List<Param> asked = new ArrayList<>();
    Handlers.under(
        (effect, outer) -> {
          Param param = (Param) effect;
          asked.add(param);
          return new Site(param, param.initial().get().apply(Noise.of(1)));
        },
        () -> module(name, net));
    return asked;
  }

  @Nested
  final class ANetInAProgram {
    @Test
    void runsWithTheWeightsThatItIsGiven() {
      assertThat(forward(Net.linear(2, 3), weights).toDoubles())
          .containsExactly(1, 12, 103, 3, 14, 107);
    }

    @Test
    void runsWithTwoSetsOfWeightsAtOnce() {
      Net net = Net.linear(2, 3);
      Map<String, Tensor> zero =
          Map.of("f.weight", Tensor.zeros(3, 2), "f.bias", Tensor.of(1f, 2f, 3f));
      List<Net> bound = new ArrayList<>();
      given((Tensor x) -> bound.add(module("f", net)), weights).run(input);
      given((Tensor x) -> bound.add(module("f", net)), zero).run(input);
      assertThat(bound.get(0).forward(input).toDoubles()).containsExactly(1, 12, 103, 3, 14, 107);
      assertThat(bound.get(1).forward(input).toDoubles()).containsExactly(1, 2, 3, 1, 2, 3);
    }

    @Test
    void asksForEachWeightOnce() {
      assertThat(asked("f", Net.linear(2, 3)))
          .extracting(Param::name)
          .containsExactlyInAnyOrder("f.weight", "f.bias");
    }

    @Test
    void asksForRealNumbersThatAreTrained() {
      assertThat(asked("f", Net.linear(2, 3)))
          .allMatch(param -> param.constraint().equals(Constraints.real()))
          .allMatch(param -> param.role() == Param.Role.TRAINED);
    }

    @Test
    void startsByChanceDecidedByTheNoise() {
      Param weight = asked("f", Net.linear(2, 3)).get(0);
      double[] first = start(weight, 1);
      assertThat(start(weight, 1)).containsExactly(first);
      assertThat(start(weight, 2)).isNotEqualTo(first);
    }

    @Test
    void makesItsWeightsSites() {
      Trace trace = Trace.of(given(x -> module("f", Net.linear(2, 3)), weights), input);
      assertThat(trace.sites().map(Site::kind)).containsExactly("param", "param");
      assertThat(trace.value("f.bias").toDoubles()).containsExactly(0, 10, 100);
    }

    @Test
    void mayBeAskedForTwice() {
      Model<Tensor> model =
          x -> {
            module("f", Net.linear(2, 3));
            module("f", Net.linear(2, 3));
          };
      assertThat(Trace.of(given(model, weights), input).sites()).hasSize(2);
    }

    @Test
    void needsAKeeper() {
      assertThatThrownBy(() -> module("f", Net.linear(2, 3)))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith("Site 'f.")
          .hasMessageContaining("nobody keeps parameters");
    }

    private double[] start(Param param, long seed) {
      return param.initial().get().apply(Noise.of(seed)).toDoubles();
    }
  }

  @Nested
  final class ANetOfSeveralStages {
    private final Net net =
        Net.linear(2, 3).then(x -> x.mul(2)).then(Net.linear(3, 1)).then(Tensor::exp);

    @Test
    void numbersItsLayers() {
      assertThat(asked("f", net))
          .extracting(Param::name)
          .containsExactly("f.0.weight", "f.0.bias", "f.1.weight", "f.1.bias");
    }

    @Test
    void runsOneAfterTheOther() {
      Map<String, Tensor> values =
          Map.of(
              "f.0.weight", Tensor.ones(3, 2),
              "f.0.bias", Tensor.zeros(3),
              "f.1.weight", Tensor.ones(1, 3),
              "f.1.bias", Tensor.of(-41f));
      // Each hidden unit is 3 and 7; doubled and summed 18 and 42.
      assertThat(forward(net, values).toDoubles())
          .containsExactly((float) Math.exp(-23), (float) Math.exp(1));
    }

    @Test
    void asksOnceForAWeightThatLayersShare() {
      Net square = Net.linear(2, 2);
      assertThat(asked("f", square.then(Tensor::tanh).then(square)))
          .extracting(Param::name)
          .containsExactly("f.0.weight", "f.0.bias");
    }

    @Test
    void runsASharedWeightInBothPlaces() {
      Net square = Net.linear(2, 2);
      Map<String, Tensor> values =
          Map.of(
              "f.0.weight", Tensor.of(new float[][] {{0, 1}, {2, 0}}), "f.0.bias", Tensor.zeros(2));
      assertThat(forward(square.then(square), values).toDoubles()).containsExactly(2, 4, 6, 8);
    }

    @Test
    void mayHaveNoWeights() {
      assertThat(asked("f", Net.of(Blocks.batchFlattenBlock(), new Shape(1, 2)))).isEmpty();
    }
  }

  @Nested
  final class Gradient {
    @Test
    void reachesTheValuesThatItIsGiven() {
      Net net = Net.linear(2, 3);
      List<Tensor> gradients =
          Gradients.grad(
              values ->
                  forward(net, Map.of("f.weight", values.get(0), "f.bias", values.get(1))).sum(),
              List.of(weights("f.weight"), weights("f.bias")));
      assertThat(gradients.get(0).toDoubles()).containsExactly(4, 6, 4, 6, 4, 6);
      assertThat(gradients.get(1).toDoubles()).containsExactly(2, 2, 2);
    }

    @Test
    void reachesTheInput() {
      Net net = Net.linear(2, 3);
      List<Net> bound = new ArrayList<>();
      given((Tensor x) -> bound.add(module("f", net)), weights).run(input);
      Tensor gradient = Gradients.grad(x -> bound.get(0).forward(x).sum(), input);
      assertThat(gradient.toDoubles()).containsExactly(2, 2, 2, 2);
    }

    @Test
    void leavesTheBlocksOwnArraysUntouched() {
      try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
        Block block = initialised(manager);
        var own = block.getParameters().get("weight").getArray();
        float[] before = own.toFloatArray();
        Gradients.grad(
            value -> forward(Net.of(block), with("f.weight", value)).sum(), weights("f.weight"));
        assertThat(own.toFloatArray()).containsExactly(before);
        assertThat(own.getGradient().toFloatArray()).containsOnly(0);
      }
    }

    private Tensor weights(String name) {
      return Objects.requireNonNull(weights.get(name));
    }

    private Map<String, Tensor> with(String name, Tensor value) {
      Map<String, Tensor> changed = new HashMap<>(weights);
      changed.put(name, value);
      return changed;
    }
  }

  @Nested
  final class ABlock {
    @Test
    void lendsItsArraysAsStart() {
      try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
        Block block = initialised(manager);
        float[] own = block.getParameters().get("weight").getArray().toFloatArray();
        Param weight = asked("f", Net.of(block)).get(0);
        Tensor start = weight.initial().get().apply(Noise.of(1));
        assertThat(start.toFloats()).containsExactly(own);
      }
    }

    @Test
    void mayBeAModuleByItself() {
      try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
        Block block = initialised(manager);
        List<Tensor> output = new ArrayList<>();
        given((Tensor x) -> output.add(module("f", block).forward(x)), weights).run(input);
        assertThat(output.get(0).toDoubles()).containsExactly(1, 12, 103, 3, 14, 107);
      }
    }

    @Test
    void mustBeInitialised() {
      assertThatThrownBy(() -> Net.of(Linear.builder().setUnits(3).build()))
          .isInstanceOf(JyroException.class)
          .hasMessageStartingWith("Net.of(Linear): the block is not initialised")
          .hasMessageEndingWith("Fix: Net.of(block, shapeOfItsInput).");
    }

    @Test
    void keepsTheNamesOfItsChildren() {
      SequentialBlock block =
          new SequentialBlock()
              .add(Linear.builder().setUnits(3).build())
              .add(Linear.builder().setUnits(1).optBias(false).build());
      assertThat(asked("f", Net.of(block, new Shape(1, 2))))
          .extracting(Param::name)
          .containsExactly("f.01Linear_weight", "f.01Linear_bias", "f.02Linear_weight");
    }

    @Test
    void keepsWhatItChangesItself() {
      Net net = Net.of(BatchNorm.builder().build(), new Shape(1, 2));
      assertThat(asked("f", net))
          .filteredOn(param -> param.role() == Param.Role.KEPT)
          .extracting(Param::name)
          .containsExactlyInAnyOrder("f.runningMean", "f.runningVar");
    }

    @Test
    void needsItsWeightsBeforeItRuns() {
      assertThatThrownBy(() -> Net.linear(2, 3).forward(input))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("The net has no weights")
          .hasMessageContaining("module(name, net)");
    }
  }

  @Nested
  final class Lifted {
    private final Net net = Net.linear(2, 3);
    private final Model<Tensor> model =
        x -> {
          Tensor mean = module("f", net).forward(x);
          plate("rows", 2, () -> observe("y", Normal.of(mean, 1).toEvent(1), Tensor.zeros(2, 3)));
        };

    @Test
    void hasItsWeightsAsLatentSites() {
      Map<String, Distribution> priors =
          net.weights()
              .toJavaMap(
                  weight ->
                      Tuple.of(
                          "f." + weight.name(),
                          Normal.standard(weight.shape().getShape())
                              .toEvent(weight.shape().dimension())));
      Trace trace = Trace.of(Handlers.lift(model, priors), input);
      assertThat(trace.latents().map(Site::name).asJava())
          .containsExactlyInAnyOrder("f.weight", "f.bias");
      assertThat(trace.value("f.weight").shape()).isEqualTo(new Shape(3, 2));
      assertThat(trace.get("f.weight").logProb().dim()).isZero();
    }
  }

  private Block initialised(NDManager manager) {
    Block block = Linear.builder().setUnits(3).build();
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
    return block;
  }
}
