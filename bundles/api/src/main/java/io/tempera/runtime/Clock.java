package io.tempera.runtime;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** The node's clock. Never blocks. */
@ProviderType
public interface Clock {
  /** Monotonic time in nanoseconds; only differences mean anything. */
  long nanos();

  /** The time of day, for people only: never compare or subtract it. */
  Instant wallTime();
}
