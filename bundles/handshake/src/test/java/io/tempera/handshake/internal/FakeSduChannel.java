package io.tempera.handshake.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxException;
import io.tempera.mux.SduChannel;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SDUs that the test puts in and takes out. */
final class FakeSduChannel implements SduChannel {
  private static final ConnectionId ID =
      new ConnectionId(
          new InetSocketAddress("127.0.0.1", 3001), new InetSocketAddress("127.0.0.1", 40_000));

  private final Wait wait;
  private final ArrayDeque<byte[]> incoming = new ArrayDeque<>();
  private final List<String> sent = new ArrayList<>();
  private boolean gone;

  FakeSduChannel(TemperaRuntime runtime) {
    wait = runtime.newWait();
  }

  /** An SDU arrives. */
  void arrive(byte[] payload) {
    incoming.add(payload);
    wait.wake();
  }

  /** The bearer ends. */
  void end() {
    gone = true;
    wait.wake();
  }

  /** What was sent, each with its sender. */
  List<String> sent() {
    return sent;
  }

  /** SDUs that nobody has received. */
  int left() {
    return incoming.size();
  }

  @Override
  public ConnectionId connectionId() {
    return ID;
  }

  @Override
  public void send(Direction sender, byte[] payload) {
    sent.add(sender + " " + Offers.hex(payload));
  }

  @Override
  public Optional<byte[]> receive(Duration timeout) throws InterruptedException {
    wait.until(() -> gone || !incoming.isEmpty(), timeout);
    if (gone) {
      throw new MuxException(FailureCategory.REMOTE_CLOSED, "the bearer ended", Optional.empty());
    }
    return Optional.ofNullable(incoming.poll());
  }
}
