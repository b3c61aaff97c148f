package io.tempera.connection;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A door through which connections come in. Publish it as a service: when the node goes down, the
 * doors are shut before the peers are closed, so that nobody comes in meanwhile.
 */
@ConsumerType
public interface NodeDoor {
  /**
   * Lets nobody in any more, for good. Connections that came in stay. Blocks no longer than a
   * socket takes to close; idempotent.
   */
  void shut();
}
