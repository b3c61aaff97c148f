package io.tempera.connection.manager.internal;

import java.util.List;

/** What came of an event: the entry after it, and what is to be done, in order. */
record Step(Entry entry, List<Effect> effects) {
  /** Keeps a copy that does not change. */
  Step {
    effects = List.copyOf(effects);
  }
}
