package dev.jyro.examples.stage;

import java.io.Console;

/** Whether somebody sits at a terminal, reading along. */
public final class Terminal {
  private Terminal() {}

  /** Whether input and output are a terminal, neither of them a file or a pipe. */
  @SuppressWarnings("SystemConsoleNull")
  public static boolean isInteractive() {
    Console console = System.console();
    return console != null && isTerminal(console);
  }

  /** From Java 22 on there may be a console without a terminal, and a method that tells. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      // An older Java: its console is a terminal.
      return true;
    }
  }
}
