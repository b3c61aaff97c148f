package io.tempera.testkit;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerUser;
import io.tempera.failure.Failure;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A bearer's user that keeps what it is told, sends what the test gives it, and notices when the
 * bearer breaks its contract. Works on both runtimes.
 */
public final class RecordingUser implements BearerUser {
  /** What a bearer tells its user. */
  public enum Call {
    /** Bytes came. */
    RECEIVED,
    /** A burst is over. */
    BURST_ENDED,
    /** A batch was asked for. */
    NEXT_BATCH,
    /** A batch was handed over. */
    BATCH_WRITTEN,
    /** The remote side's end of input. */
    INPUT_CLOSED,
    /** The end. */
    CLOSED
  }

  private final TemperaRuntime runtime;
  private final Bearer bearer;
  private final Wait changed;
  private final AtomicInteger inside = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();

  private volatile boolean started;

  // Under the lock:
  private final List<Call> calls = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final ArrayDeque<byte[]> toSend = new ArrayDeque<>();
  private Optional<Supplier<byte[]>> endless = Optional.empty();
  private Runnable inReceived = () -> {};
  private Optional<Failure> failure = Optional.empty();
  private final Map<Call, Long> counts = new EnumMap<>(Call.class);

  /** The user of a bearer, which {@link #start} starts. */
  public RecordingUser(TemperaRuntime runtime, Bearer bearer) {
    this.runtime = runtime;
    this.bearer = bearer;
    this.changed = runtime.newWait();
  }

  /** Starts the bearer with this user. */
  public RecordingUser start() {
    bearer.start(this);
    started = true;
    return this;
  }

  /** Whether {@link #start} has been called. */
  public boolean isStarted() {
    return started;
  }

  /** The bearer. */
  public Bearer bearer() {
    return bearer;
  }

  /** Sends bytes, as a batch of their own. */
  public void send(byte[] bytes) {
    update(() -> toSend.add(bytes.clone()));
    bearer.requestTurn();
  }

  /** From now on every batch that is asked for is one of these, and the next one is asked for. */
  public void sendEndlessly(Supplier<byte[]> source) {
    update(() -> endless = Optional.of(source));
    bearer.requestTurn();
  }

  /** Ends {@link #sendEndlessly}. */
  public void stopSending() {
    update(() -> endless = Optional.empty());
  }

  /** Does something inside every call that brings bytes. */
  public void whenReceived(Runnable action) {
    update(() -> inReceived = action);
  }

  /** What it was told so far, in order. */
  public List<Call> calls() {
    return read(() -> List.copyOf(calls));
  }

  /** How often it was told something. */
  public long count(Call which) {
    return read(() -> counts.getOrDefault(which, 0L));
  }

  /** The bytes that came so far. */
  public byte[] received() {
    return read(received::toByteArray);
  }

  /** How many bytes came so far. */
  public int receivedCount() {
    return read(received::size);
  }

  /** Why the bearer ended, if it did and not by its own close. */
  public Optional<Failure> failure() {
    return read(() -> failure);
  }

  /** How the bearer broke its contract so far; ought to be empty. */
  public List<String> violations() {
    return read(() -> List.copyOf(violations));
  }

  /** Waits until it was told something. */
  public void await(Call which) throws InterruptedException {
    await(() -> count(which) > 0, which.name());
  }

  /** Waits until at least so many bytes came. */
  public void awaitReceived(int bytes) throws InterruptedException {
    await(() -> receivedCount() >= bytes, bytes + " bytes");
  }

  /** Waits for a condition on what it was told. */
  public void await(BooleanSupplier condition, String what) throws InterruptedException {
    Awaiting.until(runtime, changed, condition, () -> describe(what));
  }

  /** Waits until the bearer's loop has gone round so many times. */
  public void awaitRounds(int rounds) throws InterruptedException {
    for (int i = 0; i < rounds; i++) {
      AtomicInteger done = new AtomicInteger();
      bearer.execute(
          () -> {
            done.set(1);
            changed.wake();
          });
      await(() -> done.get() == 1, "a round of the loop");
    }
  }

  @Override
  public void received(ByteBuffer bytes) {
    told(
        Call.RECEIVED,
        () -> {
          if (!bytes.hasRemaining()) {
            violations.add("received nothing");
          }
          byte[] copy = new byte[bytes.remaining()];
          bytes.get(copy);
          received.writeBytes(copy);
        });
    read(() -> inReceived).run();
  }

  @Override
  public void burstEnded() {
    told(
        Call.BURST_ENDED,
        () -> {
          if (calls.size() < 2 || calls.get(calls.size() - 2) != Call.RECEIVED) {
            violations.add("burst ended without a burst");
          }
        });
  }

  @Override
  public List<ByteBuffer> nextBatch() {
    List<ByteBuffer> batch = new ArrayList<>();
    told(
        Call.NEXT_BATCH,
        () -> {
          endless.map(Supplier::get).ifPresent(toSend::add);
          if (!toSend.isEmpty()) {
            batch.add(ByteBuffer.wrap(toSend.remove()));
          }
        });
    if (read(() -> endless.isPresent() || !toSend.isEmpty())) {
      bearer.requestTurn();
    }
    return batch;
  }

  @Override
  public void batchWritten() {
    told(
        Call.BATCH_WRITTEN,
        () -> {
          if (count(Call.BATCH_WRITTEN) > count(Call.NEXT_BATCH)) {
            violations.add("more batches were written than asked for");
          }
        });
  }

  @Override
  public void inputClosed() {
    told(
        Call.INPUT_CLOSED,
        () -> {
          if (count(Call.INPUT_CLOSED) > 1) {
            violations.add("input closed twice");
          }
        });
  }

  @Override
  public void closed(Optional<Failure> why) {
    told(Call.CLOSED, () -> failure = why);
  }

  private void told(Call call, Runnable what) {
    boolean alone = inside.incrementAndGet() == 1;
    update(
        () -> {
          if (!alone) {
            violations.add(call + " while another call was going on");
          }
          if (count(Call.CLOSED) > 0) {
            violations.add(call + " after the end");
          }
          if (call != Call.BURST_ENDED
              && call != Call.RECEIVED
              && call != Call.CLOSED
              && !calls.isEmpty()
              && calls.getLast() == Call.RECEIVED) {
            violations.add(call + " before the end of the burst");
          }
          calls.add(call);
          counts.merge(call, 1L, Long::sum);
          what.run();
        });
    inside.decrementAndGet();
    changed.wake();
  }

  private String describe(String what) {
    return bearer.connectionId()
        + ": no "
        + what
        + "; it was told "
        + calls()
        + ", "
        + receivedCount()
        + " bytes, "
        + failure();
  }

  private void update(Runnable what) {
    lock.lock();
    try {
      what.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T read(Supplier<T> what) {
    lock.lock();
    try {
      return what.get();
    } finally {
      lock.unlock();
    }
  }
}
