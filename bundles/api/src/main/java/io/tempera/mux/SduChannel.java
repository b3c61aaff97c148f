package io.tempera.mux;

import io.tempera.bearer.ConnectionId;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * SDU payloads as they come, for a conversation that runs before the multiplexer does. The number
 * and the mode bit of what arrives are not looked at (the reference does not either, which is what
 * makes a simultaneous open work).
 */
@ProviderType
public interface SduChannel {
  /** The connection that it belongs to. */
  ConnectionId connectionId();

  /**
   * Sends one message as exactly one SDU of number 0. Does not wait until it is written.
   *
   * @param sender whose mode bit it carries
   * @param payload 1 to 65 535 bytes; handed over
   * @throws MuxException when the bearer is gone
   */
  void send(Direction sender, byte[] payload);

  /**
   * Waits for the next SDU.
   *
   * @param timeout how long at the most
   * @return its payload, never empty; or nothing when the time was over
   * @throws MuxException when the bearer is gone
   */
  Optional<byte[]> receive(Duration timeout) throws InterruptedException;
}
