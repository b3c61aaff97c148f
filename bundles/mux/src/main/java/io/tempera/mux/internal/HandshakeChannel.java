package io.tempera.mux.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxException;
import io.tempera.mux.SduChannel;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The handshake's view of the SDUs. What arrives is held, whole SDU by whole SDU, until the
 * handshake receives it or the multiplexer runs and it goes to its half. More than {@link
 * MuxSettings#handshakeHold} bytes in hold end the connection: a bearer cannot pause reading.
 */
final class HandshakeChannel implements SduChannel, SduSink {
  /** What an SDU in hold costs beside its payload: two objects, a header, a place in a queue. */
  static final int HELD_OVERHEAD = 64;

  /** An SDU that is kept. */
  record HeldSdu(SduHeader header, byte[] payload) {
    /** Bytes that it counts for: a flood of tiny ones is bounded like one of large ones. */
    int size() {
      return HELD_OVERHEAD + payload.length;
    }
  }

  private final ConnectionId id;
  private final EgressScheduler egress;
  private final Supplier<MuxSettings> settings;
  private final Wait receivers;
  private final ReentrantLock lock = new ReentrantLock();

  // Under the lock.
  private final ArrayDeque<HeldSdu> held = new ArrayDeque<>(2);
  private long heldBytes;

  private volatile boolean ready;
  private volatile Optional<Refusal> closed = Optional.empty();

  HandshakeChannel(
      ConnectionId id,
      EgressScheduler egress,
      Supplier<MuxSettings> settings,
      TemperaRuntime runtime) {
    this.id = id;
    this.egress = egress;
    this.settings = settings;
    this.receivers = runtime.newWait();
  }

  @Override
  public ConnectionId connectionId() {
    return id;
  }

  @Override
  public void send(Direction sender, byte[] payload) {
    if (payload.length == 0 || payload.length > SduHeader.MAX_LENGTH) {
      throw new IllegalArgumentException(
          id
              + ": a handshake message has 1 to "
              + SduHeader.MAX_LENGTH
              + " bytes, not "
              + payload.length);
    }
    if (closed.isPresent()) {
      throw closed.get().exception();
    }
    if (!egress.sendHandshake(sender, payload)) {
      throw new MuxException(
          FailureCategory.LIMIT,
          id + ": the remote side does not take the handshake's messages; close the connection",
          Optional.empty());
    }
  }

  @Override
  public Optional<byte[]> receive(Duration timeout) throws InterruptedException {
    receivers.until(() -> ready || closed.isPresent(), timeout);
    lock.lock();
    try {
      HeldSdu first = held.poll();
      // What arrived before the end is still received: a refusal comes right before the close.
      if (first != null) {
        heldBytes -= first.size();
        ready = !held.isEmpty();
        return Optional.of(first.payload());
      }
    } finally {
      lock.unlock();
    }
    if (closed.isPresent()) {
      throw closed.get().exception();
    }
    return Optional.empty();
  }

  @Override
  public Optional<MuxError> sdu(SduHeader header, ByteBuffer payload, boolean owned) {
    int limit = settings.get().handshakeHold();
    lock.lock();
    try {
      long after = heldBytes + HELD_OVERHEAD + payload.remaining();
      if (after > limit) {
        return Optional.of(new MuxError.HandshakeOverrun(limit, after));
      }
      heldBytes = after;
      held.add(new HeldSdu(header, owned ? payload.array() : copy(payload)));
      ready = true;
    } finally {
      lock.unlock();
    }
    return Optional.empty();
  }

  private static byte[] copy(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  @Override
  public void burstEnded() {
    receivers.wake();
  }

  /** No more messages. What is held may still be received. */
  void close(Refusal why) {
    closed = Optional.of(why);
    receivers.wake();
  }

  /** The handshake is over: closes it, and gives what it did not receive. On the loop. */
  List<HeldSdu> over() {
    List<HeldSdu> rest;
    lock.lock();
    try {
      rest = List.copyOf(held);
      held.clear();
      heldBytes = 0;
      ready = false;
    } finally {
      lock.unlock();
    }
    close(
        Refusal.wrongState(id, "the handshake is over, the multiplexer runs; use mini-protocols"));
    return rest;
  }
}
