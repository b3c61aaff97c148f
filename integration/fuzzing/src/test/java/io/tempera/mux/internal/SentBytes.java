package io.tempera.mux.internal;

import static io.tempera.fuzzing.FuzzTarget.check;

import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a multiplexer has written, read as the other side reads it: SDUs of whole batches, and in
 * each half's bytes no gap, no repetition and no other order.
 */
final class SentBytes {
  /** The handshake is not one of the halves. */
  private static final int HANDSHAKE = 0;

  private final Map<ProtocolKey, Long> read = new TreeMap<>();
  private final SduReader reader = new SduReader();

  /** The byte at a position of what a half, or the other side to it, sends. */
  static byte byteAt(long position) {
    return (byte) position;
  }

  /** So many bytes from a position on. */
  static byte[] from(long position, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = byteAt(position + i);
    }
    return bytes;
  }

  void add(ByteBuffer bytes) {
    boolean good = reader.read(bytes, new Sink()).isEmpty();
    check(good, "what was written is SDUs");
  }

  /** How many bytes of a half were written. */
  long of(ProtocolKey key) {
    return read.getOrDefault(key, 0L);
  }

  private final class Sink implements SduSink {
    @Override
    public Optional<MuxError> sdu(SduHeader header, ByteBuffer payload, boolean owned) {
      if (header.number() != HANDSHAKE) {
        check(header.length() <= FuzzBearer.SDU_SIZE, "no SDU is longer than the bearer wants");
        ProtocolKey key = new ProtocolKey(header.number(), header.sender());
        long position = of(key);
        while (payload.hasRemaining()) {
          check(payload.get() == byteAt(position++), key + ": the bytes go out in order");
        }
        read.put(key, position);
      }
      return Optional.empty();
    }

    @Override
    public void burstEnded() {}
  }
}
