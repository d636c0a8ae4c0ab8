package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Forces collections, lets cleaners run, and writes rubbish over whatever memory they gave back.
 */
final class Churn {
  private Churn() {}

  static void collect() {
    pushOutConstants();
    long before = TensorScope.unscoped();
    System.gc();
    pause();
    for (int i = 0; i < 20 && TensorScope.unscoped() == before; i++) {
      pause();
    }
    overwriteJavasMemory();
    overwriteTorchsMemory();
  }

  private static void pushOutConstants() {
    for (int i = 0; i < 5000; i++) {
      Tensor.constant(i / 7.0, DataType.FLOAT64);
    }
  }

  private static void overwriteJavasMemory() {
    ByteBuffer[] rubbish = new ByteBuffer[300];
    Arrays.setAll(rubbish, i -> ByteBuffer.allocateDirect(4 + 4 * (i % 6)));
    for (ByteBuffer buffer : rubbish) {
      while (buffer.hasRemaining()) {
        buffer.put((byte) 0xAB);
      }
    }
  }

  private static void overwriteTorchsMemory() {
    try (TensorScope scope = TensorScope.open()) {
      for (int size : new int[] {1, 2, 3, 4, 6, 8, 12}) {
        Tensor[] rubbish = new Tensor[40];
        Arrays.setAll(rubbish, i -> Tensor.full(-7e36, DataType.FLOAT32, size));
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
