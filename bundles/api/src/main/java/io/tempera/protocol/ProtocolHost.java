package io.tempera.protocol;

import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Mux;
import io.tempera.runtime.Subscription;
import java.util.List;
import java.util.SortedSet;
import org.osgi.annotation.versioning.ProviderType;

/** Knows the mini-protocols that there are, chooses one for each number, and runs their halves. */
@ProviderType
public interface ProtocolHost {
  /**
   * Opens the slots of a connection: registers, for each number that is agreed and enabled, the
   * halves that the mode has. Nothing runs yet.
   *
   * @param mux the connection's, not running yet; when it ends, the slots are done
   * @param mode what this node runs on the connection: INITIATOR_ONLY registers no responders
   */
  Slots open(Mux mux, Agreed agreed, DiffusionMode mode);

  /** The mini-protocols that were published, the chosen and the others, by number. */
  List<HostedProtocol> protocols();

  /** What became of running halves when their implementation changed, by number. */
  List<HandOvers> handOvers();

  /** The services that were published and cannot be used, and why, as long as they are there. */
  List<ProtocolTrace.Rejected> rejected();

  /** Required numbers for which nothing was published yet; the node neither listens nor dials. */
  SortedSet<Integer> missing();

  /**
   * Calls back once, when every required number has been published for the first time; at once when
   * that is so already.
   *
   * @param callback must not block
   * @return to be closed by whoever no longer wants to be called, which a bundle that goes must
   */
  Subscription whenReady(Runnable callback);
}
