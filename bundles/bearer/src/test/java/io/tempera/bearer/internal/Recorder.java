package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.BearerUser;
import io.tempera.failure.Failure;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** A bearer's user that writes down what it is told, and says what it was given to say. */
class Recorder implements BearerUser {
  /** A safety net: nothing here takes time. */
  static final Duration LONG = Duration.ofSeconds(20);

  final List<String> calls = new CopyOnWriteArrayList<>();
  private final StringBuffer text = new StringBuffer();
  private final Queue<List<ByteBuffer>> batches = new ConcurrentLinkedQueue<>();
  private final Wait wait;
  private volatile Optional<Optional<Failure>> end = Optional.empty();

  Recorder(TemperaRuntime runtime) {
    wait = runtime.newWait();
  }

  /** Puts a batch of several buffers in line; ask for a turn afterwards. */
  void toWrite(String... parts) {
    batches.add(
        List.of(parts).stream()
            .map(p -> ByteBuffer.wrap(p.getBytes(StandardCharsets.ISO_8859_1)))
            .toList());
  }

  @Override
  public void received(ByteBuffer bytes) {
    text.append(StandardCharsets.ISO_8859_1.decode(bytes));
    called("received");
  }

  @Override
  public void burstEnded() {
    called("burstEnded");
  }

  @Override
  public List<ByteBuffer> nextBatch() {
    List<ByteBuffer> next = batches.poll();
    called("nextBatch");
    return next == null ? List.of() : next;
  }

  @Override
  public void batchWritten() {
    called("batchWritten");
  }

  @Override
  public void inputClosed() {
    called("inputClosed");
  }

  @Override
  public void closed(Optional<Failure> failure) {
    end = Optional.of(failure);
    called("closed");
  }

  void called(String call) {
    calls.add(call);
    wait.wake();
  }

  String text() {
    return text.toString();
  }

  boolean isClosed() {
    return end.isPresent();
  }

  void awaitText(String expected) throws InterruptedException {
    await(() -> text().length() >= expected.length());
    assertThat(text()).isEqualTo(expected);
  }

  void awaitCall(String call) throws InterruptedException {
    await(() -> calls.contains(call));
  }

  Optional<Failure> awaitEnd() throws InterruptedException {
    await(this::isClosed);
    return end.orElseThrow();
  }

  void await(BooleanSupplier condition) throws InterruptedException {
    assertThat(wait.until(condition, LONG)).as("in time; calls: %s", calls).isTrue();
  }
}
