package io.tempera.protocol;

import io.tempera.bearer.ConnectionId;
import io.tempera.handshake.Agreed;
import io.tempera.mux.ProtocolKey;
import io.tempera.runtime.Clock;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What a half knows of the world. For the half's own thread, but for {@link #wake}. */
@ProviderType
public interface HalfContext {
  /** The connection. */
  ConnectionId connectionId();

  /** Which half of which number this is. */
  ProtocolKey key();

  /** What the two sides agreed on. */
  Agreed agreed();

  /** What the peer state actions ask of it at the moment. */
  ControlMessage control();

  /**
   * Whether another implementation wants to carry on, and can do so from there: then stop at once,
   * at a message border, and return {@link HalfResult.HandedOver}.
   *
   * @param at where the half is, with the version of the memo that it would leave there
   */
  boolean handOverAsked(ResumePoint at);

  /** Where the implementation before this one stopped; empty at a fresh start. */
  Optional<Snapshot> resumedFrom();

  /**
   * Waits for the first of several things. Level triggered: what is so already is seen at once, in
   * the order of {@link Woken}.
   *
   * @throws InterruptedException when the connection, or the bundle, is going
   */
  Woken await(WaitFor what) throws InterruptedException;

  /** Ends a wait that asked for it, now or the next. Any thread; never blocks. */
  void wake();

  /** The clock. */
  Clock clock();

  /** Publishes how long a question and its answer took on this connection. */
  void roundTrip(Duration time);

  /**
   * Says where the conversation is from now on, for people: {@link SlotView#reached}. It is said at
   * each change, so it costs next to nothing: no lock, no trace, and no object is made. Whoever
   * says it makes its positions beforehand, one for each state.
   */
  void at(Position position);

  /** Says something worth reading while looking for a fault: a trace of level DEBUG. */
  void note(String text);
}
