package io.tempera.peer;

import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import java.net.SocketAddress;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes peers from cold to warm to hot and back, and lets them cool by themselves when a
 * mini-protocol ends or fails (ouroboros-network PeerSelection.PeerStateActions).
 *
 * <pre>
 *         establish          activate
 *   COLD -----------&gt; WARM -----------&gt; HOT
 *    ^                 | ^               |
 *    |           close | +---------------+ deactivate
 *    |                 v                 |
 *    +------------- COOLING &lt;------------+ close, or an error
 * </pre>
 *
 * <p>Each method but monitor blocks the calling task until the transition is done, within the
 * limits of the bundle that implements it (for Tempera's own: {@code establish.timeout}, {@code
 * deactivate.timeout}, {@code close.connection.timeout} of {@code io.tempera.peer.state.actions}).
 * Who asks for what is under way waits for the same outcome; who asks for what cannot be is told at
 * once. An interrupt ends the waiting, not the transition: a peer that becomes warm then is among
 * {@link #peers}. When the bundle has gone down, whoever still waits gets an {@link
 * EstablishConnectionException.NoConnectionException} that says so.
 */
@ProviderType
public interface PeerStateActions {
  /**
   * Cold to warm: connects, or uses the connection that the peer opened, and starts the warm and
   * the established initiators.
   *
   * @param remote whom
   * @param mode INITIATOR_ONLY proposes a connection that the peer cannot use
   * @param provenance INBOUND only uses a connection that the peer opened
   * @throws EstablishConnectionException when it does not become warm; nothing is left behind then
   * @throws PeerSelectionTimeoutException when that takes too long; nothing will be left behind
   */
  PeerConnectionHandle establishPeerConnection(
      SocketAddress remote, DiffusionMode mode, Provenance provenance) throws InterruptedException;

  /**
   * Warm to hot: starts the hot initiators and quiets the warm ones.
   *
   * @throws ColdActionException when it is not warm
   * @throws PeerSelectionActionException when the hot initiators cannot start
   */
  void activatePeerConnection(PeerConnectionHandle peer) throws InterruptedException;

  /**
   * Hot to warm: terminates the hot initiators and waits for them, up to the deactivation timeout.
   * Does nothing to a warm peer.
   *
   * @throws ColdActionException when it is cold or cooling
   * @throws PeerSelectionTimeoutException when they take too long; the connection is closed then
   * @throws MiniProtocolExceptions when one of them fails
   */
  void deactivatePeerConnection(PeerConnectionHandle peer) throws InterruptedException;

  /**
   * Warm or hot to cooling: terminates every initiator, waits for them up to the close timeout, and
   * releases the connection. A close that is under way is waited for; a peer that is cooling for
   * another reason, or cold, is left as it is.
   *
   * @throws MiniProtocolExceptions when an initiator fails meanwhile
   */
  void closePeerConnection(PeerConnectionHandle peer) throws InterruptedException;

  /** How a peer is doing. Does not block. */
  PeerMonitoring monitorPeerConnection(PeerConnectionHandle peer);

  /** Every peer that is not cold, by connection. */
  List<PeerConnectionHandle> peers();
}
