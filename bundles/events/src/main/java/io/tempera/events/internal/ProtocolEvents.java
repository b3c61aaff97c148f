package io.tempera.events.internal;

import io.tempera.protocol.HandOverTrace.Complete;
import io.tempera.protocol.HandOverTrace.Unimplemented;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolTrace.Chosen;
import io.tempera.protocol.ProtocolTrace.Published;
import io.tempera.protocol.ProtocolTrace.Rejected;
import io.tempera.protocol.ProtocolTrace.Withdrawn;
import io.tempera.trace.Trace;
import java.util.Optional;

/**
 * What is said of mini-protocols, whatever connections they run on: topics {@code
 * io/tempera/protocol/…}. docs/events.md has the table.
 */
final class ProtocolEvents {
  private static final String TOPIC = "io/tempera/protocol/";

  private ProtocolEvents() {}

  /** What is to be said of a trace, if anything is. */
  static Optional<Said> of(Trace trace) {
    return switch (trace) {
      case Published(HostedProtocol protocol) -> Optional.of(said("PUBLISHED", protocol));
      case Chosen(HostedProtocol protocol) -> Optional.of(said("CHOSEN", protocol));
      case Withdrawn(int number, String bundle) ->
          Optional.of(said("WITHDRAWN", number).with("bundle", bundle));
      case Rejected(String bundle, String reason) ->
          Optional.of(new Said(TOPIC + "REJECTED").with("bundle", bundle).with("reason", reason));
      case Unimplemented u ->
          Optional.of(
              said("UNIMPLEMENTED", u.number())
                  .with("parked", u.parked())
                  .with("grace.ms", u.grace().toMillis()));
      case Complete c ->
          Optional.of(
              said("HAND_OVER_COMPLETE", c.number())
                  .with("bundle", c.bundle())
                  .with("handed.over", c.became().handedOver())
                  .with("restarted", c.became().restarted())
                  .with("failed", c.became().failed())
                  .with("took.ms", c.took().toMillis()));
      default -> Optional.empty();
    };
  }

  private static Said said(String name, HostedProtocol protocol) {
    return said(name, protocol.number())
        .with("bundle", protocol.bundle())
        .with("temperature", protocol.temperature().name())
        .with("ranking", protocol.ranking())
        .with("chosen", protocol.chosen());
  }

  private static Said said(String name, int number) {
    return new Said(TOPIC + name).with("number", number);
  }
}
