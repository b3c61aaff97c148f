package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.peer.ColdActionException.ColdActivationException;
import io.tempera.peer.ColdActionException.ColdDeactivationException;
import io.tempera.peer.EstablishConnectionException;
import io.tempera.peer.EstablishConnectionException.ClientException;
import io.tempera.peer.EstablishConnectionException.NoConnectionException;
import io.tempera.peer.EstablishConnectionException.ServerException;
import io.tempera.peer.MiniProtocolExceptions;
import io.tempera.peer.PeerSelectionActionException;
import io.tempera.peer.PeerSelectionTimeoutException;
import io.tempera.peer.PeerSelectionTimeoutException.DeactivationTimeout;
import io.tempera.peer.PeerSelectionTimeoutException.EstablishTimeout;
import io.tempera.peer.PeerStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The exceptions, as those who catch them see them: one family, each with its peer and its cause.
 */
final class RefusalTest {
  private static final Failure CAUSE =
      Failure.of(FailureCategory.REMOTE_MISBEHAVED, "it said nonsense");
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @Test
  void everyExceptionNamesItsPeerAndIsOneOfTheSameFamily() {
    for (Refusal refusal :
        List.of(
            new Refusal.NotWarm(PeerStatus.HOT),
            new Refusal.NotHot(PeerStatus.COLD),
            new Refusal.ClientHandshake(CAUSE),
            new Refusal.ServerHandshake(CAUSE),
            new Refusal.NoConnection(CAUSE),
            new Refusal.NotInTime(LIMIT),
            new Refusal.TooSlow(LIMIT),
            failures())) {
      PeerSelectionActionException thrown = exception(refusal);
      assertThat(thrown.remote()).isEqualTo(World.ID.remote());
      assertThat(thrown.connectionId()).contains(World.ID);
      assertThat(thrown).hasMessageContaining("127.0.0.1:3002");
    }
  }

  @Test
  void aHandshakeThatFailedIsSaidToBeOursOrThePeers() {
    assertThat(exception(new Refusal.ClientHandshake(CAUSE)))
        .isInstanceOf(ClientException.class)
        .isInstanceOf(EstablishConnectionException.class)
        .hasMessage("The handshake with 127.0.0.1:3002 failed, because: it said nonsense");
    assertThat(exception(new Refusal.ServerHandshake(CAUSE)))
        .isInstanceOf(ServerException.class)
        .hasMessage(
            "The handshake that 127.0.0.1:3002 began with us failed, because: it said nonsense");
    assertThat(exception(new Refusal.NoConnection(CAUSE)))
        .isInstanceOf(NoConnectionException.class);
  }

  @Test
  void aFailureThatNamesThePeerIsTheWholeSentence() {
    Failure system = Failure.of(FailureCategory.REMOTE_CLOSED, "no route to host");
    Failure named =
        new Failure(
            FailureCategory.REMOTE_CLOSED,
            "",
            "Cannot connect to 127.0.0.1:3002: the system said no",
            "",
            Optional.of(system));
    assertThat(exception(new Refusal.NoConnection(named)))
        .hasMessage(
            "Cannot connect to 127.0.0.1:3002: the system said no, because: no route to host");
    assertThat(exception(new Refusal.NoConnection(system)))
        .hasMessage("There is no connection to 127.0.0.1:3002, because: no route to host");
  }

  @Test
  void aTimeLimitThatIsOverIsNamed() {
    for (Refusal late : List.of(new Refusal.NotInTime(LIMIT), new Refusal.TooSlow(LIMIT))) {
      assertThat(exception(late))
          .isInstanceOf(PeerSelectionTimeoutException.class)
          .hasMessageContaining("within 5 s");
    }
    assertThat(exception(new Refusal.NotInTime(LIMIT))).isInstanceOf(EstablishTimeout.class);
    assertThat(exception(new Refusal.TooSlow(LIMIT))).isInstanceOf(DeactivationTimeout.class);
  }

  @Test
  void aPeerOfAnotherTemperatureIsSaidToHaveIt() {
    assertThat(exception(new Refusal.NotWarm(PeerStatus.COLD)))
        .isInstanceOf(ColdActivationException.class)
        .hasMessage(World.ID + " cannot be activated: it is COLD; establish it first");
    assertThat(exception(new Refusal.NotHot(PeerStatus.COLD)))
        .isInstanceOf(ColdDeactivationException.class)
        .hasMessage(World.ID + " cannot be deactivated: it is COLD, it has no connection");
  }

  @Test
  void whoMayNotActivateIsToldWhatToDoInThatStatus() {
    assertThat(exception(new Refusal.NotWarm(PeerStatus.HOT)))
        .hasMessage(World.ID + " cannot be activated: it is HOT already");
    assertThat(exception(new Refusal.NotWarm(PeerStatus.COOLING)))
        .hasMessage(
            World.ID
                + " cannot be activated: it is COOLING: wait until it is COLD, then establish it"
                + " again");
  }

  @Test
  void aPeerThatCoolsIsSaidToBeClosedToWhoDeactivatesIt() {
    assertThat(exception(new Refusal.NotHot(PeerStatus.COOLING)))
        .hasMessage(
            World.ID + " cannot be deactivated: it is COOLING, its connection is being closed");
  }

  @Test
  void miniProtocolsThatFailedAreAllNamed() {
    assertThat(exception(failures()))
        .isInstanceOfSatisfying(
            MiniProtocolExceptions.class,
            thrown -> assertThat(thrown.failures()).containsOnlyKeys(2, 3))
        .hasMessageContaining("[2, 3]");
  }

  private static Refusal failures() {
    return new Refusal.ProtocolsFailed(new TreeMap<>(Map.of(2, CAUSE, 3, CAUSE)));
  }

  private static PeerSelectionActionException exception(Refusal refusal) {
    return refusal.exception(World.ID.remote(), Optional.of(World.ID));
  }
}
