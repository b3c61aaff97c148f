package io.tempera.mux.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.WireTrace;
import io.tempera.trace.Tracer;
import java.nio.ByteBuffer;

/**
 * Says what passes on one connection, to whoever listens at that moment. While nobody does, each
 * call asks once and makes nothing.
 */
final class WireWatch {
  private final ConnectionId id;
  private final Tracer tracer;

  WireWatch(ConnectionId connectionId, Tracer tracer) {
    this.id = connectionId;
    this.tracer = tracer;
  }

  /** A header has come. On the loop. */
  void headerReceived(SduHeader header) {
    if (tracer.wanted(WireTrace.HeaderReceived.class)) {
      tracer.trace(
          new WireTrace.HeaderReceived(
              id,
              Integer.toUnsignedLong(header.timestamp()),
              header.number(),
              header.sender(),
              header.length()));
    }
  }

  /**
   * A batch is about to be handed to the bearer. Its SDUs are read from its bytes, so that those
   * who put it together need not think of this. On the loop.
   */
  void sending(Batch batch) {
    if (!tracer.wanted(WireTrace.SduSent.class)) {
      return;
    }
    int payload = 0;
    for (ByteBuffer buffer : batch.buffers()) {
      int at = buffer.position();
      while (at < buffer.limit()) {
        if (payload == 0) {
          // A header always lies in one buffer.
          SduHeader header = SduHeader.decode(buffer.getLong(at));
          sent(header);
          payload = header.length();
          at += SduHeader.SIZE;
        } else {
          int here = Math.min(payload, buffer.limit() - at);
          payload -= here;
          at += here;
        }
      }
    }
  }

  private void sent(SduHeader header) {
    tracer.trace(
        new WireTrace.SduSent(
            id,
            Integer.toUnsignedLong(header.timestamp()),
            header.number(),
            header.sender(),
            header.length()));
  }

  /** The system has taken a batch. On the loop. */
  void batchWritten() {
    if (tracer.wanted(WireTrace.BatchWritten.class)) {
      tracer.trace(new WireTrace.BatchWritten(id));
    }
  }

  /** A half begins to wait for bytes. */
  void receiveStarted(ProtocolKey key) {
    if (tracer.wanted(WireTrace.ReceiveStarted.class)) {
      tracer.trace(new WireTrace.ReceiveStarted(id, key));
    }
  }

  /** A half has taken bytes. */
  void receiveEnded(ProtocolKey key, int bytes) {
    if (tracer.wanted(WireTrace.ReceiveEnded.class)) {
      tracer.trace(new WireTrace.ReceiveEnded(id, key, bytes));
    }
  }

  /** A half begins to send. */
  void sendStarted(ProtocolKey key, int bytes) {
    if (tracer.wanted(WireTrace.SendStarted.class)) {
      tracer.trace(new WireTrace.SendStarted(id, key, bytes));
    }
  }

  /** What a half sent is queued. */
  void sendEnded(ProtocolKey key) {
    if (tracer.wanted(WireTrace.SendEnded.class)) {
      tracer.trace(new WireTrace.SendEnded(id, key));
    }
  }
}
