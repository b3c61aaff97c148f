package io.tempera.protocol.host.internal;

import io.tempera.runtime.Wait;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Tells the connections that what is published for a number has changed: some at once, and the next
 * ones when those have handed over. All at once would be soonest for the last of them, and each
 * would stand still for as long as all of them take, because the half that follows waits behind
 * everybody who was woken before it.
 */
final class Announcements {
  /** How long the next ones wait for those that come to no hand-over point. */
  private static final Duration PATIENCE = Duration.ofMillis(1);

  private final HostParts parts;
  private final Connections connections;

  @Inject
  Announcements(HostParts parts, Connections connections) {
    this.parts = parts;
    this.connections = connections;
  }

  /**
   * Tells all what begins from now on, and the first what is to become of what runs; a task tells
   * the others that. Does not block.
   */
  void changed(int number) {
    parts.handOvers().tells(number);
    List<ConnectionSlots> all = connections.all();
    all.forEach(slots -> slots.declareAnew(number));
    Iterator<ConnectionSlots> untold = all.iterator();
    tellSome(untold, number);
    if (untold.hasNext()) {
      parts.runtime().tasks().start("hand-over of " + number, () -> tellOthers(untold, number));
    } else {
      parts.handOvers().told(number);
    }
  }

  private void tellOthers(Iterator<ConnectionSlots> untold, int number) {
    Wait freed = parts.handOvers().freed();
    try {
      while (untold.hasNext()) {
        freed.until(() -> parts.handOvers().waiting(number) < atOnce(), PATIENCE);
        tellSome(untold, number);
      }
    } catch (InterruptedException e) {
      // The node goes down: whoever is told late is told too late.
      untold.forEachRemaining(slots -> slots.followAnew(number));
    } finally {
      parts.handOvers().told(number);
    }
  }

  private void tellSome(Iterator<ConnectionSlots> untold, int number) {
    for (int told = 0; told < atOnce() && untold.hasNext(); told++) {
      untold.next().followAnew(number);
    }
  }

  private int atOnce() {
    return parts.settings().get().handOversAtOnce();
  }
}
