package io.tempera.protocol.host.internal;

import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.Temperature;
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

/** The mini-protocols that are published, and which one of each number is chosen. */
final class Registry {
  private final ReentrantLock lock = new ReentrantLock();
  private final SortedMap<Long, Hosted> published = new TreeMap<>();
  private final SortedMap<Integer, Hosted> chosen = new TreeMap<>();

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

  /** Removes the one that was added under a service id, if it was. */
  Optional<Hosted> remove(long serviceId) {
    lock.lock();
    try {
      Optional<Hosted> gone = Optional.ofNullable(published.remove(serviceId));
      gone.ifPresent(hosted -> choose(hosted.declaration().number()));
      return gone;
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
      return Choice.among(
          having(d -> d.number() == number && d.temperature() == temperature), Hosted::rank, best);
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
      List<Hosted> all = List.copyOf(published.values());
      published.clear();
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
      return published.values().stream()
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
        .ifPresentOrElse(best -> chosen.put(number, best), () -> chosen.remove(number));
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
