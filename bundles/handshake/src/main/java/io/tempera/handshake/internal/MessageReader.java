package io.tempera.handshake.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.internal.HandshakeMachine.Input;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborScanner;
import io.tempera.mux.SduChannel;
import io.tempera.runtime.Clock;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads one message from a channel, which may be spread over several SDUs. What follows it in its
 * last SDU is dropped, as the reference drops it.
 */
final class MessageReader {
  /**
   * How long a message may be, in bytes: four segments of 1 440 (ouroboros-network
   * Protocol.Handshake.Codec). What is dropped behind it does not count.
   */
  static final int SIZE_LIMIT = 5_760;

  /**
   * How long a side waits for it, from the moment at which it begins to wait (ouroboros-network
   * Protocol.Handshake.Codec, shortWait).
   */
  static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  private static final String NO_MESSAGE = "the remote side sent what is no handshake message: ";

  private final Clock clock;

  MessageReader(Clock clock) {
    this.clock = clock;
  }

  /** Blocks until it came, or the time is over. */
  Input read(SduChannel channel) throws InterruptedException {
    long started = clock.nanos();
    CborScanner scanner = new CborScanner();
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (true) {
      Duration left = TIME_LIMIT.minusNanos(clock.nanos() - started);
      Optional<byte[]> payload = left.isPositive() ? channel.receive(left) : Optional.empty();
      if (payload.isEmpty()) {
        return broke(FailureCategory.TIMEOUT, "the remote side " + whatIsMissing(message));
      }
      if (message.size() == 0 && !HandshakeCodec.mayBegin(payload.get()[0])) {
        return broke(FailureCategory.REMOTE_MISBEHAVED, NO_MESSAGE + "it begins otherwise");
      }
      try {
        scanner.scan(ByteBuffer.wrap(payload.get()));
      } catch (CborException e) {
        return broke(FailureCategory.REMOTE_MISBEHAVED, NO_MESSAGE + e.getMessage());
      }
      message.writeBytes(payload.get());
      long length = scanner.isDone() ? scanner.scanned() : message.size();
      if (length > SIZE_LIMIT) {
        return broke(
            FailureCategory.REMOTE_MISBEHAVED,
            "the remote side sent a handshake message of "
                + (scanner.isDone() ? "" : "at least ")
                + length
                + " bytes, the limit is "
                + SIZE_LIMIT);
      }
      if (scanner.isDone()) {
        return new Input.Came(Arrays.copyOf(message.toByteArray(), (int) length));
      }
    }
  }

  private static String whatIsMissing(ByteArrayOutputStream message) {
    return (message.size() == 0 ? "sent no" : "did not complete its")
        + " handshake message within "
        + TIME_LIMIT.toSeconds()
        + " s";
  }

  private static Input broke(FailureCategory category, String sentence) {
    return new Input.Broke(Failure.of(category, sentence));
  }
}
