package dev.jyro.examples.bench;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bench}: what is measured is named by a subcommand. */
@Command(
    name = "bench",
    description = "Measures how fast Jyro is; see docs/benchmarks.md.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SmallCommand.class,
      VaeStepCommand.class,
      OpsCommand.class,
      HandlersCommand.class,
      GrowthCommand.class,
      ThreadsCommand.class,
      ParticlesCommand.class,
    })
public final class BenchCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(),
          "bench: found no subcommand, needed one of %s.".formatted(spec.subcommands().keySet()));
    }
  }
}
