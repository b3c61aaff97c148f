package io.tempera.bearer;

import java.net.SocketAddress;
import org.osgi.annotation.versioning.ProviderType;

/** Makes bearers, by dialling and by listening. */
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
   * Opens a listening socket. Address and port may be shared with outbound bearers of this process.
   *
   * @param local port 0 takes a free one
   * @throws BearerException when the address cannot be had
   */
  BearerListener listen(SocketAddress local);
}
