package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.Holder;
import io.tempera.connection.Provenance;
import io.tempera.inbound.MatureDuplexPeer;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HandOvers.Totals;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Temperature;
import io.tempera.shell.internal.FakeNode.FakePeer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportsTest {
  private static final ConnectionId OUT = FakeNode.id("127.0.0.1:3001", "127.0.0.1:4001");
  private static final ConnectionId IN = FakeNode.id("127.0.0.1:3001", "[::1]:40112");

  private final FakeNode node = FakeNode.whole();

  private PeerReport peers(FakeNode of) {
    return new PeerReport(of.view, of.runtime.clock());
  }

  private StatusReport status(FakeNode of, NodeFacts facts) {
    return new StatusReport(of.view, of.runtime.clock(), () -> facts, of.vacancies);
  }

  private NodeFacts facts() {
    return new NodeFacts(
        Optional.of("42"),
        Optional.of(node.runtime.clock().wallTime().minus(Duration.ofMinutes(125))));
  }

  @Test
  void peersShowsEveryConnectionWithBothTemperatures() {
    node.connect(OUT, ConnectionState.DUPLEX, Provenance.OUTBOUND);
    node.connect(IN, ConnectionState.INBOUND_DUP, Provenance.INBOUND);
    node.connections.add(
        new ConnectionView(
            FakeNode.address("10.0.0.7:3001"),
            Optional.empty(),
            ConnectionState.RESERVED_OUTBOUND,
            List.of(),
            Optional.empty()));
    node.peers.add(new FakePeer(OUT, PeerStatus.HOT));
    node.remoteStates.put(OUT, RemoteState.WARM);
    node.remoteStates.put(IN, RemoteState.HOT);
    assertThat(peers(node).text())
        .isEqualTo(
            """
            REMOTE          LOCAL  DIR  FLOW    OURS  THEIRS  VER     AGE       IN    OUT      RTT  STATE
            127.0.0.1:4001   3001  out  DUPLEX  HOT   WARM     15  1m 30s  2.0 KiB  999 B  0.42 ms  DUPLEX
            [::1]:40112      3001  in   DUPLEX  COLD  HOT      15  1m 30s  2.0 KiB  999 B  0.42 ms  INBOUND_DUP
            10.0.0.7:3001       -  out  -       COLD  -         -       -        -      -        -  RESERVED_OUTBOUND""");
  }

  @Test
  void peersLeavesOpenWhatNobodyCanTell() {
    FakeNode alone = new FakeNode();
    alone.view.connections().set(node.view.connections().require());
    node.connect(OUT, ConnectionState.OUTBOUND_UNI, Provenance.OUTBOUND);
    assertThat(peers(alone).text().lines().toList().get(1)).containsPattern("DUPLEX +- +- +15 ");
  }

  @Test
  void withoutConnectionsThereIsASentence() {
    assertThat(peers(node).text())
        .isEqualTo(
            "There are no connections. The node listens on 127.0.0.1:3001; tempera:establish"
                + " HOST:PORT opens one.");
    node.missing.add(8);
    node.missing.add(2);
    assertThat(peers(node).text())
        .isEqualTo(
            "There are no connections. The node neither listens nor dials before there is a bundle"
                + " for mini-protocol 2, 8: deploy one (tempera:protocols lists those that are"
                + " there).");
  }

  @Test
  void withoutConnectionManagerPeersSaysSo() {
    assertThatThrownBy(() -> peers(new FakeNode()).text())
        .hasToString(
            "The connection manager is not running: see felix:lb for the node's bundles, and the"
                + " log.");
  }

  @Test
  void onePeerIsShownWithItsFactsAndItsMiniProtocols() {
    node.connect(OUT, ConnectionState.OUTBOUND_DUP_TICKING, Provenance.OUTBOUND);
    node.peers.add(new FakePeer(OUT, PeerStatus.WARM));
    node.remoteStates.put(OUT, RemoteState.IDLE);
    assertThat(node.peerDetail().text("4001"))
        .isEqualTo(
            """
            CONNECTION  127.0.0.1:3001<->127.0.0.1:4001
            state       OUTBOUND_DUP_TICKING
            opened by   this node
            ours        WARM
            theirs      IDLE
            opened      2025-12-31T23:58:30Z, 1m 30s ago
            agreed      version 15, DUPLEX, network magic 42
            round trip  0.42 ms
            delay       1.2 ms above the quickest frame on average, 30 ms at most; 12 SDUs in 9.0 s
            received    2.0 KiB in 7 SDUs; 3 B not yet taken
            sent        999 B in 8 SDUs; 0 B not yet sent

            MINI-PROTOCOL  TEMPERATURE  QUEUED  BUNDLE
            8 initiator    ESTABLISHED     0 B  io.tempera.keep.alive 0.1.0
            8 responder    ESTABLISHED     0 B  io.tempera.keep.alive 0.1.0

            tempera:why '127.0.0.1:3001<->127.0.0.1:4001' says why it is open, and what became of it.""");
  }

  @Test
  void aConnectionThatIsBeingOpenedIsShownToo() {
    node.connections.add(
        new ConnectionView(
            OUT.remote(),
            Optional.empty(),
            ConnectionState.RESERVED_OUTBOUND,
            List.of(new Holder(Holder.Kind.DIALLING, node.runtime.clock().wallTime())),
            Optional.empty()));
    assertThat(node.peerDetail().text("4001"))
        .startsWith("CONNECTION  127.0.0.1:4001\n")
        .contains("opened by   this node");
  }

  @Test
  void protocolsShowsThePublishedTheRejectedAndTheMissing() {
    node.protocols.add(FakeNode.hosted(8, true, 2));
    node.rejected.add(
        new ProtocolTrace.Rejected("org.example.bad 1.0.0", "tempera.number is missing"));
    node.missing.add(2);
    assertThat(new ProtocolReport(node.view, node.vacancies).text())
        .isEqualTo(
            """
            NUMBER  TEMPERATURE  STARTS           LIMIT  BUNDLE                       RANKING  CHOSEN  RUNNING
                 8  ESTABLISHED  ON_DEMAND_ANY  1.3 KiB  io.tempera.keep.alive 0.1.0        0  yes           2
            Rejected: org.example.bad 1.0.0: tempera.number is missing
            The node neither listens nor dials before there is a bundle for mini-protocol 2: deploy one (tempera:protocols lists those that are there).""");
  }

  private static HostedProtocol echo(String bundle, boolean chosen, int running) {
    return new HostedProtocol(
        7_001, Temperature.HOT, StartMode.ON_DEMAND, 65_536, bundle, 0, chosen, running);
  }

  @Test
  void protocolsShowsWhatWasHandedOverWhereThereWasAnything() {
    node.protocols.add(FakeNode.hosted(8, true, 50));
    node.protocols.add(echo("io.tempera.echo 0.2.0.20261130-0157", true, 97));
    node.protocols.add(echo("io.tempera.echo 0.1.0.20261129-2212", false, 3));
    node.handOvers.add(new HandOvers(8, 0, 0, Totals.NONE));
    node.handOvers.add(new HandOvers(7_001, 3, 0, new Totals(95, 2, 1)));
    String text = new ProtocolReport(node.view, node.vacancies).text();
    assertThat(text)
        .isEqualTo(
            """
            NUMBER  TEMPERATURE  STARTS           LIMIT  BUNDLE                               RANKING  CHOSEN  RUNNING
                 8  ESTABLISHED  ON_DEMAND_ANY  1.3 KiB  io.tempera.keep.alive 0.1.0                0  yes          50
              7001  HOT          ON_DEMAND       64 KiB  io.tempera.echo 0.2.0.20261130-0157        0  yes          97
              7001  HOT          ON_DEMAND       64 KiB  io.tempera.echo 0.1.0.20261129-2212        0  no            3

            NUMBER  HANDED OVER  STARTED AGAIN  WAITING  PARKED  FAILED
              7001           95              2        3       0       1""");
    assertThat(text.lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void aNumberThatNothingImplementsAnyMoreSaysWhatToDoAndWithinWhichTime() {
    node.protocols.add(FakeNode.hosted(8, true, 50));
    node.handOvers.add(new HandOvers(2, 0, 4, Totals.NONE));
    node.rejected.add(new ProtocolTrace.Rejected("org.example.bad 1.0.0", "it is bad"));
    parked(2, Duration.ofSeconds(10));
    node.runtime.advance(Duration.ofMillis(2_500));
    String sentence =
        "Nothing can carry on with parked halves of mini-protocol 2: 4 of them. Deploy a bundle that"
            + " can within 7.5 s, and they carry on; then initiators end, and the next byte for a"
            + " responder closes its connection.";
    assertThat(new ProtocolReport(node.view, node.vacancies).text())
        .isEqualTo(
            """
            NUMBER  TEMPERATURE  STARTS           LIMIT  BUNDLE                       RANKING  CHOSEN  RUNNING
                 2  -            -                    -  no bundle                          -  -             -
                 8  ESTABLISHED  ON_DEMAND_ANY  1.3 KiB  io.tempera.keep.alive 0.1.0        0  yes          50

            NUMBER  HANDED OVER  STARTED AGAIN  WAITING  PARKED  FAILED
                 2            0              0        0       4       0

            """
                + sentence
                + "\nRejected: org.example.bad 1.0.0: it is bad");
    assertThat(status(node, facts()).text()).endsWith("\n" + sentence);
  }

  private void parked(int number, Duration grace) {
    node.vacancies.happened(new HandOverTrace.Parked(OUT, key(number), Optional.empty(), grace));
  }

  private static ProtocolKey key(int number) {
    return ProtocolKey.of(number, Direction.RESPONDER);
  }

  private List<String> vacancies() {
    return node.vacancies.sentences(node.view.protocols().require());
  }

  @Test
  void ofHalvesThatAreParkedOneAfterTheOtherTheFirstOnesTimeIsSaid() {
    node.handOvers.add(new HandOvers(8, 0, 4, Totals.NONE));
    parked(8, Duration.ofSeconds(10));
    node.runtime.advance(Duration.ofSeconds(1));
    parked(8, Duration.ofSeconds(10));
    parked(8, Duration.ofSeconds(5));
    assertThat(vacancies()).singleElement().asString().contains("that can within 5.0 s, ");
    node.vacancies.happened(
        new HandOverTrace.HandedOver(
            OUT, key(8), "echo 1", "echo 2", Optional.empty(), Duration.ZERO));
    assertThat(vacancies())
        .as("others may still be parked")
        .singleElement()
        .asString()
        .contains("that can within 5.0 s, ");
    node.vacancies.happened(
        new HandOverTrace.Complete(
            8, Optional.of("echo 2"), new Totals(4, 0, 0), Duration.ofSeconds(1)));
    parked(8, Duration.ofSeconds(10));
    assertThat(vacancies()).singleElement().asString().contains("that can within 10 s, ");
  }

  @Test
  void afterTheGraceAVacancyIsForRespondersToWhichNothingIsSaid() {
    node.handOvers.add(new HandOvers(8, 0, 2, Totals.NONE));
    parked(8, Duration.ofSeconds(10));
    node.runtime.advance(Duration.ofSeconds(10));
    assertThat(vacancies())
        .singleElement()
        .asString()
        .endsWith(
            "mini-protocol 8: 2 of them. Deploy a bundle that can before the next byte for a"
                + " responder, which closes its connection, and that one carries on; initiators have"
                + " ended, or are about to.");
    parked(8, Duration.ofSeconds(10));
    assertThat(vacancies()).singleElement().asString().contains("that can within 10 s, ");
  }

  @Test
  void halvesWithWhichWhatIsPublishedCannotCarryOnAreSaidBesideIt() {
    node.protocols.add(FakeNode.hosted(8, true, 3));
    node.handOvers.add(new HandOvers(8, 0, 4, Totals.NONE));
    parked(8, Duration.ofSeconds(10));
    assertThat(new ProtocolReport(node.view, node.vacancies).text())
        .contains("\n     8  ESTABLISHED  ")
        .doesNotContain("no bundle")
        .contains(
            "\nNothing can carry on with parked halves of mini-protocol 8: 4 of them. Deploy a"
                + " bundle that can within 10 s, ");
  }

  @Test
  void aNumberWhoseHalvesAllCarryOnIsNoVacancy() {
    node.handOvers.add(new HandOvers(8, 2, 0, new Totals(4, 0, 0)));
    node.protocols.add(FakeNode.hosted(8, true, 0));
    assertThat(vacancies()).isEmpty();
    assertThat(new ProtocolReport(node.view, node.vacancies).text()).doesNotContain("no bundle");
  }

  @Test
  void halvesThatAreStillToLeaveANumberThatIsGoneAreShownButNobodyIsToDeployYet() {
    node.handOvers.add(new HandOvers(8, 2, 0, Totals.NONE));
    assertThat(new ProtocolReport(node.view, node.vacancies).text())
        .contains("8  -            -           -  no bundle")
        .doesNotContain("Nothing can carry on");
  }

  @Test
  void aPeersSlotThatIsHandedOverSaysWhatThatMeans() {
    node.connect(
        OUT,
        ConnectionState.OUTBOUND_DUP_TICKING,
        Provenance.OUTBOUND,
        List.of(
            FakeNode.slot(
                8,
                Direction.INITIATOR,
                Temperature.ESTABLISHED,
                SlotView.Kind.PARKED,
                "Parked at StClient",
                Optional.empty())));
    assertThat(node.peerDetail().text("4001"))
        .contains(
            "0 B  io.tempera.keep.alive 0.1.0\n8 initiator is Parked at StClient: no half runs, as"
                + " nothing can carry on: deploy a bundle that can. What arrives is kept. After"
                + " withdrawal.grace it ends.");
  }

  @Test
  void protocolsIsASentenceWhenThereAreNone() {
    assertThat(new ProtocolReport(node.view, node.vacancies).text())
        .isEqualTo("No mini-protocol is published.");
  }

  @Test
  void statusSumsTheNodeUp() {
    node.connect(OUT, ConnectionState.DUPLEX, Provenance.OUTBOUND);
    node.peers.add(new FakePeer(OUT, PeerStatus.HOT));
    node.matureDuplexPeers.add(
        new MatureDuplexPeer(OUT.remote(), Instant.EPOCH, false, List.of(OUT)));
    node.protocols.addAll(
        List.of(
            FakeNode.hosted(2, true, 0),
            FakeNode.hosted(8, true, 2),
            FakeNode.hosted(8, false, 0)));
    assertThat(status(node, facts()).text())
        .isEqualTo(
            """
            NODE            up 2h 05m
            listening       127.0.0.1:3001
            door            11 let in, 5 refused (2 had too many connections, 3 came too often); waited 4 times at the soft limit, 5 at the hard one; 6 failures
            network magic   42
            connections     1: 4 inbound, 5 outbound, 1 used by both sides, 6 terminating; 2 duplex, 3 unidirectional
            remote sides    4 hot, 3 warm, 2 cold, 1 idle; mature duplex peers: 1
            our peers       1 hot, 0 warm, 0 cooling
            mini-protocols  2, 8""");
  }

  @Test
  void statusOfANodeThatWaitsSaysForWhat() {
    node.missing.add(8);
    assertThat(status(node, facts()).text())
        .endsWith(
            "\nThe node neither listens nor dials before there is a bundle for mini-protocol 8:"
                + " deploy one (tempera:protocols lists those that are there).");
  }

  @Test
  void statusWorksWhenNothingRuns() {
    assertThat(status(new FakeNode(), new NodeFacts(Optional.empty(), Optional.empty())).text())
        .isEqualTo(
            """
            NODE            running
            listening       no
            network magic   not configured (io.tempera.node)
            connections     not running
            remote sides    not running
            our peers       not running
            mini-protocols  not running""");
  }

  @Test
  void aPartThatWasReplacedIsNotForgottenWhenTheOldOneGoes() {
    ServiceSlot<String> slot = new ServiceSlot<>("the part is");
    String old = new String("part");
    String young = new String("part");
    slot.set(old);
    slot.set(young);
    slot.clear(old);
    assertThat(slot.require()).isSameAs(young);
    slot.clear(young);
    assertThat(slot.get()).isEmpty();
  }
}
