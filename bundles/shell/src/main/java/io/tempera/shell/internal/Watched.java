package io.tempera.shell.internal;

import io.tempera.trace.Trace;
import java.time.Instant;
import java.util.Optional;

/** What somebody watches: which traces are shown, and in which words. */
@FunctionalInterface
interface Watched {
  /**
   * What is shown of a trace, if anything is. Must not block.
   *
   * @param now the time of day
   */
  Optional<WatchLine> line(Trace trace, Instant now);
}
