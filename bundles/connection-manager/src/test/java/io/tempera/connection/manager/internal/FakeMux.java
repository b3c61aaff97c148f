package io.tempera.connection.manager.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerUser;
import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.DelaySample;
import io.tempera.mux.Direction;
import io.tempera.mux.JobStatus;
import io.tempera.mux.MiniProtocolJob;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxCounters;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.SduChannel;
import io.tempera.mux.StartMode;
import io.tempera.runtime.Tasks;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A multiplexer without bytes: it runs, stops, and breaks when the test, or its bearer, says so.
 */
final class FakeMux implements Mux, BearerUser, SduChannel {
  private final Bearer bearer;
  private final List<Consumer<MuxEnd>> callbacks = new ArrayList<>();
  private Optional<MuxEnd> cause = Optional.empty();
  private Optional<MuxEnd> ended = Optional.empty();
  private boolean runs;
  private boolean stubborn;

  FakeMux(Bearer bearer) {
    this.bearer = bearer;
    bearer.start(this);
  }

  /** Whether it was told to run. */
  boolean runs() {
    return runs;
  }

  /** From now on a stop does nothing. */
  void neverStops() {
    stubborn = true;
  }

  /** Ends by an error. */
  void fail(MuxError error) {
    end(new MuxEnd.Failed(error));
  }

  private void end(MuxEnd how) {
    if (cause.isEmpty()) {
      cause = Optional.of(how);
      bearer.close();
    }
  }

  @Override
  public void stop() {
    if (!stubborn) {
      end(new MuxEnd.Stopped());
    }
  }

  @Override
  public void closed(Optional<Failure> failure) {
    MuxEnd end =
        cause.orElseGet(
            () ->
                new MuxEnd.Failed(
                    new MuxError.IoError(
                        failure.orElse(Failure.of(FailureCategory.SHUTTING_DOWN, "closed here")))));
    cause = Optional.of(end);
    ended = Optional.of(end);
    List.copyOf(callbacks).forEach(callback -> callback.accept(end));
  }

  @Override
  public Tasks tasks() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ConnectionId connectionId() {
    return bearer.connectionId();
  }

  @Override
  public SduChannel handshakeChannel() {
    return this;
  }

  @Override
  public void run() {
    if (cause.isPresent()) {
      throw new MuxException(
          FailureCategory.REMOTE_CLOSED, connectionId() + ": it has ended", Optional.empty());
    }
    runs = true;
  }

  @Override
  public Optional<MuxEnd> ended() {
    return ended;
  }

  @Override
  public void whenEnded(Consumer<MuxEnd> callback) {
    ended.ifPresentOrElse(callback, () -> callbacks.add(callback));
  }

  @Override
  public SortedMap<ProtocolKey, JobStatus> statusMap() {
    return new TreeMap<>();
  }

  @Override
  public void changeStart(ProtocolKey key, StartMode mode) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<DelaySample> delay() {
    return Optional.empty();
  }

  @Override
  public MuxCounters counters() {
    return new MuxCounters(0, 0, 0, 0, 0, 0);
  }

  @Override
  public void register(ProtocolKey key, int ingressLimit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void withdraw(ProtocolKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void runMiniProtocol(ProtocolKey key, StartMode mode, MiniProtocolJob job) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void send(Direction sender, byte[] payload) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<byte[]> receive(Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void received(ByteBuffer bytes) {}

  @Override
  public void burstEnded() {}

  @Override
  public List<ByteBuffer> nextBatch() {
    return List.of();
  }

  @Override
  public void batchWritten() {}

  @Override
  public void inputClosed() {
    fail(new MuxError.BearerClosed("while the test looked"));
  }
}
