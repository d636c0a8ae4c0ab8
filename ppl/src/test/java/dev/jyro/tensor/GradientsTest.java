package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.random.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class GradientsTest {
  @Nested
  final class TheGradientOfAFunction {
    @Test
    void hasTheShapeAndTypeOfItsInput() {
      Tensor at = Tensor.of(new double[] {1, 2, 3, 4}, new Shape(2, 2));
      Tensor gradient = Gradients.grad(x -> x.pow(3).sum(), at);
      assertThat(gradient.shape()).isEqualTo(at.shape());
      assertThat(gradient.dataType()).isEqualTo(DataType.FLOAT64);
      assertThat(gradient.toDoubles()).containsExactly(3, 12, 27, 48);
    }

    @Test
    void ofSeveralInputsHasOneForEach() {
      List<Tensor> found =
          Gradients.grad(
              in -> in.get(0).mul(in.get(1)).sum(), List.of(Tensor.of(1.0, 2), Tensor.of(5.0, 7)));
      assertThat(found.get(0).toDoubles()).containsExactly(5, 7);
      assertThat(found.get(1).toDoubles()).containsExactly(1, 2);
    }

    @Test
    void isZeroForAnInputThatIsNotUsed() {
      List<Tensor> found =
          Gradients.grad(
              in -> in.get(0).sum(), List.of(Tensor.of(1.0), Tensor.of(1 / 0.0, Double.NaN)));
      assertThat(found.get(0).toDoubles()).containsExactly(1);
      assertThat(found.get(1).toDoubles()).containsExactly(0, 0);
    }

    @Test
    void isZeroForAConstantFunctionEvenAtInfinity() {
      assertThat(Gradients.grad(x -> Tensor.scalar(3), Tensor.of(1 / 0.0, Double.NaN)).toDoubles())
          .containsExactly(0, 0);
    }

    @Test
    void leavesTheInputAndOtherTensorsAlone() {
      Leaf other = Leaf.of(Tensor.of(2.0));
      Tensor at = Tensor.of(3.0);
      Gradients.grad(x -> x.mul(other.value()).sum(), at);
      assertThat(at.requiresGradient()).isFalse();
      assertThat(other.gradient()).isEmpty();
    }

    @Test
    void needsOneElementAsTheFunctionsValue() {
      assertThatThrownBy(() -> Gradients.grad(x -> x.mul(2), Tensor.of(1.0, 2)))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("(2)")
          .hasMessageContaining("Sum it first");
      assertThat(Gradients.grad(x -> x.mul(2).reshape(1, 1), Tensor.of(1.0)).item()).isEqualTo(2);
    }

    @Test
    void isNotThereForWholeNumbers() {
      assertThatThrownBy(() -> Gradients.grad(x -> x.sum(), Tensor.of(1L)))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("int64")
          .hasMessageContaining("to(DataType.FLOAT32)");
    }

    @Test
    void goesThroughAChangeOfType() {
      assertThat(
              Gradients.grad(x -> x.to(DataType.FLOAT64).square().sum(), Tensor.of(3f)).dataType())
          .isEqualTo(DataType.FLOAT32);
    }

    @Test
    void leavesNothingInTheScopeButItself() {
      try (TensorScope scope = TensorScope.open()) {
        Tensor at = Tensor.of(1.0, 2);
        Gradients.grad(x -> x.mul(3).exp().sum(), at);
        assertThat(scope.size()).isEqualTo(2);
      }
    }

    @Test
    void canBeTakenWhileAnotherIsBeingRecorded() {
      Leaf weight = Leaf.of(Tensor.of(2.0, 3));
      Gradients.recording(
          () -> {
            Tensor hidden = weight.value().square();
            Tensor inner = Gradients.grad(x -> x.mul(hidden).sum(), Tensor.of(1.0, 1));
            assertThat(inner.toDoubles()).containsExactly(4, 9);
            Gradients.backward(inner.mul(hidden).sum());
            return inner;
          });
      assertThat(weight.gradient().get().toDoubles()).containsExactly(4 * 8, 4 * 27);
    }

    @Test
    void canBeTakenWithinAnother() {
      Tensor outer =
          Gradients.grad(
              x -> {
                Tensor slope = Gradients.grad(y -> y.pow(3).sum(), x);
                return x.mul(slope).sum(); // 3 x³
              },
              Tensor.of(2.0));
      assertThat(outer.item()).isEqualTo(36);
    }

    @Test
    void doesNotGoWhereNoInputIs() {
      Leaf weight = Leaf.of(Tensor.of(2.0, 3));
      List<String> ran = new ArrayList<>();
      OpListener listener = (operation, inputs, attributes, outputs, nanos) -> ran.add(operation);
      try (TensorScope scope = TensorScope.open(listener)) {
        Gradients.grad(x -> x.mul(weight.value().exp().exp()).sum(), Tensor.of(1.0, 1));
      }
      assertThat(ran).containsExactly("detach", "exp", "exp", "mul", "sum", "expand", "mul");
    }

    @Test
    void canBeTakenThreeTimes() {
      UnaryOperator<Tensor> first = x -> Gradients.grad(y -> y.sin().sum(), x);
      UnaryOperator<Tensor> second = x -> Gradients.grad(y -> first.apply(y).sum(), x);
      UnaryOperator<Tensor> third = x -> Gradients.grad(y -> second.apply(y).sum(), x);
      double[] at = {0.3, -1.7};
      assertThat(third.apply(Tensor.of(at)).toDoubles())
          .containsExactly(new double[] {-Math.cos(at[0]), -Math.cos(at[1])}, within(1e-15));
    }

    @Test
    void isRefusedASecondTimeWhereTorchFoundTheFirst() {
      UnaryOperator<Tensor> first = x -> Gradients.grad(y -> y.mish().sum(), x);
      assertThat(first.apply(Tensor.of(0.0)).item()).isEqualTo(0.6, within(1e-12));
      assertThatThrownBy(() -> Gradients.grad(x -> first.apply(x).sum(), Tensor.of(0.0)))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("second derivative");
    }
  }

  @Nested
  final class Recording {
    @Test
    void isOnInsideAndWhatItWasAfterwards() {
      boolean before = Gradients.isRecording();
      assertThat(Gradients.recording(Gradients::isRecording)).isTrue();
      assertThat(Gradients.paused(Gradients::isRecording)).isFalse();
      assertThat(Gradients.recording(() -> Gradients.paused(Gradients::isRecording))).isFalse();
      assertThat(Gradients.paused(() -> Gradients.recording(Gradients::isRecording))).isTrue();
      assertThat(Gradients.isRecording()).isEqualTo(before);
    }

    @Test
    void isWhatItWasAfterAnException() {
      for (boolean outer : new boolean[] {true, false}) {
        assertThat(within(outer, () -> failing(true))).isEqualTo(outer);
        assertThat(within(outer, () -> failing(false))).isEqualTo(outer);
        assertThat(within(outer, this::failingGradient)).isEqualTo(outer);
      }
    }

    @Test
    void isEachThreadsOwn() throws Exception {
      ExecutorService other = Executors.newSingleThreadExecutor();
      try {
        boolean theirs = other.submit(() -> Gradients.paused(Gradients::isRecording)).get();
        assertThat(theirs).isFalse();
        boolean before = other.submit(Gradients::isRecording).get();
        Gradients.recording(() -> Gradients.paused(() -> true));
        assertThat(other.submit(Gradients::isRecording).get()).isEqualTo(before);
      } finally {
        other.shutdown();
      }
    }

    @Test
    void pausedLeavesNoGraph() {
      Leaf leaf = Leaf.of(Tensor.of(1.0));
      assertThat(Gradients.paused(() -> leaf.value().mul(2)).requiresGradient()).isFalse();
    }

    private boolean within(boolean recording, Runnable body) {
      Supplier<Boolean> after =
          () -> {
            assertThatThrownBy(body::run).hasMessage("on purpose");
            return Gradients.isRecording();
          };
      return recording ? Gradients.recording(after) : Gradients.paused(after);
    }

    private void failing(boolean recording) {
      Supplier<Boolean> body =
          () -> {
            throw new IllegalArgumentException("on purpose");
          };
      boolean never = recording ? Gradients.recording(body) : Gradients.paused(body);
      assertThat(never).isNull();
    }

    private void failingGradient() {
      Gradients.grad(
          x -> {
            throw new IllegalArgumentException("on purpose");
          },
          Tensor.of(1.0));
    }
  }

  @Nested
  final class Backward {
    @Test
    void addsUp() {
      Leaf leaf = Leaf.of(Tensor.of(1.0, 2));
      for (int pass = 1; pass <= 3; pass++) {
        Gradients.recording(
            () -> {
              Gradients.backward(leaf.value().square().sum());
              return true;
            });
        assertThat(leaf.gradient().get().toDoubles()).containsExactly(2 * pass, 4 * pass);
      }
    }

    @Test
    void refusesAValueWithoutALeaf() {
      assertThatThrownBy(() -> Gradients.backward(Tensor.scalar(1)))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Leaf")
          .hasMessageContaining("Gradients.recording");
    }

    @Test
    void refusesSeveralElements() {
      Leaf leaf = Leaf.of(Tensor.of(1.0, 2));
      assertThatThrownBy(() -> Gradients.backward(leaf.value()))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("backward")
          .hasMessageContaining("(2)");
    }

    @Test
    void asksForOneElementOfAnyRank() {
      Leaf leaf = Leaf.of(Tensor.of(3.0));
      Gradients.recording(
          () -> {
            Gradients.backward(leaf.value().mul(2).reshape(1, 1, 1));
            return true;
          });
      assertThat(leaf.gradient().get().toDoubles()).containsExactly(2);
    }

    @Test
    void goesThroughOneGraphAsOftenAsItIsAsked() {
      Leaf leaf = Leaf.of(Tensor.of(3.0));
      Tensor loss = Gradients.recording(() -> leaf.value().square().sum());
      Gradients.backward(loss);
      Gradients.backward(loss);
      assertThat(leaf.gradient().get().item()).isEqualTo(12);
    }

    /** It could: Torch makes what arrives first a leaf's gradient, and 1 is shared by everybody. */
    @Test
    void doesNotMakeASharedConstantAGradient() {
      Leaf leaf = Leaf.of(Tensor.of(5.0));
      Gradients.recording(
          () -> {
            Gradients.backward(leaf.value().reshape());
            return true;
          });
      FusedUpdates.zero(List.of(leaf));
      assertThat(Tensor.constant(1, DataType.FLOAT64).item()).isEqualTo(1);
    }

    /** It could: views of one gradient would arrive at both leaves, and stay. */
    @Test
    void givesTwoLeavesTwoGradients() {
      Leaf row = Leaf.of(Tensor.of(new double[] {1, 2, 3}, new Shape(1, 3)));
      Leaf column = Leaf.of(Tensor.of(new double[] {1, 2, 3}, new Shape(3, 1)));
      Tensor weights = Tensor.of(1.0, 2, 3);
      for (int pass = 1; pass <= 3; pass++) {
        Gradients.recording(
            () -> {
              Tensor sum = row.value().reshape(3).add(column.value().reshape(3));
              Gradients.backward(sum.mul(weights).sum());
              return true;
            });
        double[] expected = {pass, 2 * pass, 3 * pass};
        assertThat(row.gradient().get().toDoubles()).isEqualTo(expected);
        assertThat(column.gradient().get().toDoubles()).isEqualTo(expected);
      }
    }
  }

  @Nested
  final class OnEightThreadsAtOnce {
    @Test
    void functionsHaveTheSameGradientsAsOneAfterTheOther() throws Exception {
      List<double[]> serial = IntStream.range(0, 8).mapToObj(this::gradient).toList();
      assertThat(together(this::gradient)).usingRecursiveComparison().isEqualTo(serial);
    }

    @Test
    void trainingsEndWithTheSameWeightsAsOneAfterTheOther() throws Exception {
      List<double[]> serial = IntStream.range(0, 8).mapToObj(this::trained).toList();
      assertThat(together(this::trained)).usingRecursiveComparison().isEqualTo(serial);
    }

    private List<double[]> together(IntFunction<double[]> work) throws Exception {
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        List<Future<double[]>> running =
            IntStream.range(0, 8).mapToObj(i -> threads.submit(() -> work.apply(i))).toList();
        return running.stream().map(GradientsTest::got).toList();
      } finally {
        threads.shutdown();
      }
    }

    private double[] gradient(int seed) {
      try (TensorScope scope = TensorScope.open()) {
        Tensor at = Noise.of(seed).normal(new Shape(16, 16), DataType.FLOAT32);
        for (int i = 0; i < 50; i++) {
          at = Gradients.grad(x -> x.matmul(x.mT()).tanh().logSumExp(), at).add(at);
        }
        return at.toDoubles();
      }
    }

    private double[] trained(int seed) {
      try (TensorScope scope = TensorScope.open()) {
        Tensor inputs = Noise.of(seed).at("x").normal(new Shape(32, 4), DataType.FLOAT32);
        Tensor targets = inputs.sin().sum(1);
        Leaf weight = Leaf.of(Noise.of(seed).at("w").normal(new Shape(4), DataType.FLOAT32));
        FusedUpdates.Moments moments = FusedUpdates.Moments.zero(weight);
        FusedUpdates.AdamSettings settings =
            new FusedUpdates.AdamSettings(0.05, 0.9, 0.999, 1e-8, 0);
        for (int step = 0; step < 100; step++) {
          Gradients.recording(
              () -> {
                Tensor error = inputs.matmul(weight.value()).tanh().mul(2).sub(targets);
                Gradients.backward(error.square().mean());
                return true;
              });
          FusedUpdates.adam(List.of(weight), List.of(moments), settings);
        }
        return weight.copy().toDoubles();
      }
    }
  }

  @Test
  void aHundredNestedScopesAndModesEndWhereTheyBegan() {
    int depth = TensorScope.depth();
    assertThat(nested(100).item()).isCloseTo(100, within(0.0));
    assertThat(TensorScope.depth()).isEqualTo(depth);
  }

  private static Tensor nested(int levels) {
    return levels == 0
        ? Tensor.scalar(0)
        : TensorScope.keeping(
            () ->
                levels % 2 == 0
                    ? Gradients.recording(() -> nested(levels - 1).add(1))
                    : Gradients.paused(() -> nested(levels - 1).add(1)));
  }

  private static double[] got(Future<double[]> running) {
    try {
      return running.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
