package io.tempera.shell.internal;

import java.time.Instant;
import java.time.ZoneId;

/**
 * Something that happened, as somebody who watches reads it.
 *
 * @param when the time of day
 * @param subject to whom: a peer's address, or the number of a mini-protocol
 * @param what such as {@code cold -> warm}
 */
record WatchLine(Instant when, String subject, String what) {
  /** For example {@code 14:03:07.042 127.0.0.1:4001 cold -> warm}. */
  String text(ZoneId zone) {
    return Human.timeOfDay(when, zone) + "  " + SafeText.of(subject + "  " + what);
  }
}
