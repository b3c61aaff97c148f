package io.tempera.example.keep.three.hot.internal;

import io.tempera.bearer.Endpoint;
import io.tempera.connection.Provenance;
import io.tempera.failure.TemperaException;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Keeps three peers hot. Each peer that the settings name has a task, and there are three places:
 * whoever has one makes its peer hot and watches it. A peer that falls leaves its place to the next
 * one, and rests before it may have a place again.
 */
@Component(
    service = {},
    configurationPid = KeepThreeHotConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = KeepThreeHotConfig.class)
public final class KeepThreeHot {
  private static final int PLACES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final TemperaRuntime runtime;
  private final PeerStateActions actions;
  private final Semaphore places = new Semaphore(PLACES);
  private final List<PeerConnectionHandle> kept = new CopyOnWriteArrayList<>();
  private final Wait changes; // woken when a place is free, and to stop
  private final List<Task> keepers;
  private volatile boolean stopping;

  /** Begins; refuses a peer that makes no sense. */
  @Activate
  public KeepThreeHot(
      @Reference TemperaRuntime runtime,
      @Reference PeerStateActions actions,
      KeepThreeHotConfig config) {
    this.runtime = runtime;
    this.actions = actions;
    this.changes = runtime.newWait();
    List<Endpoint> peers =
        Stream.of(config.peers().trim().split("[,\\s]+")).map(Endpoint::parseRemote).toList();
    this.keepers =
        peers.stream()
            .map(peer -> runtime.tasks().start("keep " + peer, () -> keep(peer)))
            .toList();
  }

  /**
   * Closes the peers, all at once, and waits until they and the tasks are gone: at the most for as
   * long as the peer state actions give it.
   */
  @Deactivate
  void stop() throws InterruptedException {
    stopping = true;
    changes.wake();
    List<Task> closing =
        kept.stream()
            .map(peer -> runtime.tasks().start("close " + peer, () -> close(peer)))
            .toList();
    for (Task task : Stream.concat(closing.stream(), keepers.stream()).toList()) {
      task.join();
    }
  }

  private void keep(Endpoint where) {
    try {
      while (takePlace()) {
        Optional<PeerConnectionHandle> peer = establish(where);
        if (peer.isPresent()) {
          keepHot(peer.get());
        }
        places.release();
        changes.wake();
        changes.until(() -> stopping, PAUSE);
        if (peer.isPresent()) { // it is cold by now, and knows for how long it should stay so
          changes.until(() -> stopping, repromoteDelay(peer.get()));
        }
      }
    } catch (InterruptedException theNodeIsGoing) {
      // Nobody waits for it.
    }
  }

  private boolean takePlace() throws InterruptedException {
    while (!stopping && !places.tryAcquire()) {
      changes.until(() -> stopping || places.availablePermits() > 0);
    }
    return !stopping;
  }

  private Optional<PeerConnectionHandle> establish(Endpoint where) throws InterruptedException {
    try {
      return Optional.of(
          actions.establishPeerConnection(
              where.resolve(), DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND));
    } catch (TemperaException | UnknownHostException notNow) {
      return Optional.empty(); // the log says why
    }
  }

  private void keepHot(PeerConnectionHandle peer) throws InterruptedException {
    kept.add(peer); // before it looks whether to stop: whoever stops it sees the peer, or this does
    PeerStatus now = peer.status();
    while (now.compareTo(PeerStatus.WARM) >= 0) {
      if (stopping) {
        close(peer);
      } else if (now == PeerStatus.WARM) {
        activate(peer);
      }
      now = peer.awaitStatusOtherThan(now);
    }
    kept.remove(peer);
  }

  private void activate(PeerConnectionHandle peer) throws InterruptedException {
    if (!changes.until(() -> stopping, repromoteDelay(peer))) {
      try {
        actions.activatePeerConnection(peer);
      } catch (TemperaException itHasFallen) {
        // Its status says so, too.
      }
    }
  }

  private void close(PeerConnectionHandle peer) {
    try {
      actions.closePeerConnection(peer);
    } catch (TemperaException | InterruptedException notGently) {
      // It is closed all the same.
    }
  }

  private Duration repromoteDelay(PeerConnectionHandle peer) {
    return actions.monitorPeerConnection(peer).repromoteDelay().orElse(Duration.ZERO);
  }
}
