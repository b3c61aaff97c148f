package io.tempera.connection;

import io.tempera.bearer.Bearer;
import io.tempera.handshake.DiffusionMode;
import io.tempera.runtime.Subscription;
import java.net.SocketAddress;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One entry per connection, from reserved to terminated: nobody else opens or closes connections.
 *
 * <p>Who has a connection names it by its handle: of two connections between the same two
 * addresses, one after the other, only that one is meant, and for one that is gone nothing happens.
 *
 * <p>Peer state actions acquire and release; whoever accepts includes; the inbound governor says
 * what the remote side makes of a connection, through {@code promotedToWarmRemote} and its like.
 */
@ProviderType
public interface ConnectionManager {
  /**
   * A connection to a remote address, to use as initiator: a new one, or one that the remote side
   * opened and that may be used in both directions. Blocks the calling task through dialling and
   * handshake, and while an earlier connection to the same address is in its time-wait. An
   * interrupt gives up what was begun for this call.
   *
   * @param remote whom to reach
   * @param mode INITIATOR_ONLY proposes a unidirectional connection from any port;
   *     INITIATOR_AND_RESPONDER dials from the listening address, if there is one
   * @param provenance OUTBOUND may open a connection; INBOUND only uses one that is there
   * @throws ConnectionManagerException when there is none to be had
   */
  AcquireResult acquireOutbound(SocketAddress remote, DiffusionMode mode, Provenance provenance)
      throws InterruptedException;

  /**
   * We no longer use it as initiator. Blocks the calling task for up to the outbound idle timeout,
   * while the remote side may still begin to use it.
   *
   * @return with the state that the entry is in then
   */
  OperationResult<ConnectionState> releaseOutbound(ConnectionHandle connection)
      throws InterruptedException;

  /**
   * Takes a connection that was accepted: negotiates, and on success announces it to those who
   * {@link #observe}. Blocks the calling task through the handshake. On any other end it closes the
   * bearer.
   *
   * @param bearer not started
   */
  AcquireResult includeInbound(Bearer bearer) throws InterruptedException;

  /** The remote side's idle time is over. Does not block. */
  OperationResult<InboundVerdict> releaseInbound(ConnectionHandle connection);

  /**
   * The remote side began to use it. Does not block.
   *
   * @return with the state that the entry is in then
   */
  OperationResult<ConnectionState> promotedToWarmRemote(ConnectionHandle connection);

  /**
   * The remote side stopped using it. Does not block.
   *
   * @return with the state that the entry is in then
   */
  OperationResult<ConnectionState> demotedToColdRemote(ConnectionHandle connection);

  /**
   * Blocks the calling task until the outbound side of a connection is over: closed and forgotten,
   * or used by the remote side alone.
   */
  void waitForOutboundDemotion(ConnectionHandle connection) throws InterruptedException;

  /** Every entry, as it is now, by remote address. */
  List<ConnectionView> connections();

  /** How many entries there are of each kind. */
  ConnectionCounters counters();

  /**
   * How many inbound connections there may be, as it is set now: whoever accepts leaves those
   * waiting who would be turned away. At least 1.
   */
  int inboundHardLimit();

  /**
   * Announces from now on, and once for each that is there, connections with responders to start.
   */
  Subscription observe(ConnectionObserver observer);
}
