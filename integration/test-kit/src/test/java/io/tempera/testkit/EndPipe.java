package io.tempera.testkit;

import io.tempera.bearer.DialRequest;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.testkit.BearerContract.Ending;
import io.tempera.testkit.BearerContract.RawPipe;
import java.io.EOFException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One end of a connection in memory as the other side of a contract test on real time. The
 * network's loop moves the bytes; the test's thread waits for it.
 */
final class EndPipe implements RawPipe {
  private final MemoryNetwork network;
  private final End end;
  private final Wait moved;

  // On the network's loop only:
  private final ArrayDeque<ByteBuffer> unwritten = new ArrayDeque<>();
  private final Inbox inbox = new Inbox();
  private boolean finishing;
  private boolean finished;

  private EndPipe(TemperaRuntime runtime, MemoryNetwork network, End end) {
    this.network = network;
    this.end = end;
    this.moved = runtime.newWait();
    end.ownedBy(this::move);
    network.soon(this::move);
  }

  static EndPipe connect(TemperaRuntime runtime, MemoryNetwork network, SocketAddress remote)
      throws InterruptedException {
    DialRequest request = new DialRequest(remote, Optional.empty(), Duration.ofSeconds(30));
    return new EndPipe(runtime, network, network.localhost().dialEnd(request));
  }

  private void move() {
    while (!end.wasReset() && !unwritten.isEmpty() && end.room() > 0) {
      end.write(unwritten.element());
      if (!unwritten.element().hasRemaining()) {
        unwritten.remove();
      }
    }
    if (finishing && !finished && unwritten.isEmpty()) {
      finished = true;
      end.shutdownOutput();
    }
    inbox.add(end.in().read(end.in().available()));
    moved.wake();
  }

  @Override
  public void write(byte[] bytes) {
    network.soon(
        () -> {
          unwritten.add(ByteBuffer.wrap(bytes));
          move();
        });
  }

  @Override
  public byte[] read(int count) throws Exception {
    return await(
        () -> {
          if (inbox.size() >= count) {
            return Optional.of(inbox.take(count));
          }
          return ending().map(over -> new byte[0]);
        },
        bytes -> {
          if (bytes.length < count) {
            throw new EOFException("before " + count + " bytes");
          }
        });
  }

  @Override
  public Ending awaitEnd() throws Exception {
    return await(this::ending, ending -> {});
  }

  private Optional<Ending> ending() {
    if (end.wasReset()) {
      return Optional.of(Ending.RESET);
    }
    return end.in().isAtEnd() ? Optional.of(Ending.FIN) : Optional.empty();
  }

  @Override
  public void shutdownOutput() {
    network.soon(
        () -> {
          finishing = true;
          move();
        });
  }

  @Override
  public void reset() {
    network.soon(end::close);
  }

  @Override
  public void close() {
    network.soon(end::closeGently);
  }

  private interface Check<T> {
    void on(T value) throws Exception;
  }

  /** Asks on the loop, again and again as something moves, until there is an answer. */
  private <T> T await(Supplier<Optional<T>> question, Check<T> check) throws Exception {
    Answer<T> answer = new Answer<>();
    ask(question, answer);
    if (!moved.until(() -> answer.value.isPresent() || reask(question, answer), Awaiting.LIMIT)) {
      throw new AssertionError(end.id() + ": nothing came");
    }
    T value = answer.value.orElseThrow();
    check.on(value);
    return value;
  }

  private <T> boolean reask(Supplier<Optional<T>> question, Answer<T> answer) {
    ask(question, answer);
    return false;
  }

  private <T> void ask(Supplier<Optional<T>> question, Answer<T> answer) {
    network.soon(
        () -> {
          if (answer.value.isEmpty()) {
            answer.value = question.get();
            if (answer.value.isPresent()) {
              moved.wake();
            }
          }
        });
  }

  private static final class Answer<T> {
    private volatile Optional<T> value = Optional.empty();
  }
}
