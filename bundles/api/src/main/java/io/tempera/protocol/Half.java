package io.tempera.protocol;

import io.tempera.mux.Channel;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One half of a mini-protocol on one connection: straight-line code on a virtual thread of its own.
 */
@ConsumerType
@FunctionalInterface
public interface Half {
  /**
   * Holds the conversation to its end. May block, in {@link Channel#send} and {@link
   * HalfContext#await}; an interrupt means that the connection, or its bundle, is going: return
   * soon.
   *
   * @return how it ended, or where the next implementation carries on
   * @throws Exception anything at all closes the connection, with this as the reason
   */
  HalfResult run(HalfContext context, Channel channel) throws Exception;
}
