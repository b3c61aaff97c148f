package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.peer.FailureType.MuxStoppedFailure;
import io.tempera.peer.FailureType.TimeoutError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionTimeoutException.EstablishTimeout;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.ColdToWarm;
import io.tempera.protocol.Temperature;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An establish that takes too long, event by event. */
final class EstablishTimeoutTest extends PeerScript {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @Test
  void anEstablishThatTakesTooLongIsGivenUpTracedAndToldAtOnce() {
    happen(establish(1));
    happen(establish(2));
    effects.clear();
    happen(timeout(1));
    assertThat(effects)
        .containsExactly(
            new PeerEffect.StopAcquiring(),
            trace(
                new PeerStatusChangeFailure(
                    new ColdToWarm(Optional.empty(), ID.remote()),
                    new TimeoutError(LIMIT, "establish.timeout"))),
            refused(1, new Refusal.NotInTime(LIMIT)),
            refused(2, new Refusal.NotInTime(LIMIT)));
    assertThat(new Refusal.NotInTime(LIMIT).exception(ID.remote(), Optional.empty()))
        .isInstanceOf(EstablishTimeout.class)
        .hasMessage(
            "127.0.0.1:3002 did not become warm within 120 s; try again later, or set"
                + " establish.timeout higher");
  }

  @Test
  void aConnectionThatArrivesAfterwardsIsGivenBackAndNothingOfItStays() {
    happen(establish(1));
    happen(timeout(1));
    effects.clear();
    happen(new PeerEvent.Acquired(ID));
    assertThat(effects).containsExactly(new PeerEffect.StopMux(), new PeerEffect.Release());
    happen(new PeerEvent.Released());
    assertThat(peer).isInstanceOf(Gone.class);
  }

  @Test
  void whoEstablishesMeanwhileWaitsForThatAndThenAsksANewMachine() {
    happen(establish(1));
    happen(timeout(1));
    effects.clear();
    happen(establish(2));
    happen(new PeerEvent.Acquired(ID));
    happen(new PeerEvent.Released());
    assertThat(effects)
        .containsExactly(
            new PeerEffect.SetTimer(TimerKind.ESTABLISH, 2),
            new PeerEffect.StopMux(),
            new PeerEffect.Release(),
            new PeerEffect.CancelTimer(TimerKind.ESTABLISH),
            new PeerEffect.Tell(2, new Answer.AskAnew()));
    assertThat(peer).isInstanceOf(Gone.class);
  }

  @Test
  void whoEstablishesMeanwhileWaitsNoLongerThanTheLimitEither() {
    happen(establish(1));
    happen(timeout(1));
    happen(establish(2));
    effects.clear();
    happen(timeout(1));
    assertThat(effects).as("the timer of the first").isEmpty();
    happen(timeout(2));
    assertThat(effects).endsWith(refused(2, new Refusal.NotInTime(LIMIT)));
  }

  @Test
  void aGivingBackThatDragsIsNotWaitedForAndItsReasonIsTold() {
    happen(establish(1));
    happen(new PeerEvent.Acquired(ID));
    happen(new PeerEvent.StartRefused(Temperature.WARM, BROKEN));
    assertThat(traces())
        .containsExactly(
            new PeerStatusChangeFailure(
                new ColdToWarm(Optional.of(ID.local()), ID.remote()), new MuxStoppedFailure()));
    effects.clear();
    happen(timeout(1));
    assertThat(effects).containsExactly(refused(1, new Refusal.NoConnection(BROKEN)));
    effects.clear();
    happen(new PeerEvent.Released());
    assertThat(effects).isEmpty();
    assertThat(peer).isInstanceOf(Gone.class);
  }

  @Test
  void aTimerThatRunsOutInTheMomentInWhichItBecomesWarmDoesNotHurtIt() {
    warm();
    happen(timeout(1));
    assertThat(effects).isEmpty();
    assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
  }

  private static PeerEvent timeout(long generation) {
    return new PeerEvent.TimedOut(TimerKind.ESTABLISH, generation, LIMIT);
  }
}
