package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.OutsideScopes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TensorScopeTest {
  @Nested
  final class WhenItCloses {
    @Test
    void freesWhatWasMadeInIt() {
      Tensor made;
      Tensor computed;
      try (TensorScope scope = TensorScope.open()) {
        made = Tensor.zeros(3);
        computed = made.add(1);
        assertThat(scope.size()).isEqualTo(2);
      }
      assertFreed(made);
      assertFreed(computed);
    }

    @Test
    void leavesWhatWasMadeOutside() {
      Tensor outside = Tensor.ones(3);
      try (TensorScope scope = TensorScope.open()) {
        assertThat(outside.add(1).sum().item()).isEqualTo(6);
      }
      assertThat(outside.sum().item()).isEqualTo(3);
    }

    @Test
    void leavesConstants() {
      Tensor constant;
      try (TensorScope scope = TensorScope.open()) {
        constant = Tensor.constant(2.5, DataType.FLOAT32);
        assertThat(scope.size()).isZero();
      }
      assertThat(constant.item()).isEqualTo(2.5);
    }

    @Test
    void leavesViewsTheirMemory() {
      Tensor view;
      try (TensorScope scope = TensorScope.open()) {
        view = scope.keep(Tensor.arange(6).reshape(2, 3).select(0, 1));
      }
      assertThat(view.toLongs()).containsExactly(3, 4, 5);
    }

    @Test
    void letsTheGradientGoOnThroughWhatItFreed() {
      Leaf x = Leaf.of(Tensor.of(1.0, 2));
      double[] gradient =
          Gradients.recording(
              () -> {
                Tensor loss = TensorScope.keeping(() -> x.value().mul(3).square().sum());
                Gradients.backward(loss);
                return x.gradient().get().toDoubles();
              });
      assertThat(gradient).containsExactly(18, 36);
    }

    @Test
    void aSecondTimeNothingHappens() {
      TensorScope scope = TensorScope.open();
      scope.close();
      scope.close();
      assertThat(scope.size()).isZero();
    }

    @Test
    void afterAnExceptionItFreesAllTheSame() {
      int depth = TensorScope.depth();
      Tensor[] made = new Tensor[1];
      assertThatThrownBy(
              () ->
                  TensorScope.keeping(
                      () -> {
                        made[0] = Tensor.zeros(3);
                        throw new IllegalArgumentException("on purpose");
                      }))
          .hasMessage("on purpose");
      assertFreed(made[0]);
      assertThat(TensorScope.depth()).isEqualTo(depth);
    }

    @Test
    void manyTensorsGoToo() {
      try (TensorScope scope = TensorScope.open()) {
        for (int i = 0; i < 1000; i++) {
          Tensor.scalar(i);
        }
        assertThat(scope.size()).isEqualTo(1000);
      }
    }
  }

  @Nested
  final class Keep {
    @Test
    void handsATensorToTheOuterScope() {
      Tensor kept;
      try (TensorScope outer = TensorScope.open()) {
        try (TensorScope inner = TensorScope.open()) {
          kept = inner.keep(Tensor.ones(2));
        }
        assertThat(outer.size()).isEqualTo(1);
        assertThat(kept.sum().item()).isEqualTo(2);
      }
      assertFreed(kept);
    }

    @Test
    void ofAnOuterScopeTakesATensorOfAnInnerOneAllTheWay() {
      Tensor kept;
      try (TensorScope outer = TensorScope.open()) {
        try (TensorScope inner = TensorScope.open()) {
          kept = outer.keep(Tensor.ones(2));
          assertThat(inner.size()).isZero();
        }
      }
      assertThat(kept.sum().item()).isEqualTo(2);
    }

    @Test
    void leavesATensorThatLivesLongerAnyway() {
      Tensor outside = Tensor.ones(2);
      try (TensorScope scope = TensorScope.open()) {
        assertThat(scope.keep(outside)).isSameAs(outside);
      }
      assertThat(outside.sum().item()).isEqualTo(2);
    }

    @Test
    void twiceIsOnce() {
      Tensor kept;
      try (TensorScope scope = TensorScope.open()) {
        kept = scope.keep(scope.keep(Tensor.ones(2)));
      }
      assertThat(kept.sum().item()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsFreed() {
      Tensor freed = freed();
      try (TensorScope scope = TensorScope.open()) {
        assertThatThrownBy(() -> scope.keep(freed))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("freed");
      }
    }

    @Test
    @OutsideScopes
    void withNoOuterScopeHandsATensorToTheCollector() {
      long before = TensorScope.unscoped();
      Tensor kept;
      try (TensorScope scope = TensorScope.open()) {
        kept = scope.keep(Tensor.ones(2));
      }
      assertThat(TensorScope.unscoped()).isEqualTo(before + 1);
      assertThat(kept.sum().item()).isEqualTo(2);
    }
  }

  @Nested
  final class Release {
    @Test
    void letsATensorOutliveEveryScope() {
      Tensor released;
      try (TensorScope outer = TensorScope.open()) {
        try (TensorScope inner = TensorScope.open()) {
          released = TensorScope.release(Tensor.ones(2));
        }
      }
      assertThat(released.sum().item()).isEqualTo(2);
    }

    @Test
    @OutsideScopes
    void leavesWhatBelongsToTheCollectorAlready() {
      Tensor unscoped = Tensor.ones(2);
      long count = TensorScope.unscoped();
      assertThat(TensorScope.release(unscoped)).isSameAs(unscoped);
      assertThat(TensorScope.unscoped()).isEqualTo(count);
    }

    @Test
    void forTheProcessIsNotCounted() {
      long before = TensorScope.unscoped();
      Tensor shared = TensorScope.share(Tensor.ones(2));
      assertThat(TensorScope.unscoped()).isEqualTo(before);
      assertThat(shared.sum().item()).isEqualTo(2);
      assertThatThrownBy(() -> TensorScope.share(shared))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Make it in a scope");
    }
  }

  @Nested
  final class IsMisusedBy {
    @Test
    void closingItWhileAnInnerOneIsOpen() {
      int depth = TensorScope.depth();
      try (TensorScope outer = TensorScope.open();
          TensorScope inner = TensorScope.open()) {
        Tensor mine = Tensor.ones(2);
        assertThatThrownBy(outer::close)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("reverse order");
        assertThat(mine.isFreed()).isTrue();
        assertThat(TensorScope.depth()).isEqualTo(depth);
        assertThatThrownBy(inner::size).isInstanceOf(IllegalStateException.class);
      }
    }

    @Test
    void closingItOnAnotherThread() {
      try (TensorScope scope = TensorScope.open()) {
        Tensor mine = Tensor.ones(2);
        assertThatThrownBy(() -> elsewhere(scope::close))
            .hasRootCauseInstanceOf(IllegalStateException.class)
            .hasMessageContaining("thread that opened it");
        assertThat(mine.sum().item()).isEqualTo(2);
      }
    }

    @Test
    void lettingItsTensorOutOnAnotherThread() {
      try (TensorScope scope = TensorScope.open()) {
        Tensor mine = Tensor.ones(2);
        assertThatThrownBy(() -> elsewhere(() -> TensorScope.release(mine)))
            .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> elsewhere(() -> scope.keep(mine)))
            .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(scope.size()).isEqualTo(1);
      }
    }

    private void elsewhere(Runnable work) {
      CompletableFuture.runAsync(work).join();
    }
  }

  @Nested
  final class OnOtherThreads {
    @Test
    void aScopeIsNotSeen() {
      try (TensorScope scope = TensorScope.open()) {
        Tensor theirs =
            CompletableFuture.supplyAsync(() -> TensorScope.keeping(() -> Tensor.ones(2))).join();
        assertThat(scope.size()).isZero();
        assertThat(theirs.sum().item()).isEqualTo(2);
      }
    }

    @Test
    void itsTensorsCanBeRead() {
      try (TensorScope scope = TensorScope.open()) {
        Tensor mine = Tensor.ones(2);
        assertThat(CompletableFuture.supplyAsync(mine::toDoubles).join()).containsExactly(1, 1);
      }
    }

    @Test
    void failuresDoNotDisturbIt() {
      try (TensorScope scope = TensorScope.open()) {
        assertThatThrownBy(
                () -> CompletableFuture.supplyAsync(() -> Tensor.ones(2).reshape(5)).join())
            .isInstanceOf(CompletionException.class);
        assertThat(Tensor.ones(2).sum().item()).isEqualTo(2);
      }
    }
  }

  /** Whatever is asked of a freed tensor, it is an error that says so, and never a crash. */
  @Nested
  final class AFreedTensor {
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.tensor.TensorScopeTest#methods")
    void refuses(String name, Method method) {
      Tensor freed = freed();
      Object[] arguments =
          Stream.of(method.getParameterTypes()).map(TensorScopeTest::argument).toArray();
      assertThatThrownBy(() -> method.invoke(freed, arguments))
          .isInstanceOf(InvocationTargetException.class)
          .hasRootCauseInstanceOf(IllegalStateException.class)
          .rootCause()
          .hasMessageContaining("freed when its TensorScope closed")
          .hasMessageContaining("scope.keep(tensor)");
    }

    @Test
    void isRefusedAsAnArgument() {
      Tensor freed = freed();
      Tensor x = Tensor.ones(2);
      assertFreed(() -> x.add(freed));
      assertFreed(() -> x.logAddExp(freed));
      assertFreed(() -> ShapeOps.cat(0, x, freed));
      assertFreed(() -> x.index(Index.of(freed)));
      assertFreed(() -> Leaf.of(freed));
      assertFreed(() -> Leaf.of(x).set(freed));
      assertFreed(() -> Gradients.grad(y -> y.sum(), freed));
      assertFreed(() -> Gradients.backward(freed));
    }

    @Test
    void saysSoInWords() {
      assertThat(freed()).hasToString("Tensor(freed)");
    }
  }

  static Stream<Arguments> methods() {
    Set<String> harmless =
        Set.of(
            "isFreed",
            "tensor",
            "toString",
            "equals",
            "hashCode",
            "getClass",
            "notify",
            "notifyAll",
            "wait");
    return Stream.concat(
            Stream.of(Tensor.class.getDeclaredMethods()),
            Stream.of(Tensor.class.getInterfaces())
                .flatMap(type -> Stream.of(type.getDeclaredMethods())))
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
        .filter(method -> !harmless.contains(method.getName()))
        .map(
            method ->
                Arguments.of(
                    method.getName()
                        + Stream.of(method.getParameterTypes()).map(Class::getSimpleName).toList(),
                    method));
  }

  private static Object argument(Class<?> type) {
    if (type == Tensor.class) {
      return Tensor.ones(2);
    }
    Map<Class<?>, Object> values =
        Map.of(
            double.class,
            1.5,
            int.class,
            1,
            long.class,
            1L,
            int[].class,
            new int[] {0},
            long[].class,
            new long[] {1},
            Shape.class,
            new Shape(2),
            DataType.class,
            DataType.FLOAT64,
            Index[].class,
            new Index[] {Index.at(0)},
            Device.class,
            Device.of("cuda", 0),
            NDManager.class,
            Engine.getEngine("PyTorch").newBaseManager());
    return Objects.requireNonNull(values.get(type), type.getName());
  }

  private static Tensor freed() {
    try (TensorScope scope = TensorScope.open()) {
      return Tensor.ones(2);
    }
  }

  private static void assertFreed(Tensor tensor) {
    assertFreed(tensor::sum);
  }

  private static void assertFreed(ThrowingCallable use) {
    assertThatThrownBy(use).isInstanceOf(IllegalStateException.class).hasMessageContaining("freed");
  }
}
