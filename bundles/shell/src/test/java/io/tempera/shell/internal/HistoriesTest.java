package io.tempera.shell.internal;

import static io.tempera.connection.ConnectionState.INBOUND_DUP;
import static io.tempera.connection.ConnectionState.INBOUND_IDLE_DUP;
import static io.tempera.connection.ConnectionState.OUTBOUND_DUP_TICKING;
import static io.tempera.connection.ConnectionState.RESERVED_OUTBOUND;
import static io.tempera.connection.ConnectionState.TERMINATED;
import static io.tempera.connection.ConnectionState.UNKNOWN;
import static io.tempera.connection.ConnectionState.UNNEGOTIATED_IN;
import static io.tempera.connection.ConnectionState.UNNEGOTIATED_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.FailureType;
import io.tempera.peer.FirstToFinishResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.Temperature;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.trace.Trace;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HistoriesTest {
  private static final ConnectionId ID = FakeNode.id("127.0.0.1:3001", "127.0.0.1:4001");
  private static final Failure FAILURE = Failure.of(FailureCategory.REMOTE_CLOSED, "it is gone");

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final Histories histories = new Histories(runtime, Views.config(32, 1));

  private void moves(Optional<ConnectionId> id, ConnectionState... states) {
    for (int i = 1; i < states.length; i++) {
      histories.happened(new ConnectionTrace.Transition(ID.remote(), id, states[i - 1], states[i]));
    }
  }

  private static List<String> told(List<History.Entry> entries) {
    return entries.stream().map(History.Entry::what).toList();
  }

  @Test
  void aConnectionThatIsDialledKeepsItsBeginningWhenItGetsItsName() {
    moves(Optional.empty(), UNKNOWN, RESERVED_OUTBOUND);
    assertThat(told(histories.ofBeginning(ID.remote())))
        .containsExactly("connection: UNKNOWN -> RESERVED_OUTBOUND");
    runtime.advance(Duration.ofSeconds(3));
    moves(Optional.of(ID), RESERVED_OUTBOUND, UNNEGOTIATED_OUT, OUTBOUND_DUP_TICKING);
    assertThat(histories.ofBeginning(ID.remote())).isEmpty();
    assertThat(told(histories.of(ID)))
        .containsExactly(
            "connection: UNKNOWN -> RESERVED_OUTBOUND",
            "connection: RESERVED_OUTBOUND -> UNNEGOTIATED_OUT",
            "connection: UNNEGOTIATED_OUT -> OUTBOUND_DUP_TICKING");
    assertThat(histories.of(ID).get(1).when())
        .isEqualTo(histories.of(ID).get(0).when().plusSeconds(3));
  }

  @Test
  void whatBothSidesMakeOfItIsToldBesideIt() {
    moves(Optional.of(ID), UNKNOWN, UNNEGOTIATED_IN, INBOUND_IDLE_DUP);
    histories.happened(
        new InboundTrace.Transition(ID, Optional.empty(), Optional.of(RemoteState.IDLE)));
    histories.happened(
        new PeerStatusChanged(
            new PeerStatusChangeType.ColdToWarm(Optional.of(ID.local()), ID.remote())));
    histories.happened(
        new PeerStatusChangeFailure(
            new PeerStatusChangeType.WarmToHot(ID), new FailureType.HandleFailure(FAILURE)));
    histories.happened(
        new PeerMonitoringResult(
            ID,
            Optional.of(
                new FirstToFinishResult.MiniProtocolError(Temperature.ESTABLISHED, 8, FAILURE))));
    histories.happened(new PeerMonitoringResult(ID, Optional.empty()));
    histories.happened(new PeerMonitoringError(ID, FAILURE));
    histories.happened(new ConnectionTrace.Closed(ID, true, "it is gone"));
    assertThat(told(histories.of(ID)).subList(2, 8))
        .containsExactly(
            "theirs: not followed -> IDLE",
            "ours: COLD -> WARM",
            "ours: WARM -> HOT failed: it is gone",
            "ours: mini-protocol 8 failed: it is gone",
            "ours: COLD, because: it is gone",
            "connection: closed: it is gone");
  }

  @Test
  void aPeerThatCoolsWithItsConnectionHasTheReasonBesideIt() {
    moves(Optional.of(ID), UNKNOWN, UNNEGOTIATED_IN, INBOUND_DUP);
    histories.happened(
        new PeerStatusChangeFailure(
            new PeerStatusChangeType.HotToCooling(ID), new FailureType.MuxStoppedFailure()));
    histories.happened(new ConnectionTrace.Closed(ID, true, "it is gone"));
    assertThat(told(histories.of(ID)).subList(2, 4))
        .containsExactly(
            "ours: HOT -> COOLING: its connection broke", "connection: closed: it is gone");
  }

  private static void isHandedOver(Histories histories, ProtocolKey key) {
    Duration grace = Duration.ofSeconds(10);
    for (Trace trace :
        List.of(
            new HandOverTrace.Asked(ID, key, "echo 1", Optional.empty(), false),
            new HandOverTrace.Parked(ID, key, Optional.of("StIdle"), grace),
            new HandOverTrace.HandedOver(
                ID, key, "echo 1", "echo 2", Optional.of("StIdle"), Duration.ofMillis(1)),
            new HandOverTrace.Parked(ID, key, Optional.of("StIdle"), grace),
            new HandOverTrace.GraceOver(ID, key))) {
      histories.happened(trace);
    }
  }

  @Test
  void whatIsHandedOverIsToldWithoutWhatWasAskedBefore() {
    moves(Optional.of(ID), UNKNOWN, UNNEGOTIATED_IN, INBOUND_DUP);
    isHandedOver(histories, ProtocolKey.of(7_001, Direction.RESPONDER));
    assertThat(told(histories.of(ID)).subList(2, 6))
        .containsExactly(
            "hand-over: 7001 responder is parked at StIdle for 10 s: nothing implements it",
            "hand-over: 7001 responder carries on at StIdle with echo 2 (was echo 1), after 1.0 ms",
            "hand-over: 7001 responder is parked at StIdle for 10 s: nothing implements it",
            "hand-over: 7001 responder has waited in vain for an implementation");
  }

  @Test
  void aHandOverThatFailedIsToldBeforeTheEndOfItsConnection() {
    moves(Optional.of(ID), UNKNOWN, UNNEGOTIATED_IN, INBOUND_DUP);
    histories.happened(
        new HandOverTrace.Failed(
            ID, ProtocolKey.of(7_001, Direction.RESPONDER), "echo 1", Optional.of("StBusy")));
    moves(Optional.of(ID), INBOUND_DUP, TERMINATED);
    histories.happened(new ConnectionTrace.Closed(ID, true, "its bundle echo 1 was going"));
    moves(Optional.of(ID), TERMINATED, UNKNOWN);
    assertThat(told(histories.ofEnded(ID)).subList(2, 5))
        .containsExactly(
            "hand-over: 7001 responder could not be handed over in StBusy, and echo 1 is going: its connection is closed",
            "connection: INBOUND_DUP -> TERMINATED",
            "connection: closed: its bundle echo 1 was going");
  }

  @Test
  void whatEndedIsForgottenButForItsLastTransitions() {
    moves(Optional.of(ID), UNKNOWN, UNNEGOTIATED_IN, TERMINATED, UNKNOWN);
    assertThat(histories.of(ID)).isEmpty();
    assertThat(histories.ended()).containsExactly(ID);
    assertThat(told(histories.ofEnded(ID))).last().isEqualTo("connection: TERMINATED -> UNKNOWN");
    histories.happened(new PeerStatusChanged(new PeerStatusChangeType.CoolingToCold(ID)));
    assertThat(histories.of(ID)).as("what comes late begins nothing").isEmpty();
    assertThat(told(histories.ofEnded(ID))).last().isEqualTo("ours: COOLING -> COLD");
  }

  @Test
  void whatIsSaidLateOfAConnectionThatIsNotKeptIsLost() {
    histories.happened(new PeerStatusChanged(new PeerStatusChangeType.CoolingToCold(ID)));
    histories.happened(new ConnectionTrace.Closed(ID, true, "it is gone"));
    assertThat(histories.of(ID)).isEmpty();
    assertThat(histories.ended()).isEmpty();
    assertThat(histories.reasonOfEnd(ID)).isEmpty();
  }

  @Test
  void theEndOfAConnectionHasItsReason() {
    moves(Optional.of(ID), UNKNOWN, UNNEGOTIATED_IN);
    histories.happened(new ConnectionTrace.Refused(ID, new DisconnectReason.InboundHardLimit(7)));
    assertThat(histories.reasonOfEnd(ID)).as("while it is there").isEmpty();
    moves(Optional.of(ID), UNNEGOTIATED_IN, TERMINATED, UNKNOWN);
    assertThat(histories.reasonOfEnd(ID).orElseThrow().what())
        .isEqualTo("turned away: there are 7 inbound connections already, the hard limit");
    histories.happened(new ConnectionTrace.Closed(ID, true, "it is gone"));
    assertThat(histories.reasonOfEnd(ID).orElseThrow().what()).isEqualTo("it is gone");
  }

  private static PeerStatusChangeFailure notEstablished(Optional<SocketAddress> local) {
    return new PeerStatusChangeFailure(
        new PeerStatusChangeType.ColdToWarm(local, ID.remote()),
        new FailureType.HandshakeClientFailure(FAILURE));
  }

  @Test
  void aHandshakeThatFailsIsToldOfTheConnectionThatWasDialledBeforeItsEndAndAfterIt() {
    ConnectionId second = FakeNode.id("127.0.0.1:3002", "127.0.0.1:4001");
    ConnectionId accepted = FakeNode.id("127.0.0.1:3003", "127.0.0.1:4001");
    moves(Optional.empty(), UNKNOWN, RESERVED_OUTBOUND);
    moves(Optional.of(ID), RESERVED_OUTBOUND, UNNEGOTIATED_OUT, TERMINATED, UNKNOWN);
    moves(Optional.of(accepted), UNKNOWN, UNNEGOTIATED_IN);
    histories.happened(notEstablished(Optional.empty()));
    assertThat(told(histories.ofEnded(ID)))
        .last()
        .isEqualTo("ours: COLD -> WARM failed: our handshake failed: it is gone");
    assertThat(histories.reasonOfEnd(ID).orElseThrow().what())
        .isEqualTo("our handshake failed: it is gone");

    moves(Optional.empty(), UNKNOWN, RESERVED_OUTBOUND);
    moves(Optional.of(second), RESERVED_OUTBOUND, UNNEGOTIATED_OUT);
    histories.happened(notEstablished(Optional.empty()));
    histories.happened(notEstablished(Optional.empty()));
    assertThat(told(histories.of(second))).filteredOn(what -> what.startsWith("ours")).hasSize(1);
    assertThat(told(histories.ofEnded(ID))).filteredOn(what -> what.startsWith("ours")).hasSize(1);
    assertThat(told(histories.of(accepted))).noneMatch(what -> what.startsWith("ours"));
  }

  @Test
  void whatKeptAConnectionFromBeingUsedIsTheReasonOfItsEnd() {
    moves(Optional.of(ID), UNKNOWN, UNNEGOTIATED_IN, INBOUND_IDLE_DUP);
    histories.happened(notEstablished(Optional.of(ID.local())));
    moves(Optional.of(ID), INBOUND_IDLE_DUP, TERMINATED, UNKNOWN);
    assertThat(told(histories.ofEnded(ID)))
        .filteredOn(what -> what.startsWith("ours"))
        .containsExactly("ours: COLD -> WARM failed: our handshake failed: it is gone");
    assertThat(histories.reasonOfEnd(ID).orElseThrow().what())
        .isEqualTo("our handshake failed: it is gone");
  }

  @Test
  void whatCameToNothingBeforeItHadANameLeavesNothing() {
    moves(Optional.empty(), UNKNOWN, RESERVED_OUTBOUND, TERMINATED, UNKNOWN);
    assertThat(histories.ofBeginning(ID.remote())).isEmpty();
    assertThat(histories.ended()).isEmpty();
  }

  @Test
  void onlyTheLatestTransitionsAndTheLastEndsAreKept() {
    histories.modified(Views.config(2, 1));
    for (int i = 0; i <= RecentEnds.KEPT; i++) {
      ConnectionId id = FakeNode.id("127.0.0.1:3001", "127.0.0.1:" + (4_000 + i));
      for (var step : List.of(UNNEGOTIATED_IN, INBOUND_IDLE_DUP, INBOUND_DUP, UNKNOWN)) {
        histories.happened(
            new ConnectionTrace.Transition(id.remote(), Optional.of(id), TERMINATED, step));
      }
    }
    ConnectionId last = FakeNode.id("127.0.0.1:3001", "127.0.0.1:" + (4_000 + RecentEnds.KEPT));
    assertThat(histories.ended()).hasSize(RecentEnds.KEPT).startsWith(last);
    assertThat(told(histories.ofEnded(last)))
        .containsExactly(
            "connection: TERMINATED -> INBOUND_DUP", "connection: TERMINATED -> UNKNOWN");
  }

  @Test
  void aBoundThatMakesNoSenseIsRefusedWithItsKey() {
    assertThatThrownBy(() -> histories.modified(Views.config(0, 1)))
        .hasMessage("io.tempera.shell: transitions.kept is 1 to 1000, not 0");
    assertThatThrownBy(() -> histories.modified(Views.config(1, 0)))
        .hasMessage("io.tempera.shell: watch.queue.limit is at least 1, not 0");
  }
}
