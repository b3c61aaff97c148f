package io.tempera.peer.state.actions.internal;

import io.tempera.peer.PeerStatus;

/**
 * What a peer is doing: one life, from cold to cold.
 *
 * <pre>
 *   Connecting (cold) --------------------------------------------&gt; Gone (cold)
 *        |            no connection, or its initiators do not start    ^
 *        | established                                                 | let go
 *        v            activate                                         |
 *   Live: WARM &lt;===================&gt; Live: HOT                         |
 *        |            deactivate        |                              |
 *        +------------------------------+--&gt; Live: COOLING ------------+
 *              close, or a mini-protocol ended or failed
 * </pre>
 *
 * <p>A peer that is established again has a new state, a new machine and a new handle.
 */
sealed interface PeerState permits Connecting, Live, Gone {
  /** The status to show. */
  PeerStatus status();

  /** How its initiators are doing, or how they ended. */
  Results results();
}
