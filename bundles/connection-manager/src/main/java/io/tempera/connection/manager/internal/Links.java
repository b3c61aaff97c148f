package io.tempera.connection.manager.internal;

import io.tempera.runtime.Wait;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the entries hold of the outside world, until it is closed; often longer than the entry. */
final class Links {
  private final Map<Long, Link> links = new ConcurrentSkipListMap<>();
  private final Wait changed;

  @Inject
  Links(Services services) {
    changed = services.runtime().newWait();
  }

  /** A new link for an entry. */
  Link open(long entry) {
    Link link = new Link(() -> gone(entry));
    links.put(entry, link);
    return link;
  }

  Optional<Link> of(long entry) {
    return Optional.ofNullable(links.get(entry));
  }

  /** Waits until nothing is held any more, at most so long. */
  void awaitNone(Duration limit) throws InterruptedException {
    changed.until(links::isEmpty, limit);
  }

  /** Closes the bearers that are still there, whatever is still to be sent. */
  void reset() {
    links.values().forEach(Link::reset);
  }

  private void gone(long entry) {
    links.remove(entry);
    changed.wake();
  }
}
