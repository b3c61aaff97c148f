package io.tempera.mux;

import io.tempera.bearer.Bearer;
import org.osgi.annotation.versioning.ProviderType;

/** Makes multiplexers. */
@ProviderType
public interface MuxFactory {
  /**
   * A multiplexer over a bearer, which it starts. Until {@link Mux#run} one SDU at a time is passed
   * to the {@link Mux#handshakeChannel}, and what follows is held.
   *
   * @param bearer not started before; from now on the multiplexer's, which closes it at its end
   */
  Mux create(Bearer bearer);
}
