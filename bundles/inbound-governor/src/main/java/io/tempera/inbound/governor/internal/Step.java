package io.tempera.inbound.governor.internal;

import java.util.List;

/** What came of an event: the remote side after it, and what is to be done, in order. */
record Step(Remote remote, List<Effect> effects) {
  /** Keeps a copy that does not change. */
  Step {
    effects = List.copyOf(effects);
  }
}
