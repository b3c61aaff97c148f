package io.tempera.peer.state.actions.internal;

import io.tempera.failure.Failure;
import java.time.Duration;
import java.util.Optional;

/** How one initiator is doing. */
sealed interface Run {
  /** For how long the peer should not be promoted again on its account; empty while it runs. */
  Optional<Duration> delay();

  /** It runs, or is about to. */
  record Running() implements Run {
    @Override
    public Optional<Duration> delay() {
      return Optional.empty();
    }
  }

  /** It ended as its protocol says. */
  record Returned(String outcome, Optional<Duration> delay) implements Run {}

  /** It failed, by itself or with its connection. */
  record Errored(Failure failure, Optional<Duration> delay) implements Run {}
}
