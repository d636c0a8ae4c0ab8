package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.core.LinearCollection;
import ai.djl.nn.core.Multiplication;
import ai.djl.nn.core.SparseMax;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.GhostBatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import ai.djl.nn.transformer.PointwiseFeedForwardBlock;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.nn.transformer.TransformerEncoderBlock;
import dev.jyro.JyroException;
import dev.jyro.OutsideScopes;
import dev.jyro.random.Noise;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class BlocksTest {
  @Nested
  final class Forward {
    @Test
    void computesWithTheWeightsThatItIsGiven() {
      Block linear = Linear.builder().setUnits(1).build();
      Blocks.prepare(linear, new Shape(1, 2));
      Map<String, Tensor> weights =
          Map.of("weight", Tensor.of(new float[][] {{2, 3}}), "bias", Tensor.of(10f));
      Tensor output =
          Blocks.forward(
              linear,
              p -> weights.getOrDefault(p.getName(), Tensor.scalar(0)),
              Tensor.of(new float[][] {{1, 1}, {0, 2}}));
      assertThat(output.toDoubles()).containsExactly(15, 16);
    }

    @Test
    void refusesAnInputOfAnotherPrecisionThanTheWeights() {
      Block norm = BatchNorm.builder().build();
      Blocks.prepare(norm, new Shape(1, 2));
      Tensor rows = Tensor.of(new double[] {1, 2, 3, 4}, new Shape(2, 2));
      // Torch would abort the process.
      assertThatThrownBy(() -> Blocks.forward(norm, p -> Tensor.ones(2), rows))
          .isInstanceOf(JyroException.class)
          .hasMessageContainingAll(
              "BatchNorm", "float64", "float32", "Fix: give the input as input.to(DataType.");
    }

    @Test
    void letsGradientsThroughToTheWeightsAndTheInput() {
      Block linear = Linear.builder().setUnits(1).optBias(false).build();
      Blocks.prepare(linear, new Shape(1, 2));
      Leaf weight = Leaf.of(Tensor.of(new float[][] {{2, 3}}));
      Leaf input = Leaf.of(Tensor.of(new float[][] {{5, 7}}));
      Gradients.recording(
          () -> {
            Gradients.backward(Blocks.forward(linear, p -> weight.value(), input.value()).sum());
            return true;
          });
      assertThat(weight.gradient().get().toDoubles()).containsExactly(5, 7);
      assertThat(input.gradient().get().toDoubles()).containsExactly(2, 3);
    }

    @Test
    void givesBackTheInputItselfIfTheBlockDoes() {
      Tensor input = Tensor.of(1f, 2f);
      Block same = new LambdaBlock(list -> list);
      assertThat(Blocks.forward(same, p -> input, input)).isSameAs(input);
      assertThat(input.toDoubles()).containsExactly(1, 2);
    }

    @Test
    void movesTheRunningMeanOfABatchNormOnlyWhileRecording() {
      Block norm = BatchNorm.builder().build();
      Blocks.prepare(norm, new Shape(1, 1));
      Weights weights = Weights.of(norm);
      Leaf mean = weights.of(norm.getParameters().get("runningMean"));
      Tensor input = Tensor.of(new float[][] {{4}, {6}});
      Gradients.paused(() -> Blocks.forward(norm, weights::value, input));
      assertThat(mean.copy().toDoubles()).containsExactly(0);
      Gradients.recording(() -> Blocks.forward(norm, weights::value, input));
      assertThat(mean.copy().item()).isPositive();
    }

    @Test
    void refusesABlockOfSeveralOutputs() {
      Block twins = new LambdaBlock(list -> new NDList(list.head(), list.head().neg()));
      Tensor input = Tensor.of(1f);
      assertThatThrownBy(() -> Blocks.forward(twins, p -> input, input))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("2 outputs")
          .hasMessageContaining("LambdaBlock");
    }

    @Test
    void leavesTheInputAndTheWeightsUsableWhenTheBlockFails() {
      Block failing =
          new LambdaBlock(
              list -> {
                throw new IllegalArgumentException("no");
              });
      Tensor input = Tensor.of(1f);
      assertThatThrownBy(() -> Blocks.forward(failing, p -> input, input)).hasMessage("no");
      assertThat(input.item()).isEqualTo(1);
    }

    @Test
    void isUntouchedByAnNdScopeOfTheCaller() {
      Block linear = Linear.builder().setUnits(1).build();
      Blocks.prepare(linear, new Shape(1, 2));
      Weights weights = Weights.of(linear);
      Tensor input = Tensor.of(new float[][] {{1, 2}});
      Tensor output;
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        output = Blocks.forward(linear, weights::value, input);
      }
      Churn.collect();
      assertThat(output.item()).isEqualTo(Blocks.forward(linear, weights::value, input).item());
      assertThat(input.toDoubles()).containsExactly(1, 2);
    }

    @Test
    void givesTheSameOnManyThreadsAtOnce() {
      Block block =
          new SequentialBlock()
              .add(Linear.builder().setUnits(16).build())
              .add(Activation::tanh)
              .add(Linear.builder().setUnits(3).build());
      Blocks.prepare(block, new Shape(1, 5));
      Weights weights = Weights.of(block);
      Tensor input = Noise.of(1).normal(new Shape(8, 5), DataType.FLOAT32);
      double[] serial = run(block, weights, input);
      List<double[]> parallel =
          IntStream.range(0, 64).parallel().mapToObj(i -> run(block, weights, input)).toList();
      assertThat(parallel).allSatisfy(output -> assertThat(output).isEqualTo(serial));
    }

    private double[] run(Block block, Weights weights, Tensor input) {
      try (TensorScope scope = TensorScope.open()) {
        return Blocks.forward(block, weights::value, input).toDoubles();
      }
    }
  }

  /** Called without DJL's detour, which a class that is not exactly Linear takes. */
  @Nested
  final class OfALinearLayer {
    @ParameterizedTest(name = "bias {0}, input {1}")
    @CsvSource({"true, 2", "false, 2", "true, 1", "false, 1", "true, 3", "false, 3", "true, 4"})
    void isWhatTheBlockComputesToTheBit(boolean biased, int rank) {
      Block direct = layer(biased).build();
      Block detour = new Linear(layer(biased)) {};
      Shape input = new Shape(new long[] {2, 3, 4, 5}).slice(4 - rank);
      Blocks.prepare(direct, input);
      Blocks.prepare(detour, input);
      Weights weights = Weights.of(direct);
      Weights same = weights.under(detour);
      assertThat(output(direct, weights, input)).isEqualTo(output(detour, same, input));
      assertThat(gradients(direct, weights, input, () -> {}))
          .isEqualTo(gradients(detour, same, input, () -> {}));
    }

    @Test
    void namesTheShapesThatDoNotFit() {
      Block linear = layer(true).build();
      Blocks.prepare(linear, new Shape(1, 5));
      Weights weights = Weights.of(linear);
      assertThatThrownBy(() -> Blocks.forward(linear, weights::value, Tensor.ones(2, 4)))
          .isInstanceOf(ShapeException.class)
          .hasMessageStartingWith("linear: ")
          .hasMessageContaining("float32(2, 4), float32(3, 5), float32(3)");
    }

    private double[] output(Block block, Weights weights, Shape input) {
      return Blocks.forward(block, weights::value, Noise.of(3).normal(input, DataType.FLOAT32))
          .toDoubles();
    }

    private Linear.Builder layer(boolean biased) {
      return Linear.builder().setUnits(3).optBias(biased);
    }
  }

  @Nested
  final class Initial {
    @Test
    void drawsTheSameForTheSameSeedAndAnotherForAnother() {
      Block linear = Linear.builder().setUnits(4).build();
      Blocks.prepare(linear, new Shape(1, 5));
      Parameter weight = linear.getParameters().get("weight");
      double[] drawn = Blocks.initial(weight, 1).toDoubles();
      assertThat(Blocks.initial(weight, 1).toDoubles()).isEqualTo(drawn);
      assertThat(Blocks.initial(weight, 2).toDoubles()).isNotEqualTo(drawn);
    }

    @Test
    void copiesTheArrayOfABlockThatHasOne() {
      try (var manager = ai.djl.engine.Engine.getEngine("PyTorch").newBaseManager()) {
        Block linear = Linear.builder().setUnits(4).build();
        linear.initialize(manager, DataType.FLOAT32, new Shape(1, 5));
        Parameter weight = linear.getParameters().get("weight");
        Tensor copy = Blocks.initial(weight, 1);
        assertThat(copy.toFloats()).isEqualTo(weight.getArray().toFloatArray());
        weight.getArray().muli(0);
        assertThat(copy.toDoubles()).isNotEqualTo(new double[20]);
      }
    }
  }

  @Nested
  final class TheBorder {
    @Test
    void isCrossedByCopies() {
      try (var manager = ai.djl.engine.Engine.getEngine("PyTorch").newBaseManager()) {
        NDArray array = manager.create(new float[] {1, 2});
        Tensor tensor = Tensor.ofArray(array);
        array.addi(1);
        NDArray back = tensor.toArray(manager);
        assertThat(tensor.toDoubles()).containsExactly(1, 2);
        assertThat(back.toFloatArray()).containsExactly(1, 2);
      }
    }
  }

  /** DJL's layers, with collections between the forward and the backward pass. */
  @Nested
  @OutsideScopes
  final class UnderGarbageCollection {
    @ParameterizedTest
    @MethodSource("dev.jyro.tensor.BlocksTest#safe")
    void aSafeBlockKeepsItsGradients(String name, Block block, Shape input) {
      Blocks.prepare(block, input);
      Weights weights = Weights.of(block);
      double[] expected = gradients(block, weights, input, () -> {});
      assertThat(Blocks.unsafe(block)).isEmpty();
      for (int round = 0; round < 3; round++) {
        assertThat(gradients(block, weights, input, Churn::collect)).isEqualTo(expected);
      }
    }
  }

  @Nested
  final class Unsafe {
    @ParameterizedTest
    @MethodSource("dev.jyro.tensor.BlocksTest#unsafe")
    void aBlockThatIsKnownToBeWrongIsNamedWithItsReplacement(
        String name, Block block, String replacement) {
      assertThat(Blocks.unsafe(block).get()).contains(replacement);
    }

    @Test
    void itIsFoundHoweverDeep() {
      Block deep =
          new SequentialBlock()
              .add(Linear.builder().setUnits(4).build())
              .add(
                  new ParallelBlock(list -> list.get(0))
                      .add(new SequentialBlock().add(Activation.swishBlock(1))));
      assertThat(Blocks.unsafe(deep).get()).contains("Tensor::silu");
    }

    @Test
    void djlsMishIsAnotherFunction() {
      Tensor x = Tensor.of(1f);
      double djls = Blocks.forward(Activation.mishBlock(), p -> x, x).item();
      assertThat(djls).isNotCloseTo(x.mish().item(), org.assertj.core.data.Offset.offset(0.01));
    }
  }

  static Stream<Arguments> safe() {
    Shape rows = new Shape(4, 5);
    Shape images = new Shape(2, 3, 8, 8);
    Shape series = new Shape(2, 4, 5);
    return Stream.of(
        Arguments.of("linear", Linear.builder().setUnits(3).build(), rows),
        Arguments.of("a collection of linears", linears(), series),
        Arguments.of("multiplication", Multiplication.builder().setUnits(1).build(), rows),
        Arguments.of("layer norm", LayerNorm.builder().build(), rows),
        Arguments.of("batch norm of rows", BatchNorm.builder().build(), rows),
        Arguments.of("batch norm of images", BatchNorm.builder().build(), images),
        Arguments.of("ghost batch norm", ghost(), rows),
        Arguments.of("dropout of nothing", Dropout.builder().optRate(0).build(), rows),
        Arguments.of("convolution of series", convolution1(), new Shape(2, 3, 8)),
        Arguments.of("convolution of images", convolution2(), images),
        Arguments.of("the largest of a pool", Pool.maxPool2dBlock(new Shape(2, 2)), images),
        Arguments.of("the mean of a pool", Pool.avgPool2dBlock(new Shape(2, 2)), images),
        Arguments.of("the norm of a pool", Pool.lpPool2dBlock(2, new Shape(2, 2)), images),
        Arguments.of("the largest of all", Pool.globalMaxPool2dBlock(), images),
        Arguments.of("the mean of all", Pool.globalAvgPool2dBlock(), images),
        Arguments.of("LSTM", LSTM.builder().setStateSize(3).setNumLayers(1).build(), series),
        Arguments.of("GRU", GRU.builder().setStateSize(3).setNumLayers(1).build(), series),
        Arguments.of("RNN", recurrent(), series),
        Arguments.of("sparse max", new SparseMax(), rows),
        Arguments.of("feed forward", feedForward(), rows),
        Arguments.of("flatten", ai.djl.nn.Blocks.batchFlattenBlock(), series),
        Arguments.of("relu", Activation.reluBlock(), rows),
        Arguments.of("leaky relu", Activation.leakyReluBlock(0.1f), rows),
        Arguments.of("elu", Activation.eluBlock(0.5f), rows),
        Arguments.of("selu", Activation.seluBlock(), rows),
        Arguments.of("gelu", Activation.geluBlock(), rows),
        Arguments.of("sigmoid", Activation.sigmoidBlock(), rows),
        Arguments.of("tanh", Activation.tanhBlock(), rows),
        Arguments.of("softplus", Activation.softPlusBlock(), rows),
        Arguments.of("softsign", Activation.softSignBlock(), rows));
  }

  static Stream<Arguments> unsafe() {
    return Stream.of(
        Arguments.of("swish", Activation.swishBlock(1), "Tensor::silu"),
        Arguments.of("relu6", Activation.relu6Block(), "clamp(0, 6)"),
        Arguments.of("mish", Activation.mishBlock(), "Tensor::mish"),
        Arguments.of("attention", attention(), "Tensor.matmul"),
        Arguments.of(
            "a transformer",
            new TransformerEncoderBlock(6, 2, 8, 0, Activation::relu),
            "Tensor.matmul"));
  }

  private static Block linears() {
    return LinearCollection.builder().setUnits(3).build();
  }

  private static Block ghost() {
    return GhostBatchNorm.builder().optVirtualBatchSize(2).build();
  }

  private static Block convolution1() {
    return Conv1d.builder().setKernelShape(new Shape(3)).setFilters(2).build();
  }

  private static Block convolution2() {
    return Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(2).build();
  }

  private static Block recurrent() {
    return RNN.builder().setActivation(RNN.Activation.TANH).setStateSize(3).setNumLayers(1).build();
  }

  private static Block feedForward() {
    return new PointwiseFeedForwardBlock(List.of(6), 5, Activation::relu);
  }

  private static Block attention() {
    return ScaledDotProductAttentionBlock.builder().setEmbeddingSize(6).setHeadCount(2).build();
  }

  private record Weights(IdentityHashMap<Parameter, Leaf> leaves) {
    static Weights of(Block block) {
      Weights weights = new Weights(new IdentityHashMap<>());
      for (Parameter parameter : block.getParameters().values()) {
        Tensor start = Blocks.initial(parameter, weights.leaves.size());
        boolean trained = parameter.requiresGradient();
        weights.leaves.put(parameter, trained ? Leaf.of(start) : Leaf.kept(start));
      }
      return weights;
    }

    /** The same leaves as the weights of another block with parameters of the same names. */
    Weights under(Block other) {
      Weights weights = new Weights(new IdentityHashMap<>());
      leaves.forEach(
          (parameter, leaf) ->
              weights.leaves.put(other.getParameters().get(parameter.getName()), leaf));
      return weights;
    }

    Leaf of(Parameter parameter) {
      return Objects.requireNonNull(leaves.get(parameter), parameter.getName());
    }

    Tensor value(Parameter parameter) {
      return of(parameter).value();
    }
  }

  /** The gradients of the input and of all weights, of several passes forward before any back. */
  private static double[] gradients(Block block, Weights weights, Shape shape, Runnable between) {
    List<Leaf> leaves =
        new ArrayList<>(List.of(Leaf.of(Noise.of(7).normal(shape, DataType.FLOAT32).mul(3))));
    block.getParameters().values().stream()
        .filter(Parameter::requiresGradient)
        .forEach(parameter -> leaves.add(weights.of(parameter)));
    FusedUpdates.zero(leaves);
    Gradients.recording(
        () -> {
          List<Tensor> losses =
              IntStream.range(0, 20)
                  .mapToObj(i -> Blocks.forward(block, weights::value, leaves.get(0).value()))
                  .map(output -> output.square().sum())
                  .toList();
          between.run();
          losses.forEach(Gradients::backward);
          return true;
        });
    return leaves.stream()
        .flatMapToDouble(leaf -> DoubleStream.of(leaf.gradient().get().toDoubles()))
        .toArray();
  }
}
