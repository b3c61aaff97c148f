package io.tempera.mux.internal;

import io.tempera.mux.Direction;
import io.tempera.mux.MuxCounters;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Decides what is sent next: round robin over the halves that have something queued, one SDU for
 * each in its turn, in batches (network-mux Network.Mux.Egress). One batch is under way at a time,
 * so that what is not written yet waits here, where it is counted and shared out.
 *
 * <p>Any thread may call; callbacks come without the lock.
 */
final class EgressScheduler {
  /** How many bytes of headers and short messages a batch gathers in one array. Our own choice. */
  private static final int MOST_GATHERED = 4_096;

  private static final Runnable NOTHING = () -> {};

  private record HandshakeSdu(Direction sender, byte[] payload) {}

  private final Supplier<MuxSettings> settings;
  private final TemperaRuntime runtime;
  private final int sduSize;
  private final int batchSize;
  private final Runnable requestTurn;
  private final ReentrantLock lock = new ReentrantLock();

  /** When the last turn began, of the monotonic clock. */
  private volatile long turnBegan;

  // Under the lock.
  private final ArrayDeque<HandshakeSdu> handshake = new ArrayDeque<>(2);
  private final ArrayDeque<EgressQueue> ring = new ArrayDeque<>(2);
  private long queued;
  private long bytesOut;
  private long sdusOut;
  private boolean underWay;
  private Runnable whenIdle = NOTHING;

  /**
   * A scheduler with nothing queued.
   *
   * @param sduSize bytes of payload at which a half's bytes are cut
   * @param batchSize bytes, headers included, that a batch must not exceed
   * @param requestTurn asks the bearer to call {@link #nextBatch}; once whenever there is something
   *     to send and nothing under way
   */
  EgressScheduler(
      Supplier<MuxSettings> settings,
      TemperaRuntime runtime,
      int sduSize,
      int batchSize,
      Runnable requestTurn) {
    this.settings = settings;
    this.runtime = runtime;
    this.sduSize = sduSize;
    this.batchSize = batchSize;
    this.requestTurn = requestTurn;
  }

  /**
   * Queues a message of a half. Blocks at the soft limit, then takes all of it.
   *
   * @param pieces the message, one after the other
   * @return false when the queue is closed
   */
  boolean send(EgressQueue queue, List<ByteBuffer> pieces) throws InterruptedException {
    while (true) {
      int limit = settings.get().egressSoftLimit();
      Wait full;
      boolean turn = false;
      lock.lock();
      try {
        if (queue.isClosed()) {
          return false;
        }
        full = queue.bytes() >= limit ? senders(queue) : null;
        if (full == null) {
          turn = idle();
          if (queue.bytes() == 0) {
            ring.add(queue);
          }
          queued += queue.append(pieces);
        }
      } finally {
        lock.unlock();
      }
      if (full == null) {
        if (turn) {
          requestFirstTurn();
        }
        return true;
      }
      full.until(() -> queue.isClosed() || queue.bytes() < limit);
    }
  }

  /** Asks for a turn for what is alone in the queue: later, when the last one was just now. */
  private void requestFirstTurn() {
    long interval = settings.get().egressInterval().toNanos();
    long left = interval == 0 ? 0 : turnBegan + interval - runtime.clock().nanos();
    // There may have been no turn yet, or another interval: then nothing is known of the last one.
    if (left > 0 && left <= interval) {
      runtime.timers().after(Duration.ofNanos(left), requestTurn);
    } else {
      requestTurn.run();
    }
  }

  private Wait senders(EgressQueue queue) {
    if (queue.senders() == null) {
      queue.senders(runtime.newWait());
    }
    return queue.senders();
  }

  /**
   * Queues one SDU of number 0, before everything else.
   *
   * @return false when the soft limit is reached
   */
  boolean sendHandshake(Direction sender, byte[] payload) {
    boolean turn;
    lock.lock();
    try {
      if (queued >= settings.get().egressSoftLimit()) {
        return false;
      }
      turn = idle();
      handshake.add(new HandshakeSdu(sender, payload));
      queued += payload.length;
    } finally {
      lock.unlock();
    }
    if (turn) {
      requestTurn.run();
    }
    return true;
  }

