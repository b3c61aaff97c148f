package io.tempera.protocol.host.internal;

import io.tempera.failure.Failure;
import io.tempera.protocol.Snapshot;
import java.time.Duration;
import java.util.Optional;

/** How a half came to its end. */
sealed interface Conclusion {
  /** The conversation is over. */
  sealed interface Over extends Conclusion {}

  /** As its protocol says. */
  record Finished(String outcome, Optional<Duration> repromoteDelay) implements Over {}

  /** By a failure, which ends the connection. */
  record Failed(Failure failure) implements Over {}

  /** It stopped at a hand-over point, as it was asked to; the conversation goes on. */
  record HandedOver(Snapshot snapshot) implements Conclusion {}
}
