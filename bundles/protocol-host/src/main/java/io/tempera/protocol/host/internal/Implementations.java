package io.tempera.protocol.host.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.handshake.Agreed;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.Snapshot;
import io.tempera.trace.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Which numbers one connection has, and what implements them there. */
final class Implementations {
  /** Bytes that are kept for an agreed number that nothing implements yet. */
  static final int VACANT_INGRESS_LIMIT = 65_536;

  private final ConnectionId connectionId;
  private final Agreed agreed;
  private final Registry registry;
  private final Tracer tracer;

  /** What the implementations that were asked have answered. */
  private final AtomicReference<List<Answer>> answers = new AtomicReference<>(List.of());

  private record Answer(Hosted by, boolean enabled) {}

  Implementations(ConnectionId connectionId, Agreed agreed, Registry registry, Tracer tracer) {
    this.connectionId = connectionId;
    this.agreed = agreed;
    this.registry = registry;
    this.tracer = tracer;
  }

  /**
   * The numbers that the connection begins with. One that nothing implements is there only when it
   * is an own number.
   */
  SortedMap<Integer, Optional<Declaration>> atStart() {
    SortedMap<Integer, Optional<Declaration>> found = new TreeMap<>();
    for (int number : numbers()) {
      if (Numbers.mayRun(number, agreed)) {
        Optional<Hosted> chosen = registry.chosen(number);
        if (chosen.isEmpty()) {
          found.put(number, Optional.empty());
        } else if (isEnabled(chosen.get())) {
          found.put(number, Optional.of(chosen.get().declaration()));
        }
      }
    }
    return found;
  }

  /**
   * What implements a number now, if anything does.
   *
   * @param declared what the number means on this connection, if that is settled: its temperature
   *     does not change any more
   */
  Optional<Hosted> of(int number, Optional<Declaration> declared) {
    return declared
        .map(d -> registry.chosen(number, d.temperature()))
        .orElseGet(() -> registry.chosen(number))
        .filter(this::isEnabled);
  }

  /**
   * What can carry on there, the best first.
   *
   * @param declared what the number means on this connection
   * @param left where the conversation stands; empty when it begins afresh, which only the chosen
   *     one does
   */
  Optional<Hosted> carryingOn(int number, Declaration declared, Optional<Snapshot> left) {
    return left.isEmpty()
        ? of(number, Optional.of(declared))
        : registry.ranked(number, declared.temperature()).stream()
            .filter(hosted -> hosted.canCarryOn(left))
            .filter(this::isEnabled)
            .findFirst();
  }

  /** What has a hand-over point in common with one that is going, the best first. */
  Optional<Hosted> sharing(int number, Declaration declared, Hosted going) {
    return registry.ranked(number, declared.temperature()).stream()
        .filter(hosted -> hosted.sharesPointWith(going))
        .filter(this::isEnabled)
        .findFirst();
  }

  /** Whether a number may begin on a connection that lives already, and with what. */
  Optional<Hosted> late(int number) {
    return Numbers.mayRun(number, agreed) ? of(number, Optional.empty()) : Optional.empty();
  }

  /** The numbers that anything implements, or that were agreed. */
  SortedSet<Integer> numbers() {
    SortedSet<Integer> numbers = new TreeSet<>(registry.numbers());
    numbers.addAll(agreed.ownNumbers());
    return numbers;
  }

  /** For how long a slot waits that nothing can run in. */
  Duration grace(int number, Duration whole) {
    Duration left = whole.minus(registry.goneFor(number).orElse(Duration.ZERO));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private boolean isEnabled(Hosted hosted) {
    for (Answer known : answers.get()) {
      if (known.by() == hosted) {
        return known.enabled();
      }
    }
    // Asked without a lock. Two at the same time may ask twice, for the same answer.
    Answer answer = new Answer(hosted, askWhetherEnabled(hosted));
    answers.updateAndGet(before -> with(before, answer));
    return answer.enabled();
  }

  /** A list of its exact size: every connection has one. Without those that have gone. */
  private static List<Answer> with(List<Answer> before, Answer answer) {
    return Stream.concat(before.stream().filter(other -> !other.by().isGoing()), Stream.of(answer))
        .toList();
  }

  private boolean askWhetherEnabled(Hosted hosted) {
    try {
      return hosted.ask(protocol -> protocol.enabledFor(agreed)).orElse(false);
    } catch (RuntimeException | Error thrown) {
      tracer.trace(
          new ProtocolTrace.Rejected(
              hosted.bundle(),
              "its enabledFor failed for "
                  + connectionId
                  + ", so it does not run there: "
                  + Border.failureOf(thrown).text()));
      return false;
    }
  }
}
