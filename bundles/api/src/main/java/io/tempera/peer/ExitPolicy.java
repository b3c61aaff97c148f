package io.tempera.peer;

import io.tempera.failure.Failure;
import io.tempera.mux.ProtocolKey;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says for how long a peer should not be promoted again after a mini-protocol ended
 * (ouroboros-network ExitPolicy). Publish it as a service to replace the default, 10 s for
 * everything. It is asked at the moment of the end, and only its answer is kept; it must not block.
 */
@ConsumerType
public interface ExitPolicy {
  /** After an end as the protocol says, if the mini-protocol did not name a delay itself. */
  Optional<Duration> afterReturn(ProtocolKey key, String outcome);

  /** After a failure. */
  Duration afterError(ProtocolKey key, Failure failure);
}
