package io.tempera.tracelog.internal;

import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes lines as {@code 14:03:07.042 INFO text}, in local time. */
final class ConsoleSink implements LineSink {
  private final PrintStream out;
  private final DateTimeFormatter time;

  ConsoleSink(PrintStream out, ZoneId zone) {
    this.out = out;
    this.time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
  }

  @Override
  public void write(LogLine line) {
    out.println(
        time.format(line.when())
            + ' '
            + String.format(Locale.ROOT, "%-5s", line.level())
            + ' '
            + line.text());
  }
}
