package io.tempera.mux;

import io.tempera.bearer.ConnectionId;
import io.tempera.runtime.Tasks;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Many mini-protocols over one bearer.
 *
 * <p>It has no threads: a half that may run is told so through its {@link MiniProtocolJob}. Bytes
 * for a registered half are queued from the moment they arrive, whether it runs or not, up to its
 * ingress limit; one byte more ends the connection, as does an SDU for anything that is not
 * registered. Whatever ends it, the bearer is closed with it. All methods may be called from any
 * thread, and none blocks.
 */
@ProviderType
public interface Mux {
  /** The connection that it serves. */
  ConnectionId connectionId();

  /** Starts tasks near its bearer's loop, for the halves: see {@link Tasks#near}. */
  Tasks tasks();

  /** Whole SDU payloads, for the handshake; only until {@link #run}. */
  SduChannel handshakeChannel();

  /**
   * Makes a half known: from now on its bytes are queued. May be called before and after {@link
   * #run}.
   *
   * @param ingressLimit how many bytes may wait that nobody has looked at yet; a known half's limit
   *     is replaced, a larger one at once, a smaller one when the queue has drained below it
   */
  void register(ProtocolKey key, int ingressLimit);

  /**
   * Forgets a half that does not run, with what is queued for it; a later SDU for it is an error of
   * the remote side.
   *
   * @throws MuxException when it is running or waits to
   */
  void withdraw(ProtocolKey key);

  /**
   * Ends the handshake phase; from now on SDUs go to their halves. Once only; nothing happens when
   * the multiplexer has ended.
   *
   * @throws MuxException when it runs already
   */
  void run();

  /**
   * Runs a registered half: at once or on demand. It may be asked for before {@link #run} and then
   * starts there. Bytes that the half before it left in the queue count as demand.
   *
   * @throws MuxException when it is not registered, is running or waiting already, or the
   *     multiplexer has ended
   */
  void runMiniProtocol(ProtocolKey key, StartMode mode, MiniProtocolJob job);

  /**
   * Changes which bytes a half waits for; nothing happens to one that does not wait. So that one
   * whose implementation went is not started by bytes for somebody else.
   *
   * @param mode one of the two on-demand modes
   */
  void changeStart(ProtocolKey key, StartMode mode);

  /**
   * Ends it in order: cancels every job, gives what is queued for sending up to 2 s (network-mux
   * Network.Mux), closes the bearer. Idempotent.
   */
  void stop();

  /** How it ended, or empty while it has not. */
  Optional<MuxEnd> ended();

  /**
   * Calls back once when it has ended, every job was told and the bearer is gone; at once when that
   * was before.
   *
   * @param callback must not block
   */
  void whenEnded(Consumer<MuxEnd> callback);

  /** What every registered half is doing. */
  SortedMap<ProtocolKey, JobStatus> statusMap();

  /**
   * How evenly SDUs arrived lately: the last sample. One is made of every ten seconds in which at
   * least two came, and whenever a mini-protocol, or the multiplexer, has ended.
   */
  Optional<DelaySample> delay();

  /** Bytes and SDUs so far, and what is queued. */
  MuxCounters counters();
}
