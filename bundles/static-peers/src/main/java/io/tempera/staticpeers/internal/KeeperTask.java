package io.tempera.staticpeers.internal;

import io.tempera.bearer.Endpoint;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerMonitoring;
import io.tempera.peer.PeerSelectionActionException;
import io.tempera.peer.PeerStatus;
import io.tempera.runtime.Task;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps one peer, on a task of its own: does what {@link PeerKeeper} decides, until it is stopped.
 * Then it closes the peer.
 */
final class KeeperTask {
  private final KeeperParts parts;
  private final Endpoint peer;
  private final Task task;

  /** Guards the two flags: an interrupt must not meet a call that changes the peer. */
  private final ReentrantLock lock = new ReentrantLock();

  private volatile boolean over;
  private boolean stopping;
  private boolean changing;

  /** For the task only. */
  private Optional<PeerConnectionHandle> handle = Optional.empty();

  /** Begins. */
  KeeperTask(KeeperParts parts, Endpoint peer) {
    this.parts = parts;
    this.peer = peer;
    this.task = parts.runtime().tasks().start("static peer " + peer, this::run);
  }

  /** Asks it to close the peer and to end. Does not wait. Idempotent. */
  void stop() {
    endPause(true);
  }

  /** Ends a pause or a watch, because the settings are others. */
  void lookAgain() {
    endPause(false);
  }

  private void endPause(boolean forGood) {
    lock.lock();
    try {
      // The last one that may interrupt: a task that knows it is to stop is closing its peer.
      if (!stopping && !changing) {
        task.interrupt();
      }
      stopping |= forGood;
    } finally {
      lock.unlock();
    }
  }

  /** Ends whatever it waits for. */
  void giveUp() {
    task.interrupt();
  }

  /** Whether it has ended. */
  boolean isOver() {
    return over;
  }

  private boolean isStopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      keep();
      close();
    } catch (InterruptedException givenUp) {
      // Whoever stopped it waits no longer; what was begun goes on without it.
    } finally {
      over = true;
      parts.ended().wake();
    }
  }

  private void keep() throws InterruptedException {
    KeeperState state = KeeperState.START;
    KeeperEvent event = new KeeperEvent.Begun();
    while (!isStopping()) {
      PeerKeeper.Step step = PeerKeeper.step(state, event, parts.settings().get());
      if (step.action() instanceof KeeperAction.End) {
        return;
      }
      state = step.state();
      event = perform(step.action());
    }
  }

  private KeeperEvent perform(KeeperAction action) throws InterruptedException {
    return switch (action) {
      case KeeperAction.Establish establish -> changing(this::establish);
      case KeeperAction.Activate activate -> changing(this::activate);
      case KeeperAction.Look look -> look(Duration.ZERO);
      case KeeperAction.Watch watch -> watch(watch.status());
      case KeeperAction.Pause pause -> pause(pause);
      case KeeperAction.End end -> throw new IllegalStateException("the end is not performed");
    };
  }

  /** A call that changes the peer. */
  private interface Change {
    KeeperEvent make() throws InterruptedException;
  }

  /** Lets the change come to its end even if it is to stop: what it leads to must be closed. */
  private KeeperEvent changing(Change change) throws InterruptedException {
    lock.lock();
    try {
      if (stopping) {
        return look(Duration.ZERO);
      }
      changing = true;
      // Of a wish to look again that came too late to end a watch.
      Thread.interrupted();
    } finally {
      lock.unlock();
    }
    try {
      return change.make();
    } finally {
      lock.lock();
      try {
        changing = false;
      } finally {
        lock.unlock();
      }
    }
  }

  private KeeperEvent establish() throws InterruptedException {
    SocketAddress address;
    try {
      address = peer.resolve();
    } catch (UnknownHostException nobodyKnowsIt) {
      return unresolved();
    }
    handle = existing(address);
    if (handle.isPresent()) {
      return look(Duration.ZERO);
    }
    try {
      handle =
          Optional.of(
              parts
                  .actions()
                  .establishPeerConnection(
                      address, parts.settings().get().mode(), Provenance.OUTBOUND));
      return new KeeperEvent.Established();
    } catch (TemperaException refused) {
      return new KeeperEvent.NotEstablished(refused.failure().category());
    }
  }

  private KeeperEvent unresolved() {
    String sentence = peer + " has a name without an address; check peers, or the name service";
    Failure failure = Failure.of(FailureCategory.CONFIGURATION, sentence);
    SocketAddress shown =
        switch (peer) {
          case Endpoint.Host(var host, var port) -> InetSocketAddress.createUnresolved(host, port);
          case Endpoint.UnixSocket unix -> unix.resolve();
        };
    parts.tracer().trace(new ConnectionTrace.ConnectFailed(shown, failure));
    return new KeeperEvent.NotEstablished(failure.category());
  }

  /** Somebody else, such as the operator, may have established it. */
  private Optional<PeerConnectionHandle> existing(SocketAddress address) {
    return parts.actions().peers().stream()
        .filter(other -> other.connectionId().remote().equals(address))
        .findFirst();
  }

  private KeeperEvent activate() throws InterruptedException {
    try {
      parts.actions().activatePeerConnection(handle.orElseThrow());
      return new KeeperEvent.Activated();
    } catch (PeerSelectionActionException itHasAnotherStatus) {
      return look(Duration.ZERO);
    }
  }

  private KeeperEvent look(Duration kept) {
    if (handle.isEmpty()) {
      return new KeeperEvent.Seen(PeerStatus.COLD, Optional.empty(), kept);
    }
    PeerMonitoring now = parts.actions().monitorPeerConnection(handle.get());
    return new KeeperEvent.Seen(now.status(), now.repromoteDelay(), kept);
  }

  private KeeperEvent watch(PeerStatus status) {
    long since = parts.runtime().clock().nanos();
    try {
      handle.orElseThrow().awaitStatusOtherThan(status);
    } catch (InterruptedException lookAgain) {
      // The loop sees whether it is to stop.
    }
    boolean asItShouldBe = status.compareTo(parts.settings().get().temperature()) >= 0;
    Duration watched = Duration.ofNanos(parts.runtime().clock().nanos() - since);
    return look(asItShouldBe ? watched : Duration.ZERO);
  }

  private KeeperEvent pause(KeeperAction.Pause pause) {
    long fuzz = parts.runtime().chance().below(pause.most().minus(pause.least()).toNanos());
    Duration time = pause.base().plus(pause.least()).plusNanos(fuzz);
    try {
      parts.runtime().newWait().until(() -> false, time);
    } catch (InterruptedException lookAgain) {
      // The loop sees whether it is to stop; with other settings the rest of the pause is not owed.
    }
    return new KeeperEvent.Paused();
  }

  private void close() throws InterruptedException {
    if (handle.isEmpty() || handle.get().status() == PeerStatus.COLD) {
      return;
    }
    Thread.interrupted();
    try {
      parts.actions().closePeerConnection(handle.get());
    } catch (PeerSelectionActionException notGently) {
      // It is closed all the same, and the peer state actions have said why.
    }
  }
}
