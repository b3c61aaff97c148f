package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import io.tempera.peer.EstablishConnectionException;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plays the responder's part of captured sessions against our initiator. */
class CapturedResponderIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static FelixNode initiator(String versions, String magic, boolean halvesOnLoop)
      throws Exception {
    return FelixNode.start(
        new FelixNode.Settings()
            .halvesOnLoop(halvesOnLoop)
            .set("io.tempera.node", "listen", "")
            .set("io.tempera.node", "initiator.only", "true")
            .set("io.tempera.node", "versions", versions)
            .set("io.tempera.node", "network.magic", magic)
            .set("io.tempera.keep.alive", "interval", "0.1")
            .set("io.tempera.connection.manager", "outbound.idle.timeout", "0")
            .countingChance());
  }

  private static FutureTask<PeerConnectionHandle> establish(FelixNode node, ServerSocket server)
      throws Exception {
    PeerStateActions actions = node.service(PeerStateActions.class);
    FutureTask<PeerConnectionHandle> establish =
        new FutureTask<>(
            () ->
                actions.establishPeerConnection(
                    server.getLocalSocketAddress(),
                    DiffusionMode.INITIATOR_AND_RESPONDER,
                    Provenance.OUTBOUND));
    Thread.ofVirtual().start(establish);
    return establish;
  }

  @ParameterizedTest
  @CsvSource({
    "n2n-v14-keepalive, '14', false",
    "n2n-v15-initiatoronly-keepalive, '14,15', false",
    "n2n-v15-initiatoronly-keepalive, '14,15', true"
  })
  void ourInitiatorSaysWhatTheReferenceSaid(String session, String versions, boolean halvesOnLoop)
      throws Exception {
    Captured captured = Captured.load(session);
    int last = captured.turns().size() - 1;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FelixNode node = initiator(versions, "42", halvesOnLoop)) {
      FutureTask<PeerConnectionHandle> establish = establish(node, server);
      try (Wire wire = Wire.accept(server)) {
        FutureTask<Void> close = null;
        for (int i = 0; i <= last; i++) {
          Captured.Turn turn = captured.turns().get(i);
          if (turn.fromTcpInitiator()) {
            assertThat(wire.receive()).as("SDU %s of %s", i, session).isEqualTo(turn.sdu());
          } else {
            if (i == last - 1) {
              // Asked to close before it has the last answer, so that it goes on to Done at once.
              close = close(node, establish.get());
            }
            wire.send(turn.sdu());
          }
        }
        assertThat(wire.awaitEnd()).isZero();
        close.get();
      }
    }
  }

  private static FutureTask<Void> close(FelixNode node, PeerConnectionHandle peer)
      throws Exception {
    PeerStateActions actions = node.service(PeerStateActions.class);
    FutureTask<Void> close =
        new FutureTask<>(
            () -> {
              actions.closePeerConnection(peer);
              return null;
            });
    Thread.ofVirtual().start(close);
    // The status is COOLING from the moment at which the mini-protocols are asked to end.
    assertThat(peer.awaitStatusOtherThan(PeerStatus.WARM)).isEqualTo(PeerStatus.COOLING);
    return close;
  }

  @ParameterizedTest
  @CsvSource({"n2n-refuse-magic, '14,15', 43", "n2n-refuse-version, '16', 42"})
  void ourInitiatorTakesARefusalAsWhatItIs(String session, String versions, String magic)
      throws Exception {
    Captured captured = Captured.load(session);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FelixNode node = initiator(versions, magic, false)) {
      FutureTask<PeerConnectionHandle> establish = establish(node, server);
      try (Wire wire = Wire.accept(server)) {
        assertThat(wire.receive()).isEqualTo(captured.ofInitiator().getFirst());
        wire.send(captured.ofResponder().getFirst());
        assertThat(wire.awaitEnd()).isZero();
        assertThatThrownBy(establish::get)
            .hasCauseInstanceOf(EstablishConnectionException.ClientException.class);
        node.traces().await(PeerStatusChangeFailure.class, 1, any -> true, LIMIT);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 8200a20e84182af400f40f84182af400f4",
    "7001, 8200a30e84182af400f40f84182af400f4195445",
  })
  void activatingAPeerThatDoesNotKnowOurNumbersKeepsTheConnection(
      String ownProtocols, String proposal) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FelixNode node =
            FelixNode.start(
                new FelixNode.Settings()
                    .set("io.tempera.node", "own.protocols", ownProtocols)
                    .set("io.tempera.keep.alive", "interval", "0.05"))) {
      PeerStateActions actions = node.service(PeerStateActions.class);
      FutureTask<PeerConnectionHandle> establish = establish(node, server);
      try (Wire wire = Wire.accept(server)) {
        String proposed = wire.receive().payload();
        if (ownProtocols.isEmpty()) {
          assertThat(proposed).isEqualTo(proposal);
        } else {
          // Our entry follows Cardano's, which are as they always are.
          assertThat(proposed).startsWith(proposal);
        }
        wire.send(Sdu.fromResponder(0, "83010f84182af400f4"));
        List<Sdu> others = new ArrayList<>();
        answerKeepAlive(wire, others);
        PeerConnectionHandle peer = establish.get();
        actions.activatePeerConnection(peer);
        for (int round = 0; round < 5; round++) {
          answerKeepAlive(wire, others);
        }
        assertThat(peer.status()).isEqualTo(PeerStatus.HOT);
        // Chain-sync and tx-submission begin, as everywhere; echo does not.
        assertThat(others)
            .containsExactlyInAnyOrder(
                Sdu.fromInitiator(2, "82049f80ff"), Sdu.fromInitiator(4, "8106"));
      }
    }
  }

  /** Waits for a keep-alive request, and keeps what comes before. */
  private static void answerKeepAlive(Wire wire, List<Sdu> others) throws Exception {
    Sdu request = wire.receive();
    while (request.number() != 8) {
      others.add(request);
      request = wire.receive();
    }
    assertThat(request.payload()).startsWith("8200");
    wire.send(Sdu.fromResponder(8, "8201" + request.payload().substring(4)));
  }
}
