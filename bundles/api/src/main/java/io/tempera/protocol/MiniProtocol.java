package io.tempera.protocol;

import io.tempera.handshake.Agreed;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A mini-protocol, as a bundle publishes it: a service with the properties of {@link
 * MiniProtocolProperties}. From then on it runs on every connection where its number is agreed.
 *
 * <p>An object that serves all connections at once: what belongs to one conversation lives in the
 * half.
 */
@ConsumerType
public interface MiniProtocol {
  /**
   * Whether it runs on a connection on which this was agreed. Asked once per connection; must not
   * block.
   */
  default boolean enabledFor(Agreed agreed) {
    return true;
  }

  /**
   * From where its halves can carry on what another implementation of the same number began. Empty:
   * from nowhere but the start.
   */
  default List<ResumePoint> resumesFrom() {
    return List.of();
  }

  /** The half that asks; called for each run. */
  Half initiator();

  /** The half that answers; called for each run. */
  Half responder();
}
