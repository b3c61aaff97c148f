package io.tempera.benchmarks.idle;

import java.net.SocketAddress;

/** Something that many clients connect to. */
public interface IdleServer extends AutoCloseable {
  /** Where it listens. */
  SocketAddress address();

  /** How many connections there are of which it still knows anything. */
  int connections();

  @Override
  void close() throws Exception;
}