  /** Whether nothing is queued or under way: then whoever queues something asks for a turn. */
  private boolean idle() {
    return !underWay && ring.isEmpty() && handshake.isEmpty();
  }

  /**
   * The next batch; empty while one is under way.
   *
   * @param now nanoseconds of the monotonic clock, for all its headers, as on the reference
   *     (network-mux Network.Mux.Bearer.Socket)
   */
  Batch nextBatch(long now) {
    List<Runnable> after = new ArrayList<>(2);
    Batch batch;
    lock.lock();
    try {
      if (underWay || idle()) {
        return Batch.EMPTY;
      }
      batch = build(SduHeader.timestamp(now), after);
      turnBegan = now;
      underWay = true;
      queued -= batch.bytes() - (long) SduHeader.SIZE * batch.sdus();
      bytesOut += batch.bytes();
      sdusOut += batch.sdus();
    } finally {
      lock.unlock();
    }
    after.forEach(Runnable::run);
    return batch;
  }

  private Batch build(int timestamp, List<Runnable> after) {
    MuxSettings now = settings.get();
    int mostSdus = now.batchSdus();
    long expected = queued + (long) SduHeader.SIZE * (ring.size() + handshake.size());
    BatchBuilder batch = new BatchBuilder(batchSize, (int) Math.min(expected, MOST_GATHERED));
    while (!handshake.isEmpty()
        && batch.sdus() < mostSdus
        && batch.hasRoomFor(handshake.element().payload().length)) {
      HandshakeSdu sdu = handshake.remove();
      int length = sdu.payload().length;
      batch.begin(new SduHeader(timestamp, 0, sdu.sender(), length));
      batch.add(ByteBuffer.wrap(sdu.payload()), 0, length);
    }
    if (!handshake.isEmpty()) {
      return batch.build();
    }
    while (!ring.isEmpty() && batch.sdus() < mostSdus) {
      EgressQueue queue = ring.element();
      int length = (int) Math.min(queue.bytes(), sduSize);
      if (!batch.hasRoomFor(length)) {
        break;
      }
      ring.remove();
      batch.begin(new SduHeader(timestamp, queue.key().number(), queue.key().direction(), length));
      queue.cut(length, batch);
      if (queue.senders() != null && queue.bytes() < now.egressSoftLimit()) {
        after.add(queue.senders()::wake);
      }
      if (queue.bytes() > 0) {
        ring.add(queue);
      } else {
        Runnable drained = queue.takeWhenDrained();
        if (drained != null) {
          after.add(drained);
        }
      }
    }
    return batch.build();
  }

  /** The batch under way has been handed to the system. */
  void batchWritten() {
    Runnable next = requestTurn;
    lock.lock();
    try {
      underWay = false;
      if (idle()) {
        next = whenIdle;
        whenIdle = NOTHING;
      }
    } finally {
      lock.unlock();
    }
    next.run();
  }

  /** Refuses further messages of a half, and wakes who waits to send. What is queued goes out. */
  void close(EgressQueue queue) {
    Wait waiting;
    lock.lock();
    try {
      queue.close();
      waiting = queue.senders();
    } finally {
      lock.unlock();
    }
    if (waiting != null) {
      waiting.wake();
    }
  }

  /**
   * Calls back once when all that a half queued has gone into a batch; at once if it has already.
   */
  void whenDrained(EgressQueue queue, Runnable callback) {
    lock.lock();
    try {
      if (queue.bytes() > 0) {
        queue.whenDrained(callback);
        return;
      }
    } finally {
      lock.unlock();
    }
    callback.run();
  }

  /**
   * Calls back once when nothing is queued or under way; at once if that is so. What is queued does
   * not wait for company any more.
   */
  void whenIdle(Runnable callback) {
    Runnable next = callback;
    lock.lock();
    try {
      if (!idle()) {
        whenIdle = callback;
        next = requestTurn;
      }
    } finally {
      lock.unlock();
    }
    next.run();
  }

  /** The figures of sending, with those of receiving left at zero. */
  MuxCounters counters() {
    lock.lock();
    try {
      return new MuxCounters(0, bytesOut, 0, sdusOut, 0, queued);
    } finally {
      lock.unlock();
    }
  }
}
