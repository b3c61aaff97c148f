package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.protocol.HandOverTrace.Complete;
import io.tempera.protocol.HandOverTrace.Unimplemented;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolTrace.Chosen;
import io.tempera.protocol.ProtocolTrace.Published;
import io.tempera.protocol.ProtocolTrace.Rejected;
import io.tempera.protocol.ProtocolTrace.Withdrawn;
import io.tempera.trace.Trace;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Changes of what implements the mini-protocols; of one that is asked for, also what becomes of
 * each of its halves.
 *
 * @param number the one that is asked for; empty for all
 */
record HandOverChanges(Optional<Integer> number) implements Watched {
  @Override
  public Optional<WatchLine> line(Trace trace, Instant now) {
    return switch (trace) {
      case Published(HostedProtocol protocol) -> line(now, protocol.number(), published(protocol));
      case Withdrawn(int of, String bundle) -> line(now, of, "withdrawn by " + bundle);
      case Chosen(HostedProtocol protocol) ->
          line(now, protocol.number(), "chosen from now on: " + protocol.bundle());
      case Rejected(String bundle, String reason) ->
          // Of whichever number: what is wrong with it may be that.
          Optional.of(new WatchLine(now, PeerReport.NONE, "rejected: " + bundle + ": " + reason));
      case Unimplemented u -> line(now, u.number(), unimplemented(u));
      case Complete c -> line(now, c.number(), complete(c));
      default ->
          number.flatMap(
              any ->
                  HalfChange.of(trace).flatMap(half -> line(now, half.key().number(), text(half))));
    };
  }

  private Optional<WatchLine> line(Instant when, int of, String what) {
    return number.isEmpty() || number.get() == of
        ? Optional.of(new WatchLine(when, Integer.toString(of), what))
        : Optional.empty();
  }

  private static String published(HostedProtocol protocol) {
    return "published by "
        + protocol.bundle()
        + ", "
        + protocol.temperature()
        + (protocol.chosen() ? ", and chosen" : ", not chosen: another one ranks higher");
  }

  private static String unimplemented(Unimplemented u) {
    return "nothing implements it any more"
        + (u.parked() == 0
            ? ""
            : "; waiting halves: "
                + u.parked()
                + ", which carry on with whatever is deployed for it within "
                + Human.duration(u.grace()));
  }

  private static String complete(Complete c) {
    return c.bundle().map(bundle -> "complete, " + bundle + " runs: ").orElse("complete: ")
        + c.became().handedOver()
        + " handed over, "
        + c.became().restarted()
        + " started again, "
        + c.became().failed()
        + " failed, in "
        + Human.duration(c.took());
  }

  private static String text(HalfChange half) {
    return ConnectionId.text(half.connection().remote())
        + " "
        + half.key().direction().name().toLowerCase(Locale.ROOT)
        + " "
        + half.what();
  }
}
