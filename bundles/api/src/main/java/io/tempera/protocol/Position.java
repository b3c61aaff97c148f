package io.tempera.protocol;

import io.tempera.mux.Direction;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a conversation is in its protocol, for people.
 *
 * @param protocol the protocol's name, such as {@code keep-alive}
 * @param state as the protocol's specification calls it, such as {@code StClient}
 * @param agency which half sends next; empty when the conversation is over
 */
public record Position(String protocol, String state, Optional<Direction> agency) {
  /** Checks that nothing is null. */
  public Position {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(agency, "agency");
  }
}
