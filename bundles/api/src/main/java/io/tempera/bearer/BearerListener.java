package io.tempera.bearer;

import java.net.SocketAddress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A listening socket. It accepts when asked, one connection at a time: whoever does not ask leaves
 * the others in the kernel's backlog.
 */
@ProviderType
public interface BearerListener extends AutoCloseable {
  /** Where it listens, with the port that it got. */
  SocketAddress localAddress();

  /**
   * Blocks the calling task until a remote side connects.
   *
   * @throws BearerException when the listener was closed, or the system failed to accept
   */
  Bearer accept() throws InterruptedException;

  /** Stops listening. Bearers that it accepted stay. Idempotent. */
  @Override
  void close();
}
