package dev.jyro.examples.stage;

/**
 * What an example found out: a record of numbers, lists and maps, which becomes JSON by the names
 * of its components, and a few lines for readers.
 */
public interface Outcome {
  /** The result in words, a few lines without an end of line after the last. */
  String summary();
}
