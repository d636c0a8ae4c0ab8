package dev.jyro.examples.offline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sockets that this process has asked for, none of which it got: those of {@code java.net}, and
 * by {@link NoChannels} those of {@code java.nio}. Written down as well as refused, because who
 * reports in secret keeps silent about failures.
 *
 * <p>Not seen are sockets of native code, and questions to a name server.
 */
final class Sockets {
  private static final List<String> ASKED_FOR = new CopyOnWriteArrayList<>();

  /** Classes that open sockets for others. */
  private static final Pattern BETWEEN =
      Pattern.compile("java\\.|sun\\.|.*\\.(Sockets|NoChannels)\\b");

  private Sockets() {}

  /** From now on, and for the whole process: it cannot be undone. */
  @SuppressWarnings("deprecation") // there is no other hook that JDK 17 and its successors have
  static void refuseAll() {
    System.setProperty("java.nio.channels.spi.SelectorProvider", NoChannels.class.getName());
    try {
      Socket.setSocketImplFactory(
          () -> {
            throw refused("Socket");
          });
      ServerSocket.setSocketFactory(
          () -> {
            throw refused("ServerSocket");
          });
      DatagramSocket.setDatagramSocketImplFactory(
          () -> {
            throw refused("DatagramSocket");
          });
    } catch (IOException e) {
      throw new IllegalStateException("Somebody has set a factory of sockets already.", e);
    }
  }

  /** Who asked, in the order in which they did. */
  static List<String> askedFor() {
    return List.copyOf(ASKED_FOR);
  }

  /** Writes down who asks, and gives the exception for them. */
  static UncheckedIOException refused(String kind) {
    ASKED_FOR.add(kind + " for " + StackWalker.getInstance().walk(Sockets::asker));
    return new UncheckedIOException(new SocketException("No " + kind + " in this process."));
  }

  private static String asker(Stream<StackWalker.StackFrame> frames) {
    return frames
        .map(StackWalker.StackFrame::getClassName)
        .filter(name -> !BETWEEN.matcher(name).lookingAt())
        .findFirst()
        .orElse("the JDK");
  }
}
