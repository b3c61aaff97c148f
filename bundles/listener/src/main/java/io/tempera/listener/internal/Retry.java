package io.tempera.listener.internal;

import io.tempera.failure.FailureCategory;
import java.time.Duration;

/**
 * How long after a failed accept the next is tried. A remote side that is gone already costs the
 * first pause. A machine that cannot accept, for want of file descriptors or whatever it is, is
 * asked less and less often: its node goes on with the connections that it has.
 */
final class Retry {
  private Duration last = Duration.ZERO;

  /** How long to wait after one more failure. */
  Duration after(FailureCategory category, Pauses pauses) {
    if (category == FailureCategory.REMOTE_CLOSED) {
      return pauses.first();
    }
    Duration twice = last.multipliedBy(2);
    Duration atLeast = twice.compareTo(pauses.first()) < 0 ? pauses.first() : twice;
    last = atLeast.compareTo(pauses.longest()) < 0 ? atLeast : pauses.longest();
    return last;
  }

  /** One was accepted. */
  void succeeded() {
    last = Duration.ZERO;
  }
}
