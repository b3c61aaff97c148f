package io.tempera.shell.internal;

import io.tempera.protocol.HandOverTrace.Unimplemented;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolHost;
import io.tempera.runtime.Clock;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.TraceListener;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The numbers that nothing implements any more, and until when their halves wait. */
@Component(
    service = {Vacancies.class, TraceListener.class},
    immediate = true)
public final class Vacancies implements TraceListener<Unimplemented> {
  private final Clock clock;

  /** By number, of which there are 32768. */
  private final Map<Integer, Instant> deadlines = new ConcurrentHashMap<>();

  /** Knows of none. */
  @Activate
  public Vacancies(@Reference TemperaRuntime runtime) {
    clock = runtime.clock();
  }

  @Override
  public Class<Unimplemented> type() {
    return Unimplemented.class;
  }

  @Override
  public void happened(Unimplemented trace) {
    deadlines.put(trace.number(), clock.wallTime().plus(trace.grace()));
  }

  /** Those on whose slots somebody still waits, or is still to leave, by number. */
  static List<HandOvers> of(ProtocolHost host) {
    Set<Integer> implemented =
        host.protocols().stream().map(HostedProtocol::number).collect(Collectors.toSet());
    return host.handOvers().stream()
        .filter(of -> of.parked() + of.waiting() > 0 && !implemented.contains(of.number()))
        .toList();
  }

  /** What is to be done about those whose halves are parked, and within which time. */
  List<String> sentences(ProtocolHost host) {
    return of(host).stream().filter(of -> of.parked() > 0).map(this::sentence).toList();
  }

  private String sentence(HandOvers of) {
    return "Nothing implements mini-protocol "
        + of.number()
        + " any more, and "
        + of.parked()
        + " of its halves are parked: deploy a bundle for it within "
        + timeLeft(of.number())
        + ", and they carry on. Then its initiators end, and the next byte for a responder closes its"
        + " connection.";
  }

  private String timeLeft(int number) {
    return Optional.ofNullable(deadlines.get(number))
        .map(deadline -> Human.age(clock.wallTime(), deadline))
        .orElse("withdrawal.grace of etc/io.tempera.protocol.host.cfg");
  }
}
