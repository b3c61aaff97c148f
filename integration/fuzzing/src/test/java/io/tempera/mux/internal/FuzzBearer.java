package io.tempera.mux.internal;

import static io.tempera.fuzzing.FuzzTarget.check;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerUser;
import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.runtime.Tasks;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** A bearer whose loop turns when it is told to, and which takes bytes when it likes. */
final class FuzzBearer implements Bearer {
  /** Small, so that short inputs reach the limits. */
  static final int SDU_SIZE = 100;

  static final int BATCH_SIZE = 400;

  private final ConnectionId id;
  private final SentBytes sent;
  private final ArrayDeque<Runnable> actions = new ArrayDeque<>();
  private BearerUser user;
  private boolean turnWanted;
  private boolean writing;
  private boolean inputClosed;
  private boolean closed;

  private boolean takes = true;

  FuzzBearer(int number, SentBytes sent) {
    id =
        new ConnectionId(
            new InetSocketAddress("127.0.0.1", 3001),
            new InetSocketAddress("127.0.0.1", 40_000 + number));
    this.sent = sent;
  }

  @Override
  public ConnectionId connectionId() {
    return id;
  }

  @Override
  public Tasks tasks() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int sduSize() {
    return SDU_SIZE;
  }

  @Override
  public int batchSize() {
    return BATCH_SIZE;
  }

  @Override
  public void start(BearerUser newUser) {
    check(user == null, "a bearer is started once");
    user = newUser;
  }

  @Override
  public void requestTurn() {
    turnWanted = true;
  }

  @Override
  public void execute(Runnable action) {
    if (!closed) {
      actions.add(action);
    }
  }

  @Override
  public void close() {
    end(Optional.empty());
  }

  /** It breaks, or is closed: the last call follows, on the loop. */
  void end(Optional<Failure> failure) {
    if (!closed) {
      closed = true;
      actions.clear();
      actions.add(() -> user.closed(failure));
    }
  }

  /** Whether it takes bytes, and writes what it took, from now on. */
  void takes(boolean now) {
    takes = now;
  }

  /** Whether it takes no bytes at present. */
  boolean isFull() {
    return !takes;
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether bytes may still come. */
  boolean isOpen() {
    return !closed && !inputClosed;
  }

  /** Turns until nothing is left to do. */
  void turn() {
    while (true) {
      Runnable action = actions.poll();
      if (action != null) {
        action.run();
      } else if (writing && takes && !closed) {
        writing = false;
        user.batchWritten();
      } else if (turnWanted && !writing && takes && !closed) {
        turnWanted = false;
        write(user.nextBatch());
      } else {
        return;
      }
    }
  }

  private void write(List<ByteBuffer> batch) {
    long bytes = batch.stream().mapToLong(ByteBuffer::remaining).sum();
    writing = bytes > 0;
    batch.forEach(sent::add);
  }

  /** Bytes come, in one burst. What the loop still has to do, it does before. */
  void receive(byte[] bytes) {
    turn();
    if (isOpen() && bytes.length > 0) {
      user.received(ByteBuffer.wrap(bytes.clone()));
      user.burstEnded();
    }
  }

  /** The remote side closes its direction. */
  void closeInput() {
    turn();
    if (isOpen()) {
      inputClosed = true;
      user.inputClosed();
    }
  }
}
