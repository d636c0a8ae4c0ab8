package dev.jyro.examples.offline;

import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/** Makes no channel of {@code java.nio} that leads out of the process. */
public final class NoChannels extends SelectorProvider {
  /** By its name in a property of the system. */
  public NoChannels() {}

  @Override
  public DatagramChannel openDatagramChannel() {
    throw Sockets.refused("DatagramChannel");
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) {
    throw Sockets.refused("DatagramChannel");
  }

  @Override
  public Pipe openPipe() {
    throw Sockets.refused("Pipe");
  }

  @Override
  public AbstractSelector openSelector() {
    throw Sockets.refused("Selector");
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() {
    throw Sockets.refused("ServerSocketChannel");
  }

  @Override
  public SocketChannel openSocketChannel() {
    throw Sockets.refused("SocketChannel");
  }
}
