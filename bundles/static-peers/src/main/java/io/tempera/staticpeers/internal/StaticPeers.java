package io.tempera.staticpeers.internal;

import io.tempera.bearer.Endpoint;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.ProtocolHost;
import io.tempera.runtime.Subscription;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One keeper for each peer that the settings name, from the moment on at which every required
 * mini-protocol is there.
 */
final class StaticPeers {
  /** As long as the peer state actions give all peers to close when the node goes down. */
  static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final KeeperParts parts;
  private final ProtocolHost host;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Endpoint, KeeperTask> keepers = new LinkedHashMap<>();

  /** Of peers that are no longer named, until they have ended. */
  private final List<KeeperTask> leaving = new ArrayList<>();

  private PeerStatus temperature = PeerStatus.COLD;
  private Optional<Subscription> wakeUp = Optional.empty();
  private boolean ready;
  private boolean closed;

  @Inject
  StaticPeers(KeeperParts parts, ProtocolHost host) {
    this.parts = parts;
    this.host = host;
  }

  /** Begins when the protocol host is ready. Does not wait. */
  void start() {
    Subscription waiting = host.whenReady(this::begin);
    lock.lock();
    try {
      wakeUp = Optional.of(waiting);
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    lock.lock();
    try {
      ready = true;
    } finally {
      lock.unlock();
    }
    settingsChanged();
  }

  /**
   * Keeps the peers that the settings name now: begins with new ones, stops with others, and leaves
   * alone those that stay. Does not wait.
   */
  void settingsChanged() {
    lock.lock();
    try {
      if (!ready || closed) {
        return;
      }
      leaving.removeIf(KeeperTask::isOver);
      StaticPeersSettings settings = parts.settings().get();
      Set<Endpoint> named = new LinkedHashSet<>(settings.peers());
      boolean othersToo = settings.temperature() != temperature;
      temperature = settings.temperature();
      keepers.forEach(
          (peer, keeper) -> {
            if (!named.contains(peer)) {
              keeper.stop();
              leaving.add(keeper);
            } else if (othersToo) {
              keeper.lookAgain();
            }
          });
      keepers.keySet().retainAll(named);
      named.forEach(peer -> keepers.computeIfAbsent(peer, p -> new KeeperTask(parts, p)));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes every peer and ends; waits for that, at the most {@link #STOP_LIMIT}. What is not closed
   * by then the peer state actions go on to close; but a peer that is still being established then,
   * which takes as long as a time-wait when it was closed just before, becomes warm with nobody to
   * keep it, until it is named again or they go down too. Idempotent.
   */
  void stop() {
    List<KeeperTask> all = new ArrayList<>();
    Optional<Subscription> waiting;
    lock.lock();
    try {
      closed = true;
      waiting = wakeUp;
      wakeUp = Optional.empty();
      all.addAll(leaving);
      all.addAll(keepers.values());
      leaving.clear();
      keepers.clear();
    } finally {
      lock.unlock();
    }
    waiting.ifPresent(Subscription::close);
    all.forEach(KeeperTask::stop);
    try {
      parts.ended().until(() -> all.stream().allMatch(KeeperTask::isOver), STOP_LIMIT);
    } catch (InterruptedException noTime) {
      Thread.currentThread().interrupt();
    }
    all.forEach(KeeperTask::giveUp);
  }
}
