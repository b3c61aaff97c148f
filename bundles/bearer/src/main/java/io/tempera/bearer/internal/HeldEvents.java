package io.tempera.bearer.internal;

import io.tempera.bearer.BearerUser;
import io.tempera.failure.Failure;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stands in for the user of a bearer that was not started yet, and keeps what the user will have to
 * know.
 *
 * <p>There is little to keep: such a bearer does not read. But a remote side that sends and hangs
 * up at once makes epoll read once, at most the {@linkplain SocketOptions first read} of a channel.
 */
final class HeldEvents implements BearerUser {
  private final List<byte[]> bytes = new ArrayList<>(0);
  private boolean inputClosed;
  private boolean closed;
  private Optional<Failure> failure = Optional.empty();

  @Override
  public void received(ByteBuffer arrived) {
    byte[] copy = new byte[arrived.remaining()];
    arrived.get(copy);
    bytes.add(copy);
  }

  @Override
  public void burstEnded() {
    // Told when the bytes are.
  }

  @Override
  public List<ByteBuffer> nextBatch() {
    return List.of();
  }

  @Override
  public void batchWritten() {
    // Nothing was written.
  }

  @Override
  public void inputClosed() {
    inputClosed = true;
  }

  @Override
  public void closed(Optional<Failure> why) {
    closed = true;
    failure = why;
  }

  /** Tells the user everything, in order. */
  void replayTo(BearerUser user) {
    if (!bytes.isEmpty()) {
      bytes.forEach(b -> user.received(ByteBuffer.wrap(b)));
      user.burstEnded();
    }
    if (inputClosed) {
      user.inputClosed();
    }
    if (closed) {
      user.closed(failure);
    }
  }
}
