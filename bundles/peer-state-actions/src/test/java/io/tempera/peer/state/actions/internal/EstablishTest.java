package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.DisconnectReason;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.peer.FailureType.HandleFailure;
import io.tempera.peer.FailureType.HandshakeClientFailure;
import io.tempera.peer.FailureType.HandshakeServerFailure;
import io.tempera.peer.FailureType.MuxStoppedFailure;
import io.tempera.peer.PeerSelectionActionException;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.ColdToWarm;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cold to warm, event by event. */
final class EstablishTest extends PeerScript {
  @Test
  void establishStartsWarmThenEstablishedProtocolsWithHotOnesTerminated() {
    happen(establish(1));
    assertThat(effects)
        .containsExactly(
            new PeerEffect.Acquire(DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND),
            new PeerEffect.SetTimer(TimerKind.ESTABLISH, 1));
    effects.clear();
    happen(new PeerEvent.Acquired(ID));
    happen(started(Temperature.WARM, 5));
    happen(started(Temperature.ESTABLISHED, 8));
    assertThat(effects)
        .containsExactly(
            new PeerEffect.Follow(),
            control(Temperature.HOT, ControlMessage.TERMINATE),
            control(Temperature.WARM, ControlMessage.CONTINUE),
            control(Temperature.ESTABLISHED, ControlMessage.CONTINUE),
            new PeerEffect.StartInitiators(Temperature.WARM),
            new PeerEffect.StartInitiators(Temperature.ESTABLISHED),
            new PeerEffect.CancelTimer(TimerKind.ESTABLISH),
            trace(changed(new ColdToWarm(Optional.of(ID.local()), ID.remote()))),
            tellDone(1));
    assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
  }

  @Test
  void aRefusedHandshakeIsTracedAndTheCallerIsToldAndThePeerStaysCold() {
    happen(establish(1));
    effects.clear();
    HandshakeOutcome silent =
        new HandshakeOutcome.Violated(Failure.of(FailureCategory.TIMEOUT, "no answer"));
    happen(new PeerEvent.Disconnected(new DisconnectReason.HandshakeClient(silent, "no answer")));
    Failure failure = Failure.of(FailureCategory.TIMEOUT, "no answer");
    assertThat(effects)
        .containsExactly(
            trace(
                new PeerStatusChangeFailure(
                    new ColdToWarm(Optional.empty(), ID.remote()),
                    new HandshakeClientFailure(failure))),
            new PeerEffect.CancelTimer(TimerKind.ESTABLISH),
            refused(1, new Refusal.ClientHandshake(failure)));
    assertThat(peer).isInstanceOf(Gone.class);
  }

  @Test
  void aHandshakeThatThePeerBeganAndThatFailsIsAServerFailure() {
    happen(establish(1));
    effects.clear();
    HandshakeOutcome nonsense = new HandshakeOutcome.Violated(BROKEN);
    happen(new PeerEvent.Disconnected(new DisconnectReason.HandshakeServer(nonsense, "nonsense")));
    assertThat(effects)
        .containsExactly(
            trace(
                new PeerStatusChangeFailure(
                    new ColdToWarm(Optional.empty(), ID.remote()),
                    new HandshakeServerFailure(BROKEN))),
            new PeerEffect.CancelTimer(TimerKind.ESTABLISH),
            refused(1, new Refusal.ServerHandshake(BROKEN)));
  }

  @Test
  void aConnectionLostInTheHandshakeIsAHandleFailure() {
    happen(establish(1));
    effects.clear();
    happen(new PeerEvent.Disconnected(new DisconnectReason.HandlerFailed(BROKEN)));
    assertThat(effects)
        .containsExactly(
            trace(
                new PeerStatusChangeFailure(
                    new ColdToWarm(Optional.empty(), ID.remote()), new HandleFailure(BROKEN))),
            new PeerEffect.CancelTimer(TimerKind.ESTABLISH),
            refused(1, new Refusal.NoConnection(BROKEN)));
  }

