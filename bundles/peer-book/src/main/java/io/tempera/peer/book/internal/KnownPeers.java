package io.tempera.peer.book.internal;

import io.tempera.bearer.Endpoint;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timer;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peers that the operator lets others be told of, by address. Names are looked up on a task of
 * their own, as that blocks, and again after a while; one that has no address is left out.
 */
final class KnownPeers {
  /** From one look-up of all names to the next. */
  static final Duration LOOK_UP_AGAIN = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(KnownPeers.class);

  private final TemperaRuntime runtime;

  /** What to look up; another list when that has changed. */
  private List<Endpoint.Host> names = List.of();

  private List<InetSocketAddress> addresses = List.of();
  private Set<Endpoint.Host> missing = new LinkedHashSet<>();
  private Optional<Timer> again = Optional.empty();

  KnownPeers(TemperaRuntime runtime) {
    this.runtime = runtime;
  }

  /** Those with an address, as far as they were looked up; in the operator's order. */
  synchronized List<InetSocketAddress> addresses() {
    return addresses;
  }

  /** Begins to look up other names; until that is done, nobody is known. Does not block. */
  synchronized void set(List<Endpoint.Host> newNames) {
    again.ifPresent(Timer::cancel);
    again = Optional.empty();
    names = new ArrayList<>(newNames);
    addresses = List.of();
    missing = new LinkedHashSet<>();
    lookUp(names);
  }

  private void lookUp(List<Endpoint.Host> these) {
    if (!these.isEmpty()) {
      runtime.tasks().start("peer book: look up known peers", () -> found(these, resolve(these)));
    }
  }

  private List<InetSocketAddress> resolve(List<Endpoint.Host> these) {
    List<InetSocketAddress> found = new ArrayList<>();
    for (Endpoint.Host name : these) {
      try {
        found.add(name.resolve());
        miss(name, false);
      } catch (UnknownHostException e) {
        miss(name, true);
      }
    }
    return found;
  }

  /** Said once for each time that a name has no address any more. */
  private synchronized void miss(Endpoint.Host name, boolean isMissing) {
    if (isMissing && missing.add(name)) {
      LOG.warn(
          "{}: known: {} has no address, so nobody is told of it; it is looked up again every {} s.",
          PeerBookConfig.PID,
          name,
          LOOK_UP_AGAIN.toSeconds());
    } else if (!isMissing) {
      missing.remove(name);
    }
  }

  private synchronized void found(List<Endpoint.Host> these, List<InetSocketAddress> found) {
    if (these == names) {
      addresses = List.copyOf(found);
      again = Optional.of(runtime.timers().after(LOOK_UP_AGAIN, () -> lookUp(these)));
    }
  }
}
