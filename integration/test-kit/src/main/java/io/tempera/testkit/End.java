package io.tempera.testkit;

import io.tempera.bearer.ConnectionId;
import java.nio.ByteBuffer;

/** One side's socket: what a bearer or a raw peer stands on. Touched on the network's loop only. */
final class End {
  private final MemoryNetwork network;
  private final MemoryConnection connection;
  private final ConnectionId id;
  private final Pipe in;
  private final Pipe out;
  private volatile Runnable owner = () -> {};
  private boolean closed;
  private boolean closedGently;
  private boolean lost;
  private boolean wasReset;
  private int writesUntilFailure;

  End(MemoryNetwork network, MemoryConnection connection, ConnectionId id, Pipe in, Pipe out) {
    this.network = network;
    this.connection = connection;
    this.id = id;
    this.in = in;
    this.out = out;
  }

  MemoryConnection connection() {
    return connection;
  }

  ConnectionId id() {
    return id;
  }

  /** Who is told that something arrived or that there is room; any thread. */
  void ownedBy(Runnable whoIsTold) {
    owner = whoIsTold;
  }

  Pipe in() {
    return in;
  }

  int room() {
    return out.room();
  }

  void write(ByteBuffer from) {
    if (lost) {
      from.position(from.limit());
    } else {
      out.write(from);
    }
  }

  void shutdownOutput() {
    out.finish();
  }

  /** Whether this side has closed, or lost, the connection. */
  boolean isClosed() {
    return closed;
  }

  /** Whether the remote side, or a cut, has reset the connection. */
  boolean wasReset() {
    return wasReset;
  }

  void failWrite(int nth) {
    writesUntilFailure = nth;
  }

  /** Counts a batch. */
  boolean nextWriteFails() {
    return writesUntilFailure > 0 && --writesUntilFailure == 0;
  }

  /**
   * Closes as a socket with linger 0 does: the other side sees a reset, behind what is on its way.
   */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    network.forget(this);
    in.drop();
    if (!wasReset) {
      resetTheOther();
    }
  }

  private void resetTheOther() {
    out.behindTheBytes(() -> connection.ends().stream().filter(e -> e != this).forEach(End::reset));
  }

  /** Forgets the connection, and says so only when something comes. */
  void lose() {
    closed = true;
    lost = true;
    network.forget(this);
    in.drop();
  }

  /**
   * Closes as a socket without linger does: the other side sees a FIN, and a reset if it sends
   * more.
   */
  void closeGently() {
    if (in.available() > 0) {
      close();
    } else if (!closed && !closedGently) {
      closedGently = true;
      out.finish();
    }
  }

  /** {@link #close}, from any thread. */
  void closeSoon() {
    network.soon(this::close);
  }

  void cut() {
    in.drop();
    reset();
  }

  private void reset() {
    if (!closed && !wasReset) {
      wasReset = true;
      network.forget(this);
      changed();
    }
  }

  /** Something arrived. */
  void arrived() {
    if (lost && in.available() > 0) {
      resetTheOther();
    }
    if (closed) {
      in.drop();
    } else if (closedGently && in.available() > 0) {
      close();
    } else {
      changed();
    }
  }

  /** There is something to look at: bytes, an end, room, a reset. */
  void changed() {
    owner.run();
  }
}
