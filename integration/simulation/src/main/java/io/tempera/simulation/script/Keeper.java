package io.tempera.simulation.script;

import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerMonitoring;
import io.tempera.peer.PeerStatus;
import io.tempera.runtime.Wait;
import io.tempera.simulation.CallTrace.Operation;
import java.time.Duration;
import java.util.Optional;

/**
 * A little outbound governor, of one peer: promotes it, sees by itself when it is demoted, and
 * promotes it again, not before the time that the peer state actions give (ouroboros-network
 * PeerSelection.Governor.Monitor, connections).
 */
public final class Keeper {
  /** From a promotion that came to nothing to the next. */
  private static final Duration BACK_OFF = Duration.ofSeconds(10);

  private final Wait never;
  private final PeerCalls calls;
  private final Establish establish;
  private final boolean hot;
  private final int times;

  /** Cold to warm; blocks. */
  public interface Establish {
    /** Gives the peer, unless it is refused. */
    Optional<PeerConnectionHandle> now(boolean patient) throws InterruptedException;
  }

  /**
   * For one peer.
   *
   * @param never is never woken
   * @param hot whether it is to be hot, or warm only
   * @param times how often it is promoted from cold, 1 or more
   */
  public Keeper(Wait never, PeerCalls calls, Establish establish, boolean hot, int times) {
    this.never = never;
    this.calls = calls;
    this.establish = establish;
    this.hot = hot;
    this.times = times;
  }

  /** Blocks until the peer was kept as often as it is to be. */
  public void run() throws InterruptedException {
    boolean patient = false;
    for (int time = 0; time < times; time++) {
      Optional<PeerConnectionHandle> peer = establish.now(patient);
      patient = peer.isPresent();
      pass(patient ? follow(peer.get()) : BACK_OFF);
    }
  }

  /** Until it is cold; for how long it is not to be promoted again then. */
  private Duration follow(PeerConnectionHandle peer) throws InterruptedException {
    PeerMonitoring now = calls.monitor(peer);
    while (now.status() != PeerStatus.COLD) {
      boolean toPromote = hot && now.status() == PeerStatus.WARM;
      if (toPromote) {
        pass(now.repromoteDelay().orElse(Duration.ZERO));
        toPromote = peer.status() == PeerStatus.WARM;
      }
      if (!toPromote || !calls.ask(Operation.ACTIVATE, peer)) {
        peer.awaitStatusOtherThan(now.status());
      }
      now = calls.monitor(peer);
    }
    return now.repromoteDelay().orElse(Duration.ZERO);
  }

  private void pass(Duration time) throws InterruptedException {
    never.until(() -> false, time);
  }
}
