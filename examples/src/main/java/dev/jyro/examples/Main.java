package dev.jyro.examples;

import dev.jyro.JyroException;
import dev.jyro.examples.bench.BenchCommand;
import dev.jyro.examples.bnn.BnnCommand;
import dev.jyro.examples.coin.CoinCommand;
import dev.jyro.examples.betavae.BetaVaeCommand;
import dev.jyro.examples.densities.DensitiesCommand;
import dev.jyro.examples.draw.DrawCommand;
import dev.jyro.examples.logistic.BayesianLogisticCommand;
import dev.jyro.examples.particles.VaeParticlesCommand;
import dev.jyro.examples.regression.RegressionCommand;
import dev.jyro.examples.schools.EightSchoolsCommand;
import dev.jyro.examples.gaussian.VaeGaussianCommand;
import dev.jyro.examples.generate.VaeGenerateCommand;
import dev.jyro.examples.stage.StoppedException;
import dev.jyro.examples.vae.VaeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ScopeType;

/**
 * The command line of the examples; without arguments it runs the one called {@value #DEFAULT}.
 *
 * <p>Exit codes: 0 for success; 1 for an example that failed, with a message if Jyro can explain
 * the failure and with a stack trace if not; 2 for arguments that make no sense.
 */
@Command(
    name = "jyro",
    description = "Runs Jyro's examples; without arguments, '" + Main.DEFAULT + "'.",
    // Inherited: --help and --version work after every subcommand.
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CoinCommand.class,
      RegressionCommand.class,
      EightSchoolsCommand.class,
      BayesianLogisticCommand.class,
      BnnCommand.class,
      VaeCommand.class,
      VaeParticlesCommand.class,
      BetaVaeCommand.class,
      VaeGaussianCommand.class,
      VaeGenerateCommand.class,
      BenchCommand.class,
      DensitiesCommand.class,
      DrawCommand.class,
      Listing.class
    })
public final class Main {
  /** The example that runs when none is named. */
  static final String DEFAULT = "vae";

  /** The exit code of a run that the user has ended, as shells give it for Ctrl-C. */
  static final int STOPPED = 130;

  /**
   * Runs the example named by the arguments. A failure ends the process with its exit code; success
   * returns, so that a program around it (Maven, a test) goes on.
   */
  public static void main(String[] arguments) {
    // Pictures are drawn in memory: no display is needed, and none should be opened.
    System.setProperty("java.awt.headless", "true");
    int exitCode = run(commandLine(), arguments);
    if (exitCode != ExitCode.OK) {
      System.exit(exitCode);
    }
  }

  /** Runs a command line and returns its exit code. */
  static int run(CommandLine commandLine, String... arguments) {
    return commandLine.execute(orDefault(arguments));
  }

  /** The arguments, or the default example's name if there are none. */
  static String[] orDefault(String... arguments) {
    return arguments.length == 0 ? new String[] {DEFAULT} : arguments;
  }

  /** The command line with all examples. */
  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(Main::explain);
  }

  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof StoppedException) {
      return STOPPED; // it has been said already
    }
    if (!(failure instanceof JyroException)) {
      throw failure;
    }
    command.getErr().println(command.getColorScheme().errorText(failure.getMessage()));
    return ExitCode.SOFTWARE;
  }
}
