package io.tempera.testkit;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerUser;
import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.runtime.Tasks;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A bearer over an end. One turn is one action on the network's loop. */
final class MemoryBearer implements Bearer {
  /** What a lent buffer is overwritten with when it is taken back. */
  private static final byte TAKEN_BACK = (byte) 0xDD;

  private final MemoryNetwork network;
  private final End end;
  private final AtomicReference<Optional<BearerUser>> user =
      new AtomicReference<>(Optional.empty());
  private final AtomicBoolean turnQueued = new AtomicBoolean();
  private final AtomicBoolean closeAsked = new AtomicBoolean();
  private volatile boolean batchWanted;

  // On the loop only:
  private final ArrayDeque<ByteBuffer> unwritten = new ArrayDeque<>();
  private boolean inputClosedTold;
  private boolean ended;
  private boolean endTold;
  private Optional<Failure> failure = Optional.empty();

  MemoryBearer(MemoryNetwork network, End end) {
    this.network = network;
    this.end = end;
    end.ownedBy(this::queueTurn);
  }

  @Override
  public ConnectionId connectionId() {
    return end.id();
  }

  @Override
  public Tasks tasks() {
    return network.tasks();
  }

  @Override
  public int sduSize() {
    return end.connection().settings().sduSize();
  }

  @Override
  public int batchSize() {
    return end.connection().settings().batchSize();
  }

  @Override
  public void start(BearerUser newUser) {
    if (!user.compareAndSet(Optional.empty(), Optional.of(newUser))) {
      throw new IllegalStateException("The bearer " + end.id() + " was started before");
    }
    queueTurn();
  }

  @Override
  public void requestTurn() {
    batchWanted = true;
    queueTurn();
  }

  @Override
  public void execute(Runnable action) {
    network.soon(
        () -> {
          if (!ended) {
            action.run();
          }
        });
  }

  @Override
  public void close() {
    if (closeAsked.compareAndSet(false, true)) {
      network.soon(() -> finish(Optional.empty()));
    }
  }

  private void queueTurn() {
    if (turnQueued.compareAndSet(false, true)) {
      network.soon(this::turn);
    }
  }

  private void turn() {
    turnQueued.set(false);
    user.get().ifPresent(this::turn);
  }

  private void turn(BearerUser at) {
    if (ended) {
      tellTheEnd(at);
      return;
    }
    try {
      read(at);
      write(at);
    } catch (RuntimeException | Error thrown) {
      if (ended) {
        throw thrown;
      }
      finish(Optional.of(Failure.of(FailureCategory.INTERNAL, thrown)));
    }
    if (isMoreToDo()) {
      queueTurn();
    }
  }

  private boolean isOver() {
    return ended || closeAsked.get();
  }

  private void read(BearerUser at) {
    int left = end.connection().settings().burstSize();
    boolean any = false;
    while (left > 0 && end.in().available() > 0 && !isOver()) {
      byte[] bytes = end.in().read(Math.min(left, end.connection().settings().readSize()));
      left -= bytes.length;
      any = true;
      at.received(ByteBuffer.wrap(bytes));
      Arrays.fill(bytes, TAKEN_BACK);
    }
    if (any && !isOver()) {
      at.burstEnded();
    }
    if (end.in().isAtEnd() && !inputClosedTold && !isOver()) {
      inputClosedTold = true;
      at.inputClosed();
    }
    if (end.wasReset() && end.in().available() == 0 && !isOver()) {
      finish(remoteClosed("connection reset by the remote side"));
    }
  }

  private void write(BearerUser at) {
    if (isOver() || end.wasReset() || end.room() == 0) {
      return;
    }
    if (!unwritten.isEmpty()) {
      flush(at);
    } else if (batchWanted) {
      batchWanted = false;
      List<ByteBuffer> batch = at.nextBatch();
      batch.stream().filter(ByteBuffer::hasRemaining).forEach(unwritten::add);
      if (unwritten.isEmpty() || isOver()) {
        return;
      }
      if (end.nextWriteFails()) {
        finish(remoteClosed("write failed: broken pipe"));
        return;
      }
      flush(at);
    }
  }

  private void flush(BearerUser at) {
    while (!unwritten.isEmpty() && end.room() > 0) {
      ByteBuffer first = unwritten.element();
      end.write(first);
      if (!first.hasRemaining()) {
        unwritten.remove();
      }
    }
    if (unwritten.isEmpty()) {
      at.batchWritten();
    }
  }

  private boolean isMoreToDo() {
    if (isOver()) {
      return false;
    }
    boolean toRead = end.in().available() > 0;
    boolean toWrite = !end.wasReset() && end.room() > 0 && (batchWanted || !unwritten.isEmpty());
    return toRead || toWrite;
  }

  private Optional<Failure> remoteClosed(String what) {
    return Optional.of(Failure.of(FailureCategory.REMOTE_CLOSED, end.id() + ": " + what));
  }

  private void finish(Optional<Failure> why) {
    if (ended) {
      return;
    }
    ended = true;
    failure = why;
    unwritten.clear();
    end.close();
    user.get().ifPresent(this::tellTheEnd);
  }

  private void tellTheEnd(BearerUser at) {
    if (!endTold) {
      endTold = true;
      at.closed(failure);
    }
  }
}
