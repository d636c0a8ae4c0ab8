package dev.jyro.examples;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Runs the examples; with no arguments, the VAE. */
@Command(name = "jyro", mixinStandardHelpOptions = true, description = "Runs Jyro's examples.")
public final class Main implements Callable<Integer> {

  /**
   * Runs the example named by the arguments. A failure ends the process with picocli's exit code;
   * success returns, so that a program around it (Maven, a test) goes on.
   */
  public static void main(String[] arguments) {
    int exitCode = new CommandLine(new Main()).execute(arguments);
    if (exitCode != ExitCode.OK) {
      System.exit(exitCode);
    }
  }

  @Override
  public Integer call() {
    return new CommandLine(new Main()).execute("vae");
  }

  @Command(name = "vae", description = "Will train a variational autoencoder.")
  int vae(
      @Option(names = "--epochs", defaultValue = "1") int epochs,
      @Option(names = "--steps", defaultValue = "1000000") int steps,
      @Option(names = "--out", defaultValue = "out") Path out) {
    System.out.printf("vae: %d epochs of at most %d steps into %s: to come%n", epochs, steps, out);
    return ExitCode.OK;
  }
}
