package io.tempera.peer;

import io.tempera.bearer.ConnectionId;
import io.tempera.handshake.Agreed;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A peer that was established; good until it is cold. Its text names connection and status. */
@ProviderType
public interface PeerConnectionHandle {
  /** The connection. */
  ConnectionId connectionId();

  /** What was agreed with it. */
  Agreed versionData();

  /** Whether both sides share peers. */
  default boolean peerSharing() {
    return versionData().data().peerSharing();
  }

  /** Since when it is hot; empty while it is not. */
  Optional<Instant> promotedHotTime();

  /** Its status now. */
  PeerStatus status();

  /**
   * Blocks the calling task until the status is another.
   *
   * @param seen the status that the caller knows of
   * @return the new one
   */
  PeerStatus awaitStatusOtherThan(PeerStatus seen) throws InterruptedException;
}
