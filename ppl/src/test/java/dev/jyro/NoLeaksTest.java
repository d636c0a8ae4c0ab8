package dev.jyro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.jni.JniUtils;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

final class NoLeaksTest {
  private static final List<Tensor> HOARD = new ArrayList<>();

  @AfterEach
  void forgetWhatTheSubjectsKept() {
    HOARD.clear();
  }

  @Nested
  final class FailsATestThat {
    @Test
    void leavesAScopeOpen() {
      assertThat(messageOf("leavesAScopeOpen"))
          .contains("its own scope could not be closed")
          .doesNotContain("scopes are open");
    }

    @Test
    void keepsATensorOutsideAllScopes() {
      assertThat(messageOf("keepsATensor"))
          .contains("tensors outside all scopes are still reachable");
    }

    @Test
    void switchesTheRecordingOfGradients() {
      assertThat(messageOf("switchesRecording")).contains("gradient recording was");
    }
  }

  @Nested
  final class LetsATestPassThat {
    @Test
    void makesTensorsInItsScope() {
      assertThat(outcomeOf("makesTensors")).isEmpty();
    }

    @Test
    void dropsATensorOutsideAllScopes() {
      assertThat(outcomeOf("dropsATensor")).isEmpty();
    }

    @Test
    void holdsATensorInAField() {
      assertThat(outcomeOf("holdsATensorInAField")).isEmpty();
    }

    @Test
    void fillsTheTableOfConstants() {
      assertThat(outcomeOf("usesAConstant")).isEmpty();
    }
  }

  @Nested
  final class OpensAScope {
    @Test
    void aroundATest() {
      assertThat(outcomeOf("isInAScope")).isEmpty();
    }

    @Test
    void butNotAroundOneThatWantsNone() {
      assertThat(outcomeOf("isOutsideScopes")).isEmpty();
    }
  }

  private static String messageOf(String method) {
    List<String> messages = outcomeOf(method);
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  /** The messages of the failures; on a thread of its own, so that what leaks ends with it. */
  private static List<String> outcomeOf(String method) {
    return CompletableFuture.supplyAsync(() -> run(method), work -> new Thread(work).start())
        .join();
  }

  private static List<String> run(String method) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
        .selectors(selectMethod(Subjects.class, method))
        .execute()
        .testEvents()
        .assertStatistics(all -> all.finished(1))
        .failed()
        .stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> String.valueOf(result.getThrowable().map(Throwable::getMessage)))
        .toList();
  }

  /** Run by the tests above and by nothing else. */
  static final class Subjects {
    private final List<Tensor> field = new ArrayList<>();

    @Test
    void leavesAScopeOpen() {
      TensorScope.open();
    }

    @Test
    void keepsATensor() {
      HOARD.add(TensorScope.release(Tensor.zeros(3)));
    }

    @Test
    void switchesRecording() {
      JniUtils.setGradMode(!JniUtils.isGradMode());
    }

    @Test
    void makesTensors() {
      assertThat(Tensor.zeros(3).add(1).sum().item()).isEqualTo(3);
    }

    @Test
    void dropsATensor() {
      assertThat(TensorScope.release(Tensor.zeros(3)).numel()).isEqualTo(3);
    }

    @Test
    void holdsATensorInAField() {
      field.add(TensorScope.release(Tensor.zeros(3)));
      assertThat(field).hasSize(1);
    }

    @Test
    void usesAConstant() {
      for (int i = 0; i < 100; i++) {
        assertThat(Tensor.constant(1.5e-7 * i, DataType.FLOAT32).numel()).isEqualTo(1);
      }
    }

    @Test
    void isInAScope() {
      assertThat(TensorScope.depth()).isEqualTo(1);
    }

    @Test
    @OutsideScopes
    void isOutsideScopes() {
      assertThat(TensorScope.depth()).isZero();
    }
  }
}
