package io.tempera.protocol;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.MuxException;
import io.tempera.runtime.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The slots of one connection: each the place of one half of one number, whoever implements it at
 * the moment. Peer state actions start the initiators and the inbound governor the responders; a
 * hand-over happens inside a slot and neither of them notices. No method blocks.
 */
@ProviderType
public interface Slots {
  /** The connection. */
  ConnectionId connectionId();

  /**
   * Starts every initiator of a temperature that is not running and that a bundle implements, at
   * once, by ascending number. One that has not ended yet since it was terminated is not started
   * again: whoever has terminated them waits for {@link #whenEnded} first.
   *
   * <p>Those that nothing implements start by themselves as soon as something does, until their
   * temperature is terminated; of these only listeners hear.
   *
   * @return the numbers of those that run now, or are about to, and did not before. Where the
   *     multiplexer ends in the midst of it, because the first of them fails at once, say, it is
   *     those that were started until then, and listeners hear how they end
   * @throws MuxException when the multiplexer has ended before the first of them was started
   */
  SortedSet<Integer> startInitiators(Temperature temperature);

  /**
   * Makes every responder ready that is not, by ascending number, each with its own start mode.
   *
   * @throws MuxException when the multiplexer has ended
   */
  void startResponders();

  /**
   * Makes one responder ready again, after its end.
   *
   * @throws MuxException when the multiplexer has ended, or the responder is ready or running
   *     already
   */
  void startResponder(int number);

  /**
   * What the initiators of a temperature are asked from now on; those that run are woken, unless
   * they are asked it already. At first it is CONTINUE for all.
   */
  void control(Temperature temperature, ControlMessage message);

  /**
   * Tells when no initiator of these temperatures runs or is about to: once, perhaps at once, and
   * after listeners have heard of every end. It counts those, too, that have started by themselves
   * a moment ago, and of which listeners have not heard yet. Whoever has terminated the
   * temperatures before may rely on it until the next {@link #startInitiators}: nothing starts, and
   * no listener hears any more of what ran until then.
   *
   * @param then as a listener it is told in order, and must not block
   */
  void whenEnded(Set<Temperature> temperatures, Runnable then);

  /** Tells what happens in the slots from now on. */
  Subscription subscribe(SlotListener listener);

  /** What every slot is doing, by number and direction. */
  List<SlotView> views();

  /** The latest round trip that a mini-protocol measured. */
  Optional<Duration> roundTrip();
}
