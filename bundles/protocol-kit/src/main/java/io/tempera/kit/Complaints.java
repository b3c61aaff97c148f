package io.tempera.kit;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.kit.ProtocolViolation.Rule;
import io.tempera.protocol.HalfContext;
import java.util.Optional;

/** Words violations: each says on which connection, in which half of which protocol. */
final class Complaints {
  private final String protocol;
  private final HalfContext context;

  Complaints(String protocol, HalfContext context) {
    this.protocol = protocol;
    this.context = context;
  }

  ProtocolViolation about(Rule rule, State<?> state, String what) {
    return new ProtocolViolation(rule, protocol, state.name(), where(), what, Optional.empty());
  }

  ProtocolViolation undecodable(State<?> state, RuntimeException why) {
    return new ProtocolViolation(
        Rule.UNDECODABLE,
        protocol,
        state.name(),
        where(),
        "what arrived is no message",
        Optional.of(Failure.of(FailureCategory.REMOTE_MISBEHAVED, why)));
  }

  private String where() {
    return context.connectionId() + " mini-protocol " + context.key();
  }
}
