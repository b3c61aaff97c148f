package io.tempera.mux.internal;

import io.tempera.mux.MuxError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes, which comes in pieces of any size, into SDUs.
 *
 * <p>An SDU that lies in one piece is passed on where it lies; one that does not is put together in
 * an array of its own, which is passed on with it. Not for use by more than one thread.
 */
final class SduReader {
  private static final byte[] NONE = {};

  private final Consumer<SduHeader> headers;
  private long headerBits;
  private int headerBytes;

  /** Null between two SDUs. */
  private SduHeader header;

  private byte[] payload = NONE;
  private int payloadBytes;
  private long sdus;

  /** One that tells nobody of headers. */
  SduReader() {
    this(header -> {});
  }

  /**
   * At the beginning of an SDU.
   *
   * @param headers told of each header that makes sense, before its payload is read
   */
  SduReader(Consumer<SduHeader> headers) {
    this.headers = headers;
  }

  /** Whether the last byte read was not the last of its SDU. */
  boolean insideSdu() {
    return headerBytes > 0;
  }

  /** How many whole SDUs there have been. */
  long sdus() {
    return sdus;
  }

  /**
   * Reads all bytes of a piece.
   *
   * @return the first error, after which this reader is of no more use
   */
  Optional<MuxError> read(ByteBuffer piece, SduSink sink) {
    piece.order(ByteOrder.BIG_ENDIAN);
    Optional<MuxError> error = Optional.empty();
    while (piece.hasRemaining() && error.isEmpty()) {
      error = headerBytes < SduHeader.SIZE ? readHeader(piece) : readPayload(piece, sink);
    }
    return error;
  }

  private Optional<MuxError> readHeader(ByteBuffer piece) {
    if (headerBytes == 0 && piece.remaining() >= SduHeader.SIZE) {
      headerBits = piece.getLong();
      headerBytes = SduHeader.SIZE;
    } else {
      headerBits = headerBits << 8 | piece.get() & 0xff;
      headerBytes++;
    }
    if (headerBytes == SduHeader.SIZE) {
      header = SduHeader.decode(headerBits);
      if (header.length() == 0) {
        return Optional.of(
            new MuxError.SduDecodeError(
                "mini-protocol " + header.number() + " with an empty payload"));
      }
      headers.accept(header);
    }
    return Optional.empty();
  }

  private Optional<MuxError> readPayload(ByteBuffer piece, SduSink sink) {
    int length = header.length();
    if (payload == NONE && piece.remaining() >= length) {
      int end = piece.limit();
      int next = piece.position() + length;
      piece.limit(next);
      Optional<MuxError> error = whole(piece, false, sink);
      piece.limit(end);
      piece.position(next);
      return error;
    }
    if (payload == NONE) {
      payload = new byte[length];
    }
    int count = Math.min(length - payloadBytes, piece.remaining());
    piece.get(payload, payloadBytes, count);
    payloadBytes += count;
    return payloadBytes == length ? whole(ByteBuffer.wrap(payload), true, sink) : Optional.empty();
  }

  private Optional<MuxError> whole(ByteBuffer bytes, boolean owned, SduSink sink) {
    SduHeader its = header;
    header = null;
    headerBytes = 0;
    payload = NONE;
    payloadBytes = 0;
    sdus++;
    return sink.sdu(its, bytes, owned);
  }
}
