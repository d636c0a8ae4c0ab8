package dev.jyro.examples.bench;

/**
 * One of several ways to do one thing.
 *
 * @param mode what it is called
 * @param step does it once
 */
record Contender(String mode, Runnable step) {
  void run(int times) {
    for (int i = 0; i < times; i++) {
      step.run();
    }
  }
}
