package dev.jyro.tensor;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import dev.jyro.JyroException;

/** The engine under the tensors: its version and its threads. */
public final class Torch {
  private Torch() {}

  /** Torch's version, such as {@code 2.7.1}. */
  public static String version() {
    return started().getVersion();
  }

  /** How many threads one operation may use. */
  public static int threads() {
    started();
    return JniUtils.getNumThreads();
  }

  /**
   * Sets how many threads one operation may use, in the whole process.
   *
   * @throws JyroException if {@code count} is not positive
   */
  public static void setThreads(int count) {
    if (count < 1) {
      throw new JyroException("setThreads: %d. Needed: at least 1.".formatted(count));
    }
    started();
    JniUtils.setNumThreads(count);
  }

  private static Engine started() {
    Native.start();
    return Engine.getEngine("PyTorch");
  }
}
