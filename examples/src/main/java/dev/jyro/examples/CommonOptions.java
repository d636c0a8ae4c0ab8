package dev.jyro.examples;

import dev.jyro.examples.output.OutputException;
import dev.jyro.examples.output.OutputFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options that every example takes, for {@code @Mixin}. What an option is when it is not given
 * is the example's to say, as its defaults differ from those of others.
 *
 * <p>A value that is no number or out of bounds is refused by the command line with the name of the
 * option, what was found and what is allowed.
 */
public final class CommonOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      converter = WholeNumber.Any.class,
      description = "Seed of all randomness; equal seeds give equal results. Default: 0.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the results, made if need be. Default: the example's own.")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = WholeNumber.Positive.class,
      description = "Threads that Torch may use, from 1. Default: one for each processor.")
  private @Nullable Integer threads;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = WholeNumber.Positive.class,
      description = "Times to go through the data, from 1. Default: the example's own.")
  private @Nullable Integer epochs;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "0",
      converter = WholeNumber.NonNegative.class,
      description = "Stop after so many steps in all. Default: 0, no limit.")
  private int steps;

  @Option(
      names = "--json",
      description = "Print the results as JSON, alone on the standard output.")
  private boolean json;

  /** The seed; 0 if none was given. */
  public long seed() {
    return seed;
  }

  /**
   * The folder for the results, made and found writable: call this before the work.
   *
   * @param otherwise the folder if none was given
   * @throws OutputException if it cannot be made or takes no file
   */
  public OutputFolder out(Path otherwise) {
    return OutputFolder.open(out == null ? otherwise : out);
  }

  /** The number of threads, at least 1; one for each processor if none was given. */
  public int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /**
   * The number of epochs, at least 1.
   *
   * @param otherwise the number if none was given
   */
  public int epochs(int otherwise) {
    return epochs == null ? otherwise : epochs;
  }

  /** The number of steps after which to stop; 0 sets no limit, and is the default. */
  public int steps() {
    return steps;
  }

  /** Whether the results are wanted as JSON, with nothing else on the standard output. */
  public boolean json() {
    return json;
  }

  /**
   * A bar on a terminal and lines elsewhere. With {@code --json} the lines go to the error stream,
   * so that the output is JSON alone.
   */
  public Progress progress() {
    if (json) {
      return Progress.lines(commandLine().getErr());
    }
    PrintWriter out = commandLine().getOut();
    return Terminal.isInteractive() ? Progress.bar(out) : Progress.lines(out);
  }

  private CommandLine commandLine() {
    if (command == null) {
      throw new IllegalStateException("CommonOptions works as a @Mixin of a command only.");
    }
    return command.commandLine();
  }
}
