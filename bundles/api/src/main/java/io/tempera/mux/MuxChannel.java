package io.tempera.mux;

import org.osgi.annotation.versioning.ProviderType;

/** A channel as the multiplexer hands it out: it can also say when bytes are there. */
@ProviderType
public interface MuxChannel extends Channel {
  /**
   * Calls back once when that many bytes have arrived, or the multiplexer has ended; on the calling
   * thread when it is so already, otherwise on the event loop at the end of a read burst, or where
   * the end came from. A later request replaces an earlier one that has not been called.
   *
   * @param arrived how many bytes, at least one
   * @param callback must not block
   */
  void whenArrived(int arrived, Runnable callback);
}
