package io.tempera.simulation.check;

import io.tempera.simulation.CallTrace;
import io.tempera.simulation.CallTrace.Answered;
import io.tempera.simulation.CallTrace.Asked;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.NodeSettings.PeerTimes;
import io.tempera.simulation.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Each call is answered in time: an activation at once; a deactivation within its timeout; a close
 * within its timeout and the outbound idle time, during which releasing a connection blocks, or a
 * multiplexer's last two seconds; an establish within its timeout, and as much again where an
 * earlier one was given up, whose end is waited for first.
 *
 * <p>A timer keeps the value that it was set with: whoever joins a transition that is under way
 * waits no longer than whoever began it, with what held then.
 */
final class CallTimes implements Check {
  /** What a stop may take to send what is queued (network-mux Network.Mux). */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final Duration slack;

  CallTimes(Duration slack) {
    this.slack = slack;
  }

  /** What held from a moment on. */
  private record Setting(long since, PeerTimes times) {}

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    List<String> violations = new ArrayList<>();
    List<Setting> held = new ArrayList<>();
    held.add(new Setting(Long.MIN_VALUE, settings.peerTimes()));
    Map<Long, Said> open = new LinkedHashMap<>();
    Map<Long, Duration> limits = new LinkedHashMap<>();
    for (Said one : said) {
      switch (one.trace()) {
        case CallTrace.Changed(PeerTimes times) -> held.add(new Setting(one.nanos(), times));
        case Asked asked -> {
          open.put(asked.call(), one);
          limits.put(asked.call(), limit(asked, settings, held, one.nanos()).plus(slack));
        }
        case Answered answered -> {
          Duration limit = limits.remove(answered.call());
          Duration took = Duration.ofNanos(one.nanos() - open.remove(answered.call()).nanos());
          if (took.compareTo(limit) > 0) {
            violations.add("after " + took + ", more than " + limit + ": " + one.line());
          }
        }
        default -> {
          // Of other things.
        }
      }
    }
    return violations;
  }

  private static Duration limit(Asked asked, NodeSettings settings, List<Setting> held, long now) {
    return switch (asked.operation()) {
      case ACTIVATE -> Duration.ZERO;
      case DEACTIVATE -> longest(held, now, PeerTimes::deactivate);
      case CLOSE ->
          longest(held, now, PeerTimes::close).plus(longer(settings.outboundIdleTimeout(), DRAIN));
      case ESTABLISH -> longest(held, now, PeerTimes::establish).multipliedBy(2);
    };
  }

  /** Of what holds, and of what held when a timer began that may still run. */
  private static Duration longest(
      List<Setting> held, long now, Function<PeerTimes, Duration> which) {
    Duration longest = which.apply(held.getLast().times());
    for (int i = 0; i + 1 < held.size(); i++) {
      Duration before = which.apply(held.get(i).times());
      boolean mayRun = held.get(i + 1).since() + before.toNanos() >= now;
      longest = mayRun ? longer(before, longest) : longest;
    }
    return longest;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
