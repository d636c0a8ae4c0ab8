package dev.jyro.examples;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs the examples; with no subcommand, the default one. */
@Command(
    name = "jyro",
    mixinStandardHelpOptions = true,
    description = "Runs Jyro's examples.",
    subcommands = {})
public final class Main implements Callable<Integer> {

  /**
   * Runs the example named by the arguments. A failure ends the process with picocli's exit code;
   * success returns, so that a program around it (Maven, a test) goes on.
   */
  public static void main(String[] arguments) {
    int exitCode = new CommandLine(new Main()).execute(arguments);
    if (exitCode != CommandLine.ExitCode.OK) {
      System.exit(exitCode);
    }
  }

  @Override
  public Integer call() {
    System.out.println("Jyro: no example yet.");
    return CommandLine.ExitCode.OK;
  }
}
