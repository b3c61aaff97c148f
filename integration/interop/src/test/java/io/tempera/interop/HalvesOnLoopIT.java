package io.tempera.interop;

import static io.tempera.interop.Errands.ANSWER;
import static io.tempera.interop.Errands.FLOOD;
import static io.tempera.interop.Errands.HOLD;
import static io.tempera.interop.Errands.NUMBER;
import static io.tempera.interop.Errands.STAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.ListeningAddress;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.runtime.TaskTrace;
import io.tempera.trace.Level;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** Whole nodes whose halves run on the event loops of their connections. */
@Timeout(120)
@EnabledForJreRange(min = JRE.JAVA_24)
class HalvesOnLoopIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MOST_ROUNDS = 10_000;
  private static final Sdu PROPOSAL = Sdu.fromInitiator(0, "8200a20e84182af500f40f84182af500f4");

  private final Errands errands = new Errands();

  private static FelixNode.Settings onLoops(int threads) {
    return new FelixNode.Settings()
        .halvesOnLoop(true)
        .set("io.tempera.bearer", "threads", Integer.toString(threads));
  }

  private static Wire negotiated(FelixNode node) throws Exception {
    Wire wire = Wire.connect(node.address());
    wire.send(PROPOSAL);
    wire.receive();
    return wire;
  }

  private static String ask(Wire wire, String errand) throws Exception {
    wire.send(Sdu.fromInitiator(NUMBER, errand));
    return answer(wire);
  }

  private static String answer(Wire wire) throws Exception {
    Sdu answer = wire.receive();
    return new String(HexFormat.of().parseHex(answer.payload()), StandardCharsets.UTF_8);
  }

  /** Asks until the half has waited once, and with that come to its loop. */
  private static String askUntilOnLoop(Wire wire) throws Exception {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      String carrier = ask(wire, ANSWER);
      if (isLoop(carrier)) {
        return carrier;
      }
    }
    throw new AssertionError("It never came to its loop in " + MOST_ROUNDS + " rounds");
  }

  private static boolean isLoop(String carrier) {
    return carrier.startsWith("tempera-bearer");
  }

  @Test
  void twoNodesGoFromColdToHotAndBack() throws Exception {
    try (FelixNode other = FelixNode.start(cycling());
        FelixNode node = FelixNode.start(cycling())) {
      PeerStateActions actions = node.service(PeerStateActions.class);
      PeerConnectionHandle peer =
          actions.establishPeerConnection(
              other.address(), DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
      assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
      node.traces().await(ProtocolTrace.RoundTrip.class, 3, any -> true, LIMIT);

      actions.activatePeerConnection(peer);
      assertThat(peer.status()).isEqualTo(PeerStatus.HOT);
      node.traces()
          .await(
              ProtocolTrace.Note.class,
              20,
              note -> note.text().contains("7001 initiator: echo"),
              LIMIT);

      actions.deactivatePeerConnection(peer);
      assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
      actions.closePeerConnection(peer);
      for (PeerStatus seen = peer.status(); seen != PeerStatus.COLD; ) {
        seen = peer.awaitStatusOtherThan(seen);
      }
      assertThat(actions.peers()).isEmpty();
      assertNoTrouble(node);
      assertNoTrouble(other);
    }
  }

  private static FelixNode.Settings cycling() {
    return CapturedChain.in(onLoops(1), 0)
        .set("io.tempera.node", "own.protocols", "7001")
        .set("io.tempera.keep.alive", "interval", "0.05")
        .set("io.tempera.echo", "interval", "0.01")
        .set("io.tempera.connection.manager", "outbound.idle.timeout", "0")
        .set("io.tempera.connection.manager", "time.wait.timeout", "0");
  }

  private static void assertNoTrouble(FelixNode node) {
    assertThat(
            node.traces().all().stream()
                .filter(trace -> trace.level().compareTo(Level.WARN) >= 0)
                .map(trace -> trace.text()))
        .isEmpty();
  }

  @Test
  void aHalfThatHoldsItsLoopIsNamedAndMovedAwayWhileOtherLoopsGoOn() throws Exception {
    // So long that a busy machine does not stop a loop for it: a hold of its own would not be the
    // first.
    FelixNode.Settings settings = onLoops(2).set("io.tempera.runtime", "halves.hold.limit", "1000");
    try (FelixNode node = errands.in(FelixNode.start(settings));
        Wire holder = negotiated(node);
        Wire beside = negotiated(node);
        Wire behind = negotiated(node)) {
      String held = askUntilOnLoop(holder);
      String free = askUntilOnLoop(beside);
      assertThat(free).isNotEqualTo(held);
      holder.send(Sdu.fromInitiator(NUMBER, HOLD));
      TaskTrace.HoldsLoop holds = awaitTask(node, TaskTrace.HoldsLoop.class, holder);
      assertThat(holds.where()).contains("Errands");

      for (int round = 0; round < 100; round++) {
        ask(beside, ANSWER);
      }
      behind.send(Sdu.fromInitiator(NUMBER, ANSWER));
      errands.release();
      assertThat(answer(holder)).as("one hold is forgiven").isEqualTo(held);
      holder.send(Sdu.fromInitiator(NUMBER, HOLD));
      node.traces()
          .await(TaskTrace.HoldsLoop.class, 2, trace -> trace.text().contains(name(holder)), LIMIT);
      errands.release();
      answer(holder);
      awaitTask(node, TaskTrace.MovedFromLoop.class, holder);
      answer(behind);
      ask(behind, ANSWER);
    }
  }

  private static <T extends TaskTrace> T awaitTask(FelixNode node, Class<T> type, Wire wire)
      throws Exception {
    return node.traces().await(type, 1, trace -> trace.text().contains(name(wire)), LIMIT);
  }

  private static String name(Wire wire) {
    return ":" + wire.localPort();
  }

  /** {@link Errands#FLOOD} waits in a send, {@link Errands#ANSWER} for bytes. */
  @ParameterizedTest
  @ValueSource(strings = {ANSWER, HOLD, FLOOD})
  void aResetWhileAHalfRunsOnTheLoopEndsItAndNobodyElse(String errand) throws Exception {
    try (FelixNode node = errands.in(FelixNode.start(onLoops(1)));
        Wire bystander = negotiated(node)) {
      Wire onLoop = negotiated(node);
      askUntilOnLoop(onLoop);
      askUntilOnLoop(bystander);
      onLoop.send(Sdu.fromInitiator(NUMBER, errand));
      onLoop.close();
      if (errand.equals(HOLD)) {
        // Nobody can look at the sockets before it lets the loop go.
        errands.release();
      }
      awaitClosed(node, onLoop);
      assertThat(isLoop(ask(bystander, ANSWER))).isTrue();
    }
  }

  @Test
  void connectionsThatAreResetAtAnyMomentLeaveTheOthersAlone() throws Exception {
    byte[] talk = HexFormat.of().parseHex(talk());
    try (FelixNode node = errands.in(FelixNode.start(onLoops(1)));
        Wire bystander = negotiated(node)) {
      askUntilOnLoop(bystander);
      for (int cut = 1; cut <= talk.length; cut++) {
        try (Wire wire = Wire.connect(node.address())) {
          wire.sendRaw(Arrays.copyOf(talk, cut));
          if (cut > PROPOSAL.bytes().length) {
            wire.receive();
          }
        }
        ask(bystander, ANSWER);
      }
      assertThat(isLoop(ask(bystander, ANSWER))).isTrue();
    }
  }

  private static String talk() {
    StringBuilder talk = new StringBuilder(hex(PROPOSAL));
    for (String errand : List.of(ANSWER, ANSWER, FLOOD, ANSWER)) {
      talk.append(hex(Sdu.fromInitiator(NUMBER, errand)));
    }
    return talk.toString();
  }

  private static String hex(Sdu sdu) {
    return HexFormat.of().formatHex(sdu.bytes());
  }

  private static void awaitClosed(FelixNode node, Wire wire) throws Exception {
    node.traces()
        .await(
            ConnectionTrace.Closed.class,
            1,
            closed -> closed.text().contains(":" + wire.localPort() + " "),
            LIMIT);
  }

  @Test
  void aNodeStopsWhileHalvesWaitSendAndHoldTheirLoop() throws Exception {
    List<Wire> wires = new ArrayList<>();
    FelixNode node = errands.in(FelixNode.start(onLoops(1)));
    try {
      for (String errand : List.of(ANSWER, FLOOD, ANSWER, HOLD)) {
        Wire wire = negotiated(node);
        wires.add(wire);
        askUntilOnLoop(wire);
        wire.send(Sdu.fromInitiator(NUMBER, errand));
      }
    } finally {
      node.close();
    }
    for (Wire wire : wires) {
      wire.awaitEnd();
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("tempera")) {
        // A loop says that it is over with its last steps; one that is not over fails by time.
        thread.join();
      }
    }
  }

  @Test
  void aHalfThatWaitsOutlivesTheLoopThatItWaitedOn() throws Exception {
    try (FelixNode node = errands.in(FelixNode.start(onLoops(1)));
        Wire stays = negotiated(node);
        Wire waits = negotiated(node)) {
      askUntilOnLoop(stays);
      askUntilOnLoop(waits);
      stays.send(Sdu.fromInitiator(NUMBER, STAY));
      Bundle bearer = node.bundle("io.tempera.bearer");
      bearer.stop();
      stays.awaitEnd();
      waits.awaitEnd();
      bearer.start();
      InetSocketAddress again = (InetSocketAddress) node.service(ListeningAddress.class).address();
      errands.release();
      assertThat(isLoop(errands.carrierAfterStay())).isFalse();
      try (Wire fresh = Wire.connect(again)) {
        fresh.send(PROPOSAL);
        fresh.receive();
        assertThat(isLoop(askUntilOnLoop(fresh))).isTrue();
      }
    }
  }
}
