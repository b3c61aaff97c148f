package io.tempera.handshake.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.internal.HandshakeMachine.Input;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborScanner;
import io.tempera.mux.SduChannel;
import io.tempera.runtime.Clock;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads one message from a channel, which may be spread over several SDUs. What follows it in its
 * last SDU is dropped, as the reference drops it.
 */
final class MessageReader {
  private static final String NO_MESSAGE = "the remote side sent what is no handshake message: ";

  private final Supplier<HandshakeSettings> settings;
  private final Clock clock;

  @Inject
  MessageReader(Supplier<HandshakeSettings> settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Blocks until it came, or the time is over. */
  Input read(SduChannel channel) throws InterruptedException {
    HandshakeSettings limits = settings.get();
    long started = clock.nanos();
    CborScanner scanner = new CborScanner();
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (true) {
      Duration left = limits.timeLimit().minusNanos(clock.nanos() - started);
      Optional<byte[]> payload = left.isPositive() ? channel.receive(left) : Optional.empty();
      if (payload.isEmpty()) {
        return late(message.size() == 0, limits.timeLimit());
      }
      if (message.size() == 0 && !HandshakeCodec.mayBegin(payload.get()[0])) {
        return misbehaved(
            NO_MESSAGE
                + "it begins with 0x"
                + HexFormat.of().toHexDigits(payload.get()[0])
                + ", as no message does; it may speak another protocol");
      }
      try {
        scanner.scan(ByteBuffer.wrap(payload.get()));
      } catch (CborException e) {
        return misbehaved(NO_MESSAGE + e.getMessage());
      }
      message.writeBytes(payload.get());
      long length = scanner.isDone() ? scanner.scanned() : message.size();
      if (length > limits.sizeLimit()) {
        return misbehaved(
            "the remote side sent a handshake message of "
                + (scanner.isDone() ? "" : "at least ")
                + length
                + " bytes, the limit is "
                + limits.sizeLimit()
                + " (size.limit)");
      }
      if (scanner.isDone()) {
        return new Input.Came(Arrays.copyOf(message.toByteArray(), (int) length));
      }
    }
  }

  private static Input late(boolean nothingCame, Duration limit) {
    return new Input.Broke(
        Failure.of(
            FailureCategory.TIMEOUT,
            "the remote side "
                + (nothingCame ? "sent no" : "did not complete its")
                + " handshake message within "
                + BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString()
                + " s (time.limit)"));
  }

  private static Input misbehaved(String sentence) {
    return new Input.Broke(Failure.of(FailureCategory.REMOTE_MISBEHAVED, sentence));
  }
}
