package io.tempera.peer.state.actions.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Who waits for one outcome: as many as there are threads that do, in the order of their asking.
 */
final class Callers {
  /** Nobody. */
  static final List<Long> NONE = List.of();

  private Callers() {}

  /** With one more. */
  static List<Long> with(List<Long> callers, long caller) {
    List<Long> more = new ArrayList<>(callers);
    more.add(caller);
    return List.copyOf(more);
  }

  /** Without one, if it is among them. */
  static List<Long> without(List<Long> callers, long caller) {
    return callers.stream().filter(c -> c != caller).toList();
  }
}
