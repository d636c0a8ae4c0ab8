package dev.jyro.examples;

import dev.jyro.examples.output.OutputException;
import dev.jyro.examples.output.OutputFolder;
import dev.jyro.examples.stage.Outcome;
import dev.jyro.examples.stage.Progress;
import dev.jyro.examples.stage.Stage;
import dev.jyro.examples.stage.StoppedException;
import dev.jyro.examples.stage.Terminal;
import dev.jyro.examples.stage.Voice;
import dev.jyro.tensor.Torch;
import io.vavr.control.Option;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
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

  @CommandLine.Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      converter = WholeNumber.Any.class,
      description = "Seed of all randomness; equal seeds give equal results. Default: 0.")
  private long seed;

  @CommandLine.Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the results, made if need be. Default: the example's own.")
  private @Nullable Path out;

  @CommandLine.Option(
      names = "--threads",
      paramLabel = "N",
      converter = WholeNumber.Positive.class,
      description = "Threads that Torch may use, from 1. Default: one for each processor.")
  private @Nullable Integer threads;

  @CommandLine.Option(
      names = "--epochs",
      paramLabel = "N",
      converter = WholeNumber.Positive.class,
      description = "Times to go through the data, from 1. Default: the example's own.")
  private @Nullable Integer epochs;

  @CommandLine.Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "0",
      converter = WholeNumber.NonNegative.class,
      description = "Stop after so many steps in all. Default: 0, no limit.")
  private int steps;

  @CommandLine.Option(
      names = "--json",
      description = "Print the results as JSON, an object a line, alone on the standard output.")
  private boolean json;

  @CommandLine.Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the training whose results are in this folder; the default for --out, too.")
  private @Nullable Path resume;

  /** The seed; 0 if none was given. */
  public long seed() {
    return seed;
  }

  /**
   * Runs an example: with its folder, report and progress around it, its result told at the end.
   *
   * @param config what it is told; the report shows its components
   * @param example does the work
   * @throws OutputException if the folder for the results cannot be used; found out before the work
   * @throws StoppedException if the user has asked for the end
   */
  public <C extends Record, R extends Record & Outcome> void perform(
      C config, BiFunction<C, Stage, R> example) {
    Torch.setThreads(threads());
    Voice voice = voice();
    try (Stage stage = new Stage(name(), folder(), voice, Option.of(resume))) {
      try {
        R result = stage.timed("all", () -> example.apply(config, stage));
        voice.tell(name(), result);
        Path report =
            stage.report().write(Settings.of(config), result.summary(), Surroundings.now());
        stage.progress().line("Pictures and report are in " + report);
      } catch (StoppedException e) {
        // Said while the process still waits for the stage to close.
        stage.progress().line(e.getMessage());
        throw e;
      }
    }
  }

  private Voice voice() {
    Voice.Language language = json ? Voice.Language.JSON : Voice.Language.LINES;
    String system = "jyro " + Version.number();
    return new Voice(progress(), commandLine().getOut(), language, system, typed());
  }

  /** What the user typed, but for what {@code --resume} replaces. */
  private String typed() {
    List<String> words = new ArrayList<>(List.of(name()));
    boolean skip = false;
    for (String word : commandLine().getParseResult().originalArgs()) {
      boolean option = word.equals("--resume");
      if (!skip && !option && !word.startsWith("--resume=") && !word.equals(name())) {
        words.add(word);
      }
      skip = option;
    }
    return String.join(" ", words);
  }

  private String name() {
    return commandLine().getCommandName();
  }

  /** The folder for the results, made and found writable. */
  private OutputFolder folder() {
    Path own = resume == null ? Path.of("out", name()) : resume;
    return OutputFolder.open(out == null ? own : out);
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

  /**
   * The number of steps of a training whose every step sees all data, so that an epoch is a step:
   * what {@code --steps} or {@code --epochs} says, the smaller if both are given.
   *
   * @param otherwise the number if none was given
   */
  public int steps(int otherwise) {
    int most = steps == 0 ? Integer.MAX_VALUE : steps;
    return Math.min(most, epochs(steps == 0 ? otherwise : steps));
  }

  /** Whether the results are wanted as JSON, with nothing else on the standard output. */
  public boolean json() {
    return json;
  }

  /**
   * A bar on a terminal and lines elsewhere. With {@code --json} the lines go to the error stream,
   * so that the output is JSON alone.
   */
  private Progress progress() {
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
