package dev.jyro.inference.svi;

import ai.djl.pytorch.jni.JniUtils;
import dev.jyro.ppl.Interpreter;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What a thread has around it, which no failure may change. */
record Surroundings(int scopes, int handlers, boolean recording) {
  private static final long PATIENCE_SECONDS = 30;

  /** Those of this thread. */
  static Surroundings now() {
    int scopes = TensorScope.depth(); // first: it starts the engine
    boolean recording = Gradients.isRecording() || JniUtils.isGradMode();
    return new Surroundings(scopes, Interpreter.depth(), recording);
  }

  /** Those of all threads of a pool: each is asked, since nobody answers before all do. */
  static List<Surroundings> of(ExecutorService pool, int threads) {
    CyclicBarrier together = new CyclicBarrier(threads);
    Callable<Surroundings> asked =
        () -> {
          together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
          return now();
        };
    List<Future<Surroundings>> answers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      answers.add(pool.submit(asked));
    }
    return answers.stream().map(Surroundings::answered).toList();
  }

  private static Surroundings answered(Future<Surroundings> answer) {
    try {
      return answer.get();
    } catch (Exception e) {
      throw new IllegalStateException("a thread of the pool does not come back", e);
    }
  }
}
