package dev.jyro.examples.offline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A process that asks for a socket of each kind, and says what became of that. */
final class Knocking {
  private Knocking() {}

  /** Without arguments. */
  public static void main(String[] arguments) {
    Sockets.refuseAll();
    knock(() -> new Socket(InetAddress.getLoopbackAddress(), 9));
    knock(() -> new ServerSocket(0));
    knock(() -> new DatagramSocket(0));
    knock(SocketChannel::open);
    knock(ServerSocketChannel::open);
    knock(DatagramChannel::open);
    System.out.println("sockets " + Sockets.askedFor());
  }

  private static void knock(Door door) {
    try (AutoCloseable opened = door.open()) {
      System.out.println("opened " + opened);
    } catch (UncheckedIOException e) {
      System.out.println(e.getMessage());
    } catch (Exception e) {
      throw new IllegalStateException("It was not we who refused.", e);
    }
  }

  /** What opens a socket. */
  private interface Door {
    AutoCloseable open() throws IOException;
  }
}
