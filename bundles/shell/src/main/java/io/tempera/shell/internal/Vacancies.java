package io.tempera.shell.internal;

import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HandOverTrace.Complete;
import io.tempera.protocol.HandOverTrace.Parked;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolHost;
import io.tempera.runtime.Clock;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.TraceListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The numbers that nothing implements any more, those with parked halves with which nothing that is
 * published can carry on, and until when those wait.
 */
@Component(
    service = {Vacancies.class, TraceListener.class},
    immediate = true)
public final class Vacancies implements TraceListener<HandOverTrace> {
  private final Clock clock;

  /** When the first of a number's parked halves has waited for long enough. */
  private final Map<Integer, Instant> deadlines = new ConcurrentHashMap<>();

  /** Knows of none. */
  @Activate
  public Vacancies(@Reference TemperaRuntime runtime) {
    clock = runtime.clock();
  }

  @Override
  public Class<HandOverTrace> type() {
    return HandOverTrace.class;
  }

  @Override
  public void happened(HandOverTrace trace) {
    switch (trace) {
      case Parked parked -> parked(parked.key().number(), parked.grace());
      case Complete complete -> deadlines.remove(complete.number());
      default -> {}
    }
  }

  private void parked(int number, Duration grace) {
    Instant now = clock.wallTime();
    deadlines.merge(
        number,
        now.plus(grace),
        (before, after) -> before.isAfter(now) && before.isBefore(after) ? before : after);
  }

  /** Those that nothing implements, and on whose slots somebody waits, or is still to leave. */
  static List<HandOvers> of(ProtocolHost host) {
    List<Integer> implemented = host.protocols().stream().map(HostedProtocol::number).toList();
    return host.handOvers().stream()
        .filter(of -> of.parked() + of.waiting() > 0 && !implemented.contains(of.number()))
        .toList();
  }

  /**
   * What is to be done about those whose halves are parked, and within which time. Something may
   * implement the number: of another temperature, or without a point in common with those halves.
   */
  List<String> sentences(ProtocolHost host) {
    return host.handOvers().stream().filter(of -> of.parked() > 0).map(this::sentence).toList();
  }

  private String sentence(HandOvers of) {
    Instant now = clock.wallTime();
    Instant deadline = deadlines.getOrDefault(of.number(), Instant.MIN);
    return "Nothing can carry on with parked halves of mini-protocol "
        + of.number()
        + ": "
        + of.parked()
        + " of them. Deploy a bundle that can "
        + (now.isBefore(deadline)
            ? "within "
                + Human.age(now, deadline)
                + ", and they carry on; then initiators end, and the next byte for a responder"
                + " closes its connection."
            : "before the next byte for a responder, which closes its connection, and that one"
                + " carries on; initiators have ended, or are about to.");
  }
}
