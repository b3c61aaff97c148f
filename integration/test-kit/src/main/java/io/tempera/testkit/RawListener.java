package io.tempera.testkit;

import java.net.SocketAddress;

/** A listening socket played by a test. */
public final class RawListener implements AutoCloseable {
  private final VirtualRuntime runtime;
  private final MemoryListener listener;

  RawListener(VirtualRuntime runtime, MemoryListener listener) {
    this.runtime = runtime;
    this.listener = listener;
  }

  /** Where it listens. */
  public SocketAddress localAddress() {
    return listener.localAddress();
  }

  /** Runs until somebody connects. */
  public RawPeer accept() throws Exception {
    return new RawPeer(runtime, runtime.call(listener::acceptEnd));
  }

  @Override
  public void close() {
    listener.close();
  }
}
