package io.tempera.mux.internal;

import io.tempera.mux.MuxEnd;
import io.tempera.mux.ProtocolKey;
import java.util.List;

/**
 * Where a multiplexer is in its life.
 *
 * @param phase see {@link Phase}
 * @param halves what each registered half does; once the multiplexer is stopping, all are idle
 * @param inputClosed whether the remote side closed its direction; until the end of the grace
 */
record MuxState(Phase phase, HalfStates halves, boolean inputClosed) {
  /** Before anything happened. */
  static final MuxState INITIAL =
      new MuxState(new Phase.Handshake(List.of()), HalfStates.EMPTY, false);

  /**
   * The life of a multiplexer. A failure, or a close by the remote side, leads straight to closing.
   *
   * <pre>
   *              run            stop             drained, or time            bearer closed
   *   Handshake ─────► Running ──────► Stopping ─────────────────► Closing ────────────────► Ended
   *       └──────────────────────────────▲  │ bearer closed                                    ▲
   *                                         └──────────────────────────────────────────────────┘
   * </pre>
   */
  sealed interface Phase {
    /**
     * SDUs go to the handshake.
     *
     * @param asked the halves that are to run, in the order of asking
     */
    record Handshake(List<ProtocolKey> asked) implements Phase {}

    /** SDUs go to their halves. */
    record Running() implements Phase {}

    /** What is queued goes out; every job has been told. */
    record Stopping() implements Phase {}

    /** It is over, only the bearer is not gone yet. */
    record Closing(MuxEnd end) implements Phase {}

    /** It is over, and nothing happens any more. */
    record Ended(MuxEnd end) implements Phase {}
  }
}