  @Test
  void whatTheConnectionManagerHasTracedIsNotTracedAgain() {
    happen(establish(1));
    effects.clear();
    happen(new PeerEvent.NotAcquired(BROKEN, false));
    assertThat(effects)
        .containsExactly(
            new PeerEffect.CancelTimer(TimerKind.ESTABLISH),
            refused(1, new Refusal.NoConnection(BROKEN)));
  }

  @Test
  void aPolicyCanMakeAFailureToConnectCostTheNode() {
    happen(establish(1));
    effects.clear();
    happen(new PeerEvent.NotAcquired(BROKEN, true));
    assertThat(effects)
        .containsExactly(
            new PeerEffect.StopNode(BROKEN),
            new PeerEffect.CancelTimer(TimerKind.ESTABLISH),
            refused(1, new Refusal.NoConnection(BROKEN)));
  }

  @Test
  void aConnectionWhoseProtocolsDoNotStartIsGivenBackBeforeTheCallerIsTold() {
    happen(establish(1));
    happen(new PeerEvent.Acquired(ID));
    effects.clear();
    happen(new PeerEvent.StartRefused(Temperature.WARM, BROKEN));
    assertThat(effects)
        .containsExactly(
            trace(
                new PeerStatusChangeFailure(
                    new ColdToWarm(Optional.of(ID.local()), ID.remote()), new MuxStoppedFailure())),
            new PeerEffect.StopMux(),
            new PeerEffect.Release());
    effects.clear();
    happen(new PeerEvent.Released());
    assertThat(effects)
        .containsExactly(
            new PeerEffect.CancelTimer(TimerKind.ESTABLISH),
            refused(1, new Refusal.NoConnection(BROKEN)));
    assertThat(peer).isInstanceOf(Gone.class);
  }

  @Test
  void whoeverEstablishesWhatIsBeingEstablishedGetsTheSameOutcomeAndNoSecondConnection() {
    happen(establish(1));
    effects.clear();
    happen(establish(2));
    assertThat(effects).isEmpty();
    happen(new PeerEvent.Acquired(ID));
    happen(started(Temperature.WARM));
    happen(started(Temperature.ESTABLISHED, 8));
    assertThat(effects).endsWith(tellDone(1), tellDone(2));
  }

  @Test
  void whoeverEstablishesAWarmPeerIsRefusedAtOnce() {
    warm();
    happen(establish(2));
    assertThat(refusal().failure().category()).isEqualTo(FailureCategory.WRONG_STATE);
    assertThat(refusal())
        .hasMessage("127.0.0.1:3002 is not established again: it is WARM already, on " + ID);
  }

  @Test
  void whoeverEstablishesAPeerThatCoolsIsToldToWait() {
    warm();
    happen(new PeerEvent.Close(2));
    effects.clear();
    happen(establish(3));
    assertThat(refusal())
        .hasMessage(
            "127.0.0.1:3002 is not established again: it is COOLING, its last connection is still"
                + " being closed; wait until it is COLD");
  }

  @Test
  void whoeverEstablishesAPeerWithOtherWishesIsToldToWaitForTheFirst() {
    happen(establish(1));
    effects.clear();
    happen(new PeerEvent.Establish(2, DiffusionMode.INITIATOR_ONLY, Provenance.INBOUND));
    assertThat(refusal())
        .hasMessage(
            "127.0.0.1:3002 is being established with other wishes (INITIATOR_AND_RESPONDER,"
                + " OUTBOUND); wait for the outcome of that");
  }

  /** The only effect there is. */
  private PeerSelectionActionException refusal() {
    assertThat(effects).hasSize(1);
    PeerEffect.Tell tell = (PeerEffect.Tell) effects.getFirst();
    return ((Answer.Refused) tell.answer()).why().exception(ID.remote(), Optional.of(ID));
  }

  @Test
  void aConnectionThatComesTooLateIsGivenBack() {
    happen(establish(1));
    happen(new PeerEvent.Shutdown());
    happen(new PeerEvent.ShutdownOverdue(World.LIMIT));
    effects.clear();
    happen(new PeerEvent.Acquired(ID));
    assertThat(effects).containsExactly(new PeerEffect.StopMux(), new PeerEffect.Release());
  }
}
