package io.tempera.mux;

import java.nio.ByteBuffer;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The bytes of one half, both ways, for the one thread that runs it.
 *
 * <p>The channel owns every byte that arrived until it is taken. A reader looks at bytes with a
 * cursor of its own and takes them at message borders only, so that whoever runs the half next
 * finds all that follows. Bytes that were looked at no longer count against the ingress limit; the
 * reader bounds them by the size limit of its state.
 */
@ProviderType
public interface Channel {
  /** How many bytes have arrived and not been taken. */
  int arrived();

  /**
   * The bytes at an offset, without taking them.
   *
   * @param offset 0 to below {@link #arrived}, counted from the first byte not taken
   * @return at least one byte, as many as lie together in memory; read-only, and valid until the
   *     next {@link #take}
   * @throws MuxException when the multiplexer has ended
   */
  ByteBuffer look(int offset);

  /**
   * Takes the next bytes out of the channel: a whole message.
   *
   * @param count 1 to {@link #arrived}
   * @throws MuxException when the multiplexer has ended
   */
  byte[] take(int count);

  /**
   * Queues a whole message for sending. Blocks while 262 143 bytes or more are queued for this half
   * (network-mux Network.Mux, egressSoftBufferLimit), then takes all of it.
   *
   * @param message at least one byte; handed over: do not write to it again
   * @throws MuxException when the multiplexer has ended
   */
  default void send(byte[] message) throws InterruptedException {
    send(List.of(ByteBuffer.wrap(message)));
  }

  /**
   * Queues a whole message that lies in several places, as {@link #send(byte[])} does: nothing is
   * put together, so that what is large is not copied for it.
   *
   * @param pieces at least one byte altogether, each from its position to its limit; handed over:
   *     nobody uses these buffers any more, nor writes to what they show
   * @throws MuxException when the multiplexer has ended
   */
  void send(List<ByteBuffer> pieces) throws InterruptedException;
}
