package dev.jyro.examples.offline;

import dev.jyro.examples.Main;
import dev.jyro.tensor.Torch;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Scanner;

/**
 * A process that gets no socket, starts Torch, and runs the command lines that it is given. At its
 * end, however it ends, it says in its last two lines which sockets were asked for and how many
 * network interfaces were up.
 */
final class Alone {
  private Alone() {}

  /** With a command line of the examples in each argument. */
  public static void main(String[] arguments) {
    Sockets.refuseAll();
    String interfaces = "interfaces " + interfacesUp();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> System.out.printf("sockets %s%n%s%n", Sockets.askedFor(), interfaces)));
    Torch.version(); // starts DJL
    for (String line : arguments) {
      Main.main(new Scanner(line).tokens().toArray(String[]::new));
    }
  }

  /** The JDK lists those that are up, and says by an exception that there is none. */
  private static long interfacesUp() {
    try {
      return NetworkInterface.networkInterfaces().count();
    } catch (SocketException e) {
      return 0;
    }
  }
}
