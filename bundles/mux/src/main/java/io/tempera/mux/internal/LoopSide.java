package io.tempera.mux.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerUser;
import io.tempera.failure.Failure;
import io.tempera.mux.MuxError;
import io.tempera.runtime.TemperaRuntime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The part of a multiplexer that lives on the bearer's loop: bytes in, bytes out, and how long both
 * may take. What is more than bytes becomes an event.
 */
final class LoopSide implements BearerUser {
  private final Bearer bearer;
  private final TemperaRuntime runtime;
  private final Supplier<MuxSettings> settings;
  private final EgressScheduler egress;
  private final Demultiplexer demultiplexer;
  private final DelayWatch delays;
  private final Consumer<MuxEvent> machine;
  private final Deadline writeDeadline;
  private final WireWatch wire;
  private final SduReader reader;

  private volatile boolean silent;
  private volatile long bytesIn;
  private volatile long sdusIn;

  // The loop's.
  private SduSink sink;

  /** Made when an SDU comes in pieces for the first time. */
  private Optional<Deadline> sduDeadline = Optional.empty();

  private long bytesRead;
  private long sduWithDeadline;
  private int sdusUnderWay;

  LoopSide(
      Bearer bearer,
      TemperaRuntime runtime,
      Supplier<MuxSettings> settings,
      EgressScheduler egress,
      HandshakeChannel handshake,
      Demultiplexer demultiplexer,
      DelayWatch delays,
      WireWatch wire,
      Consumer<MuxEvent> machine) {
    this.runtime = runtime;
    this.settings = settings;
    this.egress = egress;
    this.sink = handshake;
    this.demultiplexer = demultiplexer;
    this.delays = delays;
    this.wire = wire;
    this.reader = new SduReader(wire::headerReceived);
    this.machine = machine;
    this.bearer = bearer;
    this.writeDeadline = new Deadline(runtime, bearer::execute, this::writeTooSlow);
  }

  /** Bytes received, up to the last burst. Any thread. */
  long bytesIn() {
    return bytesIn;
  }

  /** SDUs received, up to the last burst. Any thread. */
  long sdusIn() {
    return sdusIn;
  }

  /** What arrives from now on is dropped. Any thread. */
  void silence() {
    silent = true;
  }

  /** The handshake is over: SDUs go to their halves, first those that it did not receive. */
  void demultiplex(HandshakeChannel handshake) {
    sink = demultiplexer;
    delays.bytesArrived();
    for (HandshakeChannel.HeldSdu held : handshake.over()) {
      Optional<MuxError> error =
          demultiplexer.sdu(held.header(), ByteBuffer.wrap(held.payload()), true);
      if (error.isPresent()) {
        broke(error.get());
        return;
      }
    }
    watchBatch(runtime.clock().nanos());
    burstEnded();
  }

  @Override
  public void received(ByteBuffer bytes) {
    if (silent) {
      return;
    }
    bytesRead += bytes.remaining();
    delays.bytesArrived();
    Optional<MuxError> error = reader.read(bytes, sink);
    if (error.isPresent()) {
      broke(error.get());
    }
  }

  private void broke(MuxError error) {
    silent = true;
    machine.accept(new MuxEvent.Broke(error));
  }

  @Override
  public void burstEnded() {
    bytesIn = bytesRead;
    sdusIn = reader.sdus();
    if (silent) {
      return;
    }
    sink.burstEnded();
    if (sink == demultiplexer) {
      watchSdu();
    }
  }

  /** An SDU of which a part is still to come has a deadline, from when its first byte was seen. */
  private void watchSdu() {
    if (!reader.insideSdu()) {
      sduDeadline.ifPresent(Deadline::clear);
    } else if (sduDeadline.filter(Deadline::isSet).isEmpty() || sduWithDeadline != reader.sdus()) {
      sduWithDeadline = reader.sdus();
      long limit = settings.get().sduTimeout().toNanos();
      sduDeadline().set(runtime.clock().nanos(), limit, limit);
    }
  }

  private Deadline sduDeadline() {
    if (sduDeadline.isEmpty()) {
      sduDeadline = Optional.of(new Deadline(runtime, bearer::execute, this::sduTooSlow));
    }
    return sduDeadline.get();
  }

  private void sduTooSlow() {
    broke(new MuxError.SduReadTimeout(settings.get().sduTimeout()));
  }

  @Override
  public List<ByteBuffer> nextBatch() {
    long now = runtime.clock().nanos();
    Batch batch = egress.nextBatch(now);
    if (batch.sdus() > 0) {
      sdusUnderWay = batch.sdus();
      wire.sending(batch);
      watchBatch(now);
    }
    return batch.buffers();
  }

  /** A batch under way has a deadline, once the handshake is over. */
  private void watchBatch(long now) {
    if (sdusUnderWay > 0 && sink == demultiplexer) {
      long each = settings.get().sduTimeout().toNanos();
      writeDeadline.set(now, each * sdusUnderWay, each);
    }
  }

  private void writeTooSlow() {
    Duration limit = settings.get().sduTimeout().multipliedBy(sdusUnderWay);
    broke(new MuxError.SduWriteTimeout(sdusUnderWay, limit));
  }

  @Override
  public void batchWritten() {
    sdusUnderWay = 0;
    writeDeadline.clear();
    wire.batchWritten();
    egress.batchWritten();
  }

  @Override
  public void inputClosed() {
    machine.accept(new MuxEvent.InputClosed(reader.insideSdu()));
  }

  @Override
  public void closed(Optional<Failure> failure) {
    silent = true;
    sduDeadline.ifPresent(Deadline::close);
    writeDeadline.close();
    delays.sample();
    machine.accept(new MuxEvent.BearerClosed(failure));
  }
}
