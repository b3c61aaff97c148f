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
   * Whether it runs on a connection on which this was agreed. May be asked several times for one
   * connection, also while its halves run there, and is to answer the same each time. Must not
   * block.
   */
  default boolean enabledFor(Agreed agreed) {
    return true;
  }

  /**
   * From where its halves can carry on what another implementation of the same number began. Empty:
   * from nowhere but the start.
   *
   * <p>It is also where they are to be able to stop: a running half is asked to at those of these
   * points that the next implementation names, too, and at all of them when its bundle goes and
   * there is no next one ({@link HalfContext#handOverAsked}). With no such point an initiator is
   * asked to end and is started anew, and a responder runs on; when its bundle goes, its connection
   * is closed.
   *
   * <p>Read once, when the service is published; must not block. When it throws, the service is
   * rejected.
   */
  default List<ResumePoint> resumesFrom() {
    return List.of();
  }

  /** The half that asks; called for each run. */
  Half initiator();

  /** The half that answers; called for each run. */
  Half responder();
}
