package io.tempera.mux.internal;

import io.tempera.mux.MuxChannel;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** The channel of one run of a half. It is closed when the run is over, and then throws. */
final class JobChannel implements MuxChannel {
  private record Waiter(int bytes, Runnable callback) {}

  private static final AtomicReferenceFieldUpdater<JobChannel, Waiter> WAITER =
      AtomicReferenceFieldUpdater.newUpdater(JobChannel.class, Waiter.class, "waiter");

  private static final AtomicReferenceFieldUpdater<JobChannel, Refusal> CLOSED =
      AtomicReferenceFieldUpdater.newUpdater(JobChannel.class, Refusal.class, "closed");

  private final Half half;
  private final JobContext context;
  private final EgressQueue queue;

  /** Null when nobody waits; whoever takes a waiter out calls it. */
  private volatile Waiter waiter;

  /** Null while it is open. */
  private volatile Refusal closed;

  JobChannel(Half half, JobContext context) {
    this.half = half;
    this.context = context;
    this.queue = new EgressQueue(half.key());
  }

  @Override
  public int arrived() {
    return (int) half.arrived();
  }

  @Override
  public ByteBuffer look(int offset) {
    checkOpen();
    return half.queue().orElseThrow(() -> nothingAt(offset)).look(offset);
  }

  @Override
  public byte[] take(int count) {
    checkOpen();
    byte[] bytes = half.queue().orElseThrow(() -> nothingAt(count)).take(count);
    context.account().add(-count);
    context.wire().receiveEnded(half.key(), count);
    return bytes;
  }

  private IndexOutOfBoundsException nothingAt(int position) {
    return new IndexOutOfBoundsException(
        who()
            + "no byte has arrived yet, there is nothing at or before "
            + position
            + "; wait first");
  }

  private String who() {
    return context.id() + " " + half.key() + ": ";
  }

  @Override
  public void send(List<ByteBuffer> pieces) throws InterruptedException {
    int bytes = 0;
    for (ByteBuffer piece : pieces) {
      bytes = Math.addExact(bytes, piece.remaining());
    }
    if (bytes == 0) {
      throw new IllegalArgumentException(who() + "a message without a byte cannot be sent");
    }
    checkOpen();
    context.wire().sendStarted(half.key(), bytes);
    if (!context.egress().send(queue, pieces)) {
      checkOpen();
    }
    context.wire().sendEnded(half.key());
  }

  @Override
  public void whenArrived(int bytes, Runnable callback) {
    if (bytes < 1) {
      throw new IllegalArgumentException(who() + "wait for at least one byte, not for " + bytes);
    }
    context.wire().receiveStarted(half.key());
    Waiter mine = new Waiter(bytes, Objects.requireNonNull(callback, "callback"));
    waiter = mine;
    // Looked at after it was set, as the loop and close look at it after they changed something.
    if (closed != null || half.arrived() >= bytes) {
      call(mine);
    }
  }

  /** A burst has brought bytes. On the loop. */
  void bytesArrived() {
    Waiter now = waiter;
    if (now != null && half.arrived() >= now.bytes()) {
      call(now);
    }
  }

  private void call(Waiter found) {
    if (WAITER.compareAndSet(this, found, null)) {
      found.callback().run();
    }
  }

  /**
   * Every use throws from now on; who waits or blocks is woken. What was sent goes out.
   *
   * @return false when it was closed before
   */
  boolean close(Refusal why) {
    if (!CLOSED.compareAndSet(this, null, why)) {
      return false;
    }
    context.egress().close(queue);
    Waiter now = waiter;
    if (now != null) {
      call(now);
    }
    return true;
  }

  /** Calls back once when all that was sent has gone into a batch. */
  void whenDrained(Runnable callback) {
    context.egress().whenDrained(queue, callback);
  }

  private void checkOpen() {
    Refusal why = closed;
    if (why != null) {
      throw why.exception();
    }
  }
}
