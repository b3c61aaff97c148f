package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionTrace;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.simulation.Edition;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Numbered;
import io.tempera.simulation.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A swap ends nothing that has found its point: a numbered initiator ends only when it is asked to,
 * or after a grace in which nothing came; and a connection is closed for a half only when its
 * bundle went and it had no point in common with what is there, or came to none in time; or for
 * what came after a grace. Nothing else fails in a numbered mini-protocol but an answer that is too
 * late. It knows the versions of scripts.
 */
final class Swaps implements Check {
  private static final List<String> REASONS =
      List.of("was going, and nothing", "nothing implements this", "within 60000 ms");

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    // After 4/5 of the time a half is interrupted.
    Books books = new Books(settings.hostTimes().handOver().multipliedBy(4).dividedBy(5));
    said.forEach(books::look);
    return books.violations;
  }

  private record Place(ConnectionId id, ProtocolKey key) {}

  private static final class Books {
    private final List<String> violations = new ArrayList<>();
    private final Set<Place> toEnd = new LinkedHashSet<>();
    private final Set<Place> waitedInVain = new LinkedHashSet<>();

    /** When each bundle went, by number and bundle. */
    private final Map<String, Long> gone = new LinkedHashMap<>();

    private final Map<Integer, Set<String>> there = new TreeMap<>();
    private final Duration patience;

    Books(Duration patience) {
      this.patience = patience;
    }

    void look(Said one) {
      switch (one.trace()) {
        case ProtocolTrace.Published(HostedProtocol p) -> there(p.number()).add(p.bundle());
        case ProtocolTrace.Withdrawn(int number, String bundle) -> {
          gone.put(number + bundle, one.nanos());
          there(number).remove(bundle);
        }
        case ProtocolTrace.Started(var id, var key, var bundle) -> forget(new Place(id, key));
        case ProtocolTrace.Asked(var id, var key, ControlMessage message) -> {
          if (message == ControlMessage.TERMINATE) {
            toEnd.add(new Place(id, key));
          }
        }
        case HandOverTrace.GraceOver(var id, var key) -> waitedInVain.add(new Place(id, key));
        case HandOverTrace.Failed failed when isNumbered(failed.key()) -> failed(failed, one);
        case ProtocolTrace.Ended(var id, var key, String outcome) when isNumbered(key) ->
            ended(new Place(id, key), outcome, one.line());
        case ProtocolTrace.Failed(var id, var key, String why) when isNumbered(key) ->
            is(REASONS.stream().anyMatch(why::contains), "it may not fail so", one.line());
        case ConnectionTrace.Closed(var id, boolean byError, String why) ->
            closed(id, why, one.line());
        default -> {
          // Of other things.
        }
      }
    }

    private static boolean isNumbered(ProtocolKey key) {
      return Numbered.numbers().contains(key.number());
    }

    private void forget(Place place) {
      toEnd.remove(place);
      waitedInVain.remove(place);
    }

    private void is(boolean so, String otherwise, String line) {
      if (!so) {
        violations.add(otherwise + ": " + line);
      }
    }

    private void ended(Place place, String outcome, String line) {
      if (place.key().direction() == Direction.INITIATOR) {
        switch (outcome) {
          case "terminated", "terminated before it began" ->
              is(toEnd.contains(place), "nobody asked it to end", line);
          case "nothing implements it any more" ->
              is(waitedInVain.contains(place), "it has not waited", line);
          default -> is(outcome.startsWith("with its connection"), "it may not end so", line);
        }
      }
    }

    private void closed(ConnectionId id, String why, String line) {
      if (why.contains("nothing implements this")) {
        is(
            waitedInVain.stream()
                .anyMatch(p -> p.id().equals(id) && p.key().direction() == Direction.RESPONDER),
            "nobody has waited in vain",
            line);
      }
    }

    private void failed(HandOverTrace.Failed failed, Said one) {
      Optional<Long> since = Optional.ofNullable(gone.get(failed.key().number() + failed.bundle()));
      if (since.isEmpty()) {
        violations.add("its bundle is there: " + one.line());
      } else if (one.nanos() - since.get() < patience.toNanos()) {
        is(
            failed.key().direction() == Direction.RESPONDER && !canBeCarriedOn(failed),
            "there was time to come to a point",
            one.line());
      }
    }

    /** Whether one that is there can, or might still come. */
    private boolean canBeCarriedOn(HandOverTrace.Failed failed) {
      Edition old = edition(failed.bundle());
      Set<String> others = there(failed.key().number());
      return others.isEmpty()
          ? old.canBeFollowedBy(old)
          : others.stream().map(Books::edition).anyMatch(old::canBeFollowedBy);
    }

    private Set<String> there(int number) {
      return there.computeIfAbsent(number, n -> new LinkedHashSet<>());
    }

    /** Of a bundle's name and version. */
    private static Edition edition(String bundle) {
      String version = bundle.substring(bundle.indexOf(' ') + 1);
      return Edition.ofScript(Integer.parseInt(version.substring(0, version.indexOf('.'))));
    }
  }
}
