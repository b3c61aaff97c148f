package io.tempera.kit;

import io.tempera.protocol.HalfResult;

/** What one half of a protocol does: straight-line code on a virtual thread of its own. */
@FunctionalInterface
public interface Conversation<M> {
  /**
   * Holds the conversation to its end. May block, in the session.
   *
   * @return what {@link Session#done} returned
   * @throws Exception anything at all closes the connection, with this as the reason
   */
  HalfResult.Finished hold(Session<M> session) throws Exception;
}
