package io.tempera.peer.state.actions.internal;

import io.tempera.peer.FirstToFinishResult.MiniProtocolError;
import io.tempera.peer.PeerStatus;
import java.util.Optional;

/**
 * What leads a live peer to its end.
 *
 * @param loss how its connection was lost, if it was
 * @param demotionAwaited whether the connection manager was asked to say when it lets go
 * @param monitorError what ended the following of the peer, if something did
 * @param stopping whether the peer state actions are going down
 */
record Ending(
    Optional<Loss> loss,
    boolean demotionAwaited,
    Optional<Refusal> monitorError,
    boolean stopping) {

  /** Nothing leads there. */
  static final Ending NONE = new Ending(Optional.empty(), false, Optional.empty(), false);

  /**
   * The connection is ending by itself, or was ended because something took too long.
   *
   * @param before the status when that began
   * @param first the first initiator that was seen to fail
   * @param told whether everybody was told what came of it
   */
  record Loss(PeerStatus before, Optional<MiniProtocolError> first, boolean told) {
    Loss told(boolean now) {
      return new Loss(before, first, now);
    }
  }

  Ending loss(Loss l) {
    return new Ending(Optional.of(l), demotionAwaited, monitorError, stopping);
  }

  Ending awaitingDemotion() {
    return new Ending(loss, true, monitorError, stopping);
  }

  Ending monitorFailed(Refusal why) {
    return new Ending(loss, demotionAwaited, Optional.of(why), stopping);
  }

  Ending goingDown() {
    return new Ending(loss, demotionAwaited, monitorError, true);
  }
}
