package io.tempera.kit;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.kit.ProtocolViolation.Rule;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.Snapshot;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Words violations: each says on which connection, in which half of which protocol, and what to do.
 */
final class Complaints {
  private static final int SHOWN_BYTES = 16;

  private final String protocol;
  private final HalfContext context;

  Complaints(String protocol, HalfContext context) {
    this.protocol = protocol;
    this.context = context;
  }

  ProtocolViolation about(Rule rule, State<?> state, String what) {
    return new ProtocolViolation(
        rule, protocol, state.name(), where(), what + remedy(rule), Optional.empty());
  }

  /** What to do; of its own mistakes each says that itself. */
  private String remedy(Rule rule) {
    return switch (rule) {
      case OUT_OF_TURN, UNDECODABLE ->
          "; compare the versions of " + protocol + " that the two sides run";
      case TOO_LARGE -> "; if it was meant, raise the limit of this state in the protocol's table";
      case TOO_LATE -> "; the remote side, or the way to it, is too slow";
      case OWN_MISTAKE -> "";
    };
  }

  /**
   * What arrived is no message.
   *
   * @param why what the decoder says
   * @param bytes what arrived, as {@link #shown}; empty when its first byte begins no message
   */
  ProtocolViolation undecodable(State<?> state, RuntimeException why, String bytes) {
    return new ProtocolViolation(
        Rule.UNDECODABLE,
        protocol,
        state.name(),
        where(),
        "what arrived is no message, allowed is "
            + state.allowed()
            + (bytes.isEmpty() ? "" : "; it begins " + bytes)
            + remedy(Rule.UNDECODABLE),
        Optional.of(Failure.of(FailureCategory.REMOTE_MISBEHAVED, why)));
  }

  /**
   * What was left at a hand-over is no memo.
   *
   * @param why what the decoder says
   */
  UnreadableMemo unreadable(Snapshot before, RuntimeException why) {
    return new UnreadableMemo(where(), protocol, before, why);
  }

  /** The first bytes of a message for people, and how many there are if that is more. */
  static String shown(byte[] bytes, int all) {
    int some = Math.min(bytes.length, SHOWN_BYTES);
    return HexFormat.of().formatHex(bytes, 0, some) + (all > some ? "... (" + all + " bytes)" : "");
  }

  private String where() {
    return context.connectionId() + " mini-protocol " + context.key();
  }
}
