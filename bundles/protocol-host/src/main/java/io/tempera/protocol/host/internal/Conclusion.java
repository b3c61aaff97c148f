package io.tempera.protocol.host.internal;

import io.tempera.failure.Failure;
import java.time.Duration;
import java.util.Optional;

/** How a half came to its end. */
sealed interface Conclusion {
  /** As its protocol says. */
  record Finished(String outcome, Optional<Duration> repromoteDelay) implements Conclusion {}

  /** By a failure, which ends the connection. */
  record Failed(Failure failure) implements Conclusion {}
}
