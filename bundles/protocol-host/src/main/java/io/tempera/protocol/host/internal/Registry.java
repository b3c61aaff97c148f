package io.tempera.protocol.host.internal;

import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The mini-protocols that are published, and which one of each number is chosen. One whose service
 * changed its number or temperature is retired: connections on which it has what it had run it on.
 */
final class Registry {
  private final ReentrantLock lock = new ReentrantLock();
  private final SortedMap<Long, Hosted> published = new TreeMap<>();
  private final SortedMap<Long, List<Hosted>> retired = new TreeMap<>();
  private final SortedMap<Integer, Hosted> chosen = new TreeMap<>();

  /** For numbers that nothing implements any more: since when. */
  private final SortedMap<Integer, Long> goneSince = new TreeMap<>();

  private final Clock clock;

  Registry(Clock clock) {
    this.clock = clock;
  }

  /** Adds one. */
  void add(Hosted hosted) {
    lock.lock();
    try {
      published.put(hosted.rank().serviceId(), hosted);
      choose(hosted.declaration().number());
    } finally {
      lock.unlock();
    }
  }

  /** The one that was added under a service id, if it was. */
  Optional<Hosted> find(long serviceId) {
    lock.lock();
    try {
      return Optional.ofNullable(published.get(serviceId));
    } finally {
      lock.unlock();
    }
  }

  /** Removes what was added under a service id: what is published, and what is retired. */
  List<Hosted> remove(long serviceId) {
    lock.lock();
    try {
      List<Hosted> gone = new ArrayList<>();
      Optional.ofNullable(published.remove(serviceId)).ifPresent(gone::add);
      Optional.ofNullable(retired.remove(serviceId)).ifPresent(gone::addAll);
      gone.forEach(hosted -> choose(hosted.declaration().number()));
      return gone;
    } finally {
      lock.unlock();
    }
  }

  /**
   * New connections do not run it any more, because its service says something else now.
   *
   * @return what was retired before with the same number and temperature, which it replaces
   */
  Optional<Hosted> retire(Hosted hosted) {
    lock.lock();
    try {
      long serviceId = hosted.rank().serviceId();
      published.remove(serviceId);
      List<Hosted> others = retired.computeIfAbsent(serviceId, id -> new ArrayList<>());
      Optional<Hosted> replaced =
          others.stream()
              .filter(other -> other.declaration().replaceableBy(hosted.declaration()))
              .findFirst();
      replaced.ifPresent(others::remove);
      others.add(hosted);
      choose(hosted.declaration().number());
      return replaced;
    } finally {
      lock.unlock();
    }
  }

  /** Takes another publication for one that is there, of the same number. */
  void change(Hosted hosted, Publication publication, Declaration declaration) {
    lock.lock();
    try {
      hosted.changed(publication, declaration);
      choose(declaration.number());
    } finally {
      lock.unlock();
    }
  }

  /** The one that new connections run for a number. */
  Optional<Hosted> chosen(int number) {
    lock.lock();
    try {
      return Optional.ofNullable(chosen.get(number));
    } finally {
      lock.unlock();
    }
  }

  /**
   * The one that a connection runs on which a number has a temperature already: the chosen one, or
   * the best of that temperature when the chosen one has another.
   */
  Optional<Hosted> chosen(int number, Temperature temperature) {
    lock.lock();
    try {
      Optional<Hosted> best = Optional.ofNullable(chosen.get(number));
      if (best.filter(hosted -> hosted.declaration().temperature() == temperature).isPresent()) {
        return best;
      }
      return Choice.among(candidates(number, temperature), Hosted::rank, best);
    } finally {
      lock.unlock();
    }
  }

  /** All that a connection may run on which a number has a temperature already: the best first. */
  List<Hosted> ranked(int number, Temperature temperature) {
    lock.lock();
    try {
      Optional<Hosted> best = chosen(number, temperature);
      return candidates(number, temperature).stream()
          .sorted(
              Comparator.comparing((Hosted one) -> best.filter(b -> b == one).isEmpty())
                  .thenComparing(Hosted::rank, Comparator.reverseOrder()))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** For how long nothing has implemented a number; empty when something does, or never did. */
  Optional<Duration> goneFor(int number) {
    lock.lock();
    try {
      return Optional.ofNullable(goneSince.get(number))
          .map(since -> Duration.ofNanos(clock.nanos() - since));
    } finally {
      lock.unlock();
    }
  }

  /** The numbers for which there is one. */
  SortedSet<Integer> numbers() {
    lock.lock();
    try {
      return new TreeSet<>(chosen.keySet());
    } finally {
      lock.unlock();
    }
  }

  /** Removes all of them. */
  List<Hosted> removeAll() {
    lock.lock();
    try {
      List<Hosted> all = everything();
      published.clear();
      retired.clear();
      chosen.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** How they are shown: by number, the chosen one first, then from the best down. */
  List<HostedProtocol> views() {
    lock.lock();
    try {
      return everything().stream()
          .filter(hosted -> published.containsValue(hosted) || hosted.isRunning())
          .sorted(
              Comparator.comparingInt((Hosted hosted) -> hosted.declaration().number())
                  .thenComparing(hosted -> !isChosen(hosted))
                  .thenComparing(Hosted::rank, Comparator.reverseOrder()))
          .map(this::view)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** How one is shown. */
  HostedProtocol view(Hosted hosted) {
    return hosted.view(isChosen(hosted));
  }

  private boolean isChosen(Hosted hosted) {
    return chosen(hosted.declaration().number()).filter(one -> one == hosted).isPresent();
  }

  private void choose(int number) {
    Choice.among(
            having(d -> d.number() == number),
            Hosted::rank,
            Optional.ofNullable(chosen.get(number)))
        .ifPresentOrElse(best -> put(number, best), () -> forget(number));
  }

  private void put(int number, Hosted best) {
    chosen.put(number, best);
    goneSince.remove(number);
  }

  private void forget(int number) {
    chosen.remove(number);
    if (everything().stream().noneMatch(hosted -> hosted.declaration().number() == number)) {
      goneSince.putIfAbsent(number, clock.nanos());
    }
  }

  private List<Hosted> candidates(int number, Temperature temperature) {
    return everything().stream()
        .filter(hosted -> hosted.declaration().number() == number)
        .filter(hosted -> hosted.declaration().temperature() == temperature)
        .toList();
  }

  private List<Hosted> everything() {
    return Stream.concat(
            published.values().stream(), retired.values().stream().flatMap(List::stream))
        .toList();
  }

  private List<Hosted> having(Predicate<Declaration> wanted) {
    lock.lock();
    try {
      List<Hosted> found = new ArrayList<>();
      for (Hosted hosted : published.values()) {
        if (wanted.test(hosted.declaration())) {
          found.add(hosted);
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }
}
