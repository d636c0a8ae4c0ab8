package dev.jyro.examples.bench;

/** A process that keeps one core busy, as a neighbour would, for as long as its parent lives. */
final class Busy {
  private static final long LOOK_NANOS = 200_000_000;

  private Busy() {}

  public static void main(String[] arguments) {
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    while (parent.isAlive()) {
      spin(System.nanoTime() + LOOK_NANOS);
    }
  }

  private static void spin(long end) {
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
