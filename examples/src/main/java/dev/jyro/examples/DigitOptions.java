package dev.jyro.examples;

import dev.jyro.examples.data.Mnist;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of examples that learn from handwritten digits, for {@code @Mixin}. */
public final class DigitOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder with MNIST's four IDX files, gzipped or not. Default: those inside.")
  private @Nullable Path data;

  /**
   * The digits.
   *
   * @throws dev.jyro.examples.data.DataException if files are missing or unusable
   */
  public Mnist digits() {
    return data == null ? Mnist.embedded() : Mnist.from(data);
  }
}
