package io.tempera.benchmarks.idle;

import io.tempera.benchmarks.baseline.PlainIdleServer;
import io.tempera.benchmarks.protocol.IdleNode;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Something that many clients connect to. */
public interface IdleServer extends AutoCloseable {
  /** Begins to listen: the server that understands what will be said. */
  static IdleServer open(Talk talk) throws Exception {
    return switch (talk) {
      case PLAIN -> PlainIdleServer.open();
      case NODE -> IdleNode.open();
    };
  }

  /** Where it listens. */
  SocketAddress address();

  /** On which port of the loopback interface. */
  default int port() {
    return ((InetSocketAddress) address()).getPort();
  }

  /** How many connections there are of which it still knows anything. */
  int connections();

  @Override
  void close() throws Exception;
}
