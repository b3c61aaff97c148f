package io.tempera.example.keep.three.hot.internal;

import static io.tempera.connection.Provenance.OUTBOUND;
import static io.tempera.handshake.DiffusionMode.INITIATOR_AND_RESPONDER;
import static io.tempera.peer.PeerStatus.COLD;
import static io.tempera.peer.PeerStatus.HOT;
import static io.tempera.peer.PeerStatus.WARM;

import io.tempera.bearer.Endpoint;
import io.tempera.failure.TemperaException;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerSelectionActionsTrace;
import io.tempera.peer.PeerStateActions;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.TraceListener;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 *
 * <p>Whatever happens to a peer is told to trace listeners, so it is one: there is one wait, for
 * whatever may have changed.
 */
@Component(configurationPid = PeersConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PeersConfig.class)
public final class KeepThreeHot implements TraceListener<PeerSelectionActionsTrace> {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final PeerStateActions actions;
  private final Wait changes; // woken when a peer may have changed, a place is free, and to stop
  private final Semaphore places = new Semaphore(3);
  private final List<Task> keepers = new ArrayList<>();
  private volatile boolean stopping;

  /** Begins; refuses a peer that makes no sense. */
  @Activate
  public KeepThreeHot(
      @Reference TemperaRuntime runtime, @Reference PeerStateActions actions, PeersConfig config) {
    this.actions = actions;
    this.changes = runtime.newWait();
    List<Endpoint> peers =
        Stream.of(config.peers().trim().split("[,\\s]+")).map(Endpoint::parseRemote).toList();
    for (Endpoint peer : peers) {
      keepers.add(runtime.tasks().start("keep " + peer, () -> keep(peer)));
    }
  }

  @Override
  public Class<PeerSelectionActionsTrace> type() {
    return PeerSelectionActionsTrace.class;
  }

  @Override
  public void happened(PeerSelectionActionsTrace trace) {
    changes.wake();
  }

  /**
   * Lets each task close its peer, all at once, and waits until they are gone: at the most for as
   * long as the peer state actions give it.
   */
  @Deactivate
  void stop() throws InterruptedException {
    stopping = true;
    changes.wake();
    for (Task keeper : keepers) {
      keeper.join();
    }
  }

  private void keep(Endpoint where) {
    try {
      while (!stopping) {
        changes.until(() -> stopping || places.availablePermits() > 0);
        if (!stopping && places.tryAcquire()) {
          Optional<PeerConnectionHandle> peer = establish(where);
          if (peer.isPresent()) {
            keepHot(peer.get());
          }
          places.release();
          changes.wake();
          changes.until(() -> stopping || peer.isEmpty() || peer.get().status() == COLD);
          changes.until(() -> stopping, PAUSE.plus(peer.map(this::delay).orElse(Duration.ZERO)));
        }
      }
    } catch (InterruptedException theNodeIsGoing) {
      // Nobody waits for it.
    }
  }

  private Optional<PeerConnectionHandle> establish(Endpoint where) throws InterruptedException {
    try {
      return Optional.of(
          actions.establishPeerConnection(where.resolve(), INITIATOR_AND_RESPONDER, OUTBOUND));
    } catch (TemperaException | UnknownHostException notNow) {
      return Optional.empty(); // the log says why
    }
  }

  /** Until the peer has fallen, or was closed to stop. */
  private void keepHot(PeerConnectionHandle peer) throws InterruptedException {
    while (peer.status().compareTo(WARM) >= 0) {
      try {
        if (stopping) {
          actions.closePeerConnection(peer);
        } else if (!changes.until(() -> stopping || peer.status() != WARM, delay(peer))) {
          actions.activatePeerConnection(peer);
        }
        // A close that another asks for is told at its end only, so it looks now and then, too.
        changes.until(() -> stopping || peer.status() != HOT, PAUSE);
      } catch (TemperaException itHasFallen) {
        // Its status says so, too.
      }
    }
  }

  /** For how long it should not be made hot again, as its mini-protocols want it. */
  private Duration delay(PeerConnectionHandle peer) {
    return actions.monitorPeerConnection(peer).repromoteDelay().orElse(Duration.ZERO);
  }
}
