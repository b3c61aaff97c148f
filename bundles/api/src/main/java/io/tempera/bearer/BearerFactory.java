package io.tempera.bearer;

import java.net.SocketAddress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes bearers, by dialling and by listening. Addresses are {@link java.net.InetSocketAddress} for
 * TCP and {@link java.net.UnixDomainSocketAddress} for Unix domain sockets.
 */
@ProviderType
public interface BearerFactory {
  /**
   * Connects to a remote address. Blocks the calling task until the bearer is there, at the latest
   * for the request's timeout; an interrupt gives up the attempt and leaves nothing behind.
   *
   * @throws BearerException when it cannot be reached, says no, or does not answer in time
   */
  Bearer dial(DialRequest request) throws InterruptedException;

  /**
   * Opens a listening socket. A TCP port may be shared with outbound bearers of this process. The
   * file of a Unix domain socket is made, in place of one that a dead process left behind, and is
   * removed when the listener closes, unless it is another one's by then.
   *
   * @param local port 0 takes a free one
   * @throws BearerException when the address cannot be had
   */
  BearerListener listen(SocketAddress local);
}
