package dev.jyro.examples;

import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints each example's name and the first line of its description. */
@Command(name = Listing.NAME, description = "Lists the examples, a line each.")
final class Listing implements Runnable {
  static final String NAME = "list";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      CommandSpec all = spec.parent();
      print(all.subcommands(), spec.commandLine().getOut());
    }
  }

  private static void print(Map<String, CommandLine> commands, PrintWriter out) {
    int width = commands.keySet().stream().mapToInt(String::length).max().orElse(1);
    commands.forEach(
        (name, command) -> {
          if (!name.equals(NAME)) {
            out.printf("%-" + width + "s  %s%n", name, summary(command));
          }
        });
    out.flush();
  }

  private static String summary(CommandLine command) {
    String[] lines = command.getCommandSpec().usageMessage().description();
    return lines.length == 0 ? "" : lines[0];
  }
}
