package io.tempera.simulation;

import java.time.Duration;
import java.util.Optional;

/** How an initiator of a script behaves on a connection. */
public sealed interface Behaviour {
  /** It ends when it is asked to; so all do that were not told otherwise. */
  record Obeys() implements Behaviour {}

  /** Asked to end, it goes on for so long. */
  record EndsLate(Duration after) implements Behaviour {}

  /** It does not end when it is asked to. */
  record NeverEnds() implements Behaviour {}

  /**
   * It ends when it would ask the next time, once, and nobody asked it to.
   *
   * @param delay for how long it wants the peer not to be promoted again; empty leaves that open
   */
  record EndsByItself(Optional<Duration> delay) implements Behaviour {}

  /** It fails when it would ask the next time, once. */
  record Fails() implements Behaviour {}
}
