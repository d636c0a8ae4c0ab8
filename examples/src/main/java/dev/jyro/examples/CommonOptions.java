package dev.jyro.examples;

import dev.jyro.examples.output.OutputException;
import dev.jyro.examples.output.OutputFolder;
import dev.jyro.examples.stage.EarlierRun;
import dev.jyro.examples.stage.Outcome;
import dev.jyro.examples.stage.Progress;
import dev.jyro.examples.stage.Stage;
import dev.jyro.examples.stage.StoppedException;
import dev.jyro.examples.stage.Terminal;
import dev.jyro.examples.stage.Typed;
import dev.jyro.examples.stage.Voice;
import dev.jyro.tensor.Torch;
import io.vavr.control.Option;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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
      description = "Folder for the results, made if need be. Default: out/NAME.")
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
      description = "Times to go through the data, from 1. Default: see above.")
  private @Nullable Integer epochs;

  @CommandLine.Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "0",
      converter = WholeNumber.NonNegative.class,
      description = "Steps in all; with --epochs, what comes first. Default: 0, not said.")
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
    Option<EarlierRun> earlier = Option.of(resume).map(folder -> EarlierRun.of(folder, name()));
    Voice voice = voice();
    try (Stage stage = new Stage(name(), folder(), voice, earlier)) {
      try {
        R result = stage.timed("all", () -> example.apply(config, stage));
        voice.tell(name(), result);
        Path report = stage.report().write(settings(config), result.summary(), Surroundings.now());
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
    return new Voice(progress(), commandLine().getOut(), language, system, typed().withoutResume());
  }

  private Typed typed() {
    return Typed.of(name(), commandLine().getParseResult().originalArgs());
  }

  /** What the run was told: what was typed, and what it means. */
  private Map<String, String> settings(Record config) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("command", typed().toString());
    settings.putAll(Settings.of(config));
    return settings;
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
   * Refuses options that are not for an example.
   *
   * @param why what it is about the example, after its name
   * @param names of the options, such as {@code --epochs}
   * @throws ParameterException if one of them was given
   */
  public void refuse(String why, String... names) {
    for (String name : names) {
      if (commandLine().getParseResult().hasMatchedOption(name)) {
        throw new ParameterException(
            commandLine(), "%s: '%s' %s. Fix: leave the option out.".formatted(name, name(), why));
      }
    }
  }

  /** The number of threads, at least 1; one for each processor if none was given. */
  public int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /**
   * The number of epochs; 0, for as many as the steps need, if steps were given and epochs not.
   *
   * @param otherwise the number if neither was given
   */
  public int epochs(int otherwise) {
    if (epochs != null) {
      return epochs;
    }
    return steps > 0 ? 0 : otherwise;
  }

  /** The number of steps after which to stop; 0 if none was given, for no limit. */
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
    return steps(otherwise, 1);
  }

  /**
   * The number of steps of a training: what {@code --steps} or {@code --epochs} says, the smaller
   * if both are given.
   *
   * @param otherwise the number if none was given
   * @param perEpoch how many steps go through the data once
   */
  public int steps(int otherwise, int perEpoch) {
    long most = steps == 0 ? Integer.MAX_VALUE : steps;
    long whole = epochs == null ? most : (long) epochs * perEpoch;
    return steps == 0 && epochs == null ? otherwise : Math.toIntExact(Math.min(most, whole));
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
