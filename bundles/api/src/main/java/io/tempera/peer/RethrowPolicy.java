package io.tempera.peer;

import io.tempera.failure.Failure;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says what a failure costs (ouroboros-network RethrowPolicy). Publish it as a service to add to
 * the default, under which every failure costs the peer alone. It must not block.
 */
@ConsumerType
public interface RethrowPolicy {
  /** What is given up. */
  enum Verdict {
    /** The connection on which it happened. */
    SHUTDOWN_PEER,
    /** The whole node. One such answer decides. */
    SHUTDOWN_NODE
  }

  /** What this failure costs. */
  Verdict judge(Failure failure);
}
