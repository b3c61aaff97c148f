package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.Holder;
import io.tempera.connection.Provenance;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Temperature;
import io.tempera.shell.internal.FakeNode.FakePeer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WhyReportTest {
  private static final ConnectionId OUT = FakeNode.id("127.0.0.1:3001", "127.0.0.1:4001");
  private static final ConnectionId OTHER = FakeNode.id("127.0.0.1:5000", "127.0.0.1:4001");

  private final FakeNode node = FakeNode.whole();
  private final Histories histories = node.histories;

  private String why(String name) {
    return new WhyReport(
            node.view, node.runtime.clock(), ZoneOffset.UTC, histories, node.endedPeers())
        .text(name);
  }

  private void moves(ConnectionState from, ConnectionState to) {
    histories.happened(new ConnectionTrace.Transition(OUT.remote(), Optional.of(OUT), from, to));
  }

  @Test
  void aConnectionSaysWhoHoldsItWhatItsStatesMeanWhereItsProtocolsAreAndWhatBecameOfIt() {
    moves(ConnectionState.UNNEGOTIATED_OUT, ConnectionState.OUTBOUND_DUP_TICKING);
    node.runtime.advance(Duration.ofSeconds(2));
    node.connect(OUT, ConnectionState.OUTBOUND_DUP_TICKING, Provenance.OUTBOUND);
    node.peers.add(new FakePeer(OUT, PeerStatus.WARM));
    node.remoteStates.put(OUT, RemoteState.IDLE);
    assertThat(why("4001"))
        .isEqualTo(
            """
            127.0.0.1:3001<->127.0.0.1:4001 is there, because
              this node uses it, since 23:58:32.000 (1m 30s)
              the remote side has a while to begin, since 00:00:00.000 (2.0 s)

            STATES                            MEANING
            connection  OUTBOUND_DUP_TICKING  this node uses it; the remote side has a while to begin
            ours        WARM                  this node runs the established and the warm mini-protocols as initiator
            theirs      IDLE                  it runs no mini-protocol as initiator, and its time to begin is running

            MINI-PROTOCOL           TEMPERATURE  SLOT                     ASKED TO  IT IS AT
            keep-alive 8 initiator  ESTABLISHED  Running                  CONTINUE  StClient, we have agency, for 12 s
            keep-alive 8 responder  ESTABLISHED  Waiting (ON_DEMAND_ANY)  -         -

            LAST TRANSITIONS    AGO
            00:00:00.000      2.0 s  connection: UNNEGOTIATED_OUT -> OUTBOUND_DUP_TICKING""");
  }

  @Test
  void severalConnectionsToOneAddressAreToldApartByTheWholeName() {
    node.connect(OUT, ConnectionState.DUPLEX, Provenance.OUTBOUND);
    node.connect(OTHER, ConnectionState.INBOUND_DUP, Provenance.INBOUND);
    assertThatThrownBy(() -> why("127.0.0.1:4001"))
        .hasToString(
            "'127.0.0.1:4001' may mean each of several: write one of these, with the quotes: '"
                + OUT
                + "' '"
                + OTHER
                + "'");
    assertThat(why(OTHER.toString()))
        .startsWith(OTHER + " is there")
        .contains("INBOUND_DUP")
        .endsWith("Nothing that became of it was seen: the shell is younger than it.");
  }

  @Test
  void aConnectionThatEndedShowsItsLastTransitions() {
    moves(ConnectionState.DUPLEX, ConnectionState.TERMINATED);
    moves(ConnectionState.TERMINATED, ConnectionState.UNKNOWN);
    assertThat(why("127.0.0.1:4001"))
        .startsWith(OUT + " is not open any more\n\nLAST ")
        .endsWith("connection: TERMINATED -> UNKNOWN");
  }

  @Test
  void oneThatEndedSaysWhyAndIsFoundByItsPortTheLastOfItsAddress() {
    node.died(OTHER, "it was early");
    node.runtime.advance(Duration.ofSeconds(5));
    node.died(OUT, "it broke");
    node.runtime.advance(Duration.ofSeconds(4));
    for (String name : List.of("4001", ":4001", "127.0.0.1:4001", "127.")) {
      assertThat(why(name)).startsWith(OUT + " is not open any more: it broke, 4.0 s ago\n\nLAST ");
    }
    assertThat(why(OTHER.toString())).startsWith(OTHER + " is not open any more: it was early, 9.");
  }

  @Test
  void whatIsThereIsMeantRatherThanWhatEnded() {
    node.died(OUT, "it broke");
    node.connect(OTHER, ConnectionState.DUPLEX, Provenance.OUTBOUND);
    assertThat(why("4001")).startsWith(OTHER + " is there");
    node.connect(
        FakeNode.id("127.0.0.1:3001", "127.0.0.1:40011"),
        ConnectionState.DUPLEX,
        Provenance.OUTBOUND);
    node.connections.removeFirst();
    assertThat(why("127.0.0.1:4001")).startsWith(OUT + " is not open any more: it broke");
  }

  @Test
  void severalThatEndedAreToldApartByTheirAddresses() {
    node.died(OUT, "it broke");
    node.died(FakeNode.id("127.0.0.1:3001", "10.0.0.7:4001"), "it broke, too");
    assertThatThrownBy(() -> why("4001"))
        .hasToString(
            "'4001' may mean each of several: write one of these: 10.0.0.7:4001, 127.0.0.1:4001");
  }

  @Test
  void oneThatIsBeingDialledIsKnownByItsRemoteAddress() {
    histories.happened(
        new ConnectionTrace.Transition(
            OUT.remote(),
            Optional.empty(),
            ConnectionState.UNKNOWN,
            ConnectionState.RESERVED_OUTBOUND));
    node.connections.add(
        new ConnectionView(
            OUT.remote(),
            Optional.empty(),
            ConnectionState.RESERVED_OUTBOUND,
            List.of(new Holder(Holder.Kind.DIALLING, node.runtime.clock().wallTime())),
            Optional.empty()));
    assertThat(why("4001"))
        .startsWith("127.0.0.1:4001 is there, because\n  this node dials it, since 00:00:00.000 (")
        .contains("It runs no mini-protocol.")
        .endsWith("connection: UNKNOWN -> RESERVED_OUTBOUND");
  }

  private static SlotView initiator(int number, Temperature temperature, ControlMessage asked) {
    return new SlotView(
        new ProtocolKey(number, Direction.INITIATOR),
        temperature,
        SlotView.Kind.RUNNING,
        "Running",
        "org.example 1.0.0",
        asked,
        0,
        Optional.empty());
  }

  private static String hot(SlotView... slots) {
    return Meaning.of(PeerStatus.HOT, List.of(slots));
  }

  @Test
  void whatHotMeansDependsOnTheMiniProtocolsThatThereAre() {
    SlotView hot = initiator(7_001, Temperature.HOT, ControlMessage.CONTINUE);
    SlotView warm = initiator(7_002, Temperature.WARM, ControlMessage.QUIESCE);
    assertThat(hot(hot, warm))
        .isEqualTo("this node runs the hot mini-protocols, too; the warm ones are quiet");
    assertThat(hot(hot)).isEqualTo("this node runs the hot mini-protocols, too");
    assertThat(hot(warm))
        .isEqualTo("this node has activated it, but there is no hot mini-protocol to run");
  }

  @Test
  void aHotPeerThatIsBeingDeactivatedSaysSo() {
    node.connect(
        OUT,
        ConnectionState.DUPLEX,
        Provenance.OUTBOUND,
        List.of(initiator(7_001, Temperature.HOT, ControlMessage.TERMINATE)));
    node.peers.add(new FakePeer(OUT, PeerStatus.HOT));
    assertThat(why("4001"))
        .containsPattern("ours +HOT +it is being deactivated: this node has asked the hot ");
  }

  @Test
  void aMiniProtocolThatRunsOnAnotherConnectionIsNamedAndAnInitiatorThatIsIdleIsAskedNothing() {
    node.connect(OUT, ConnectionState.DUPLEX, Provenance.OUTBOUND);
    node.connect(
        OTHER,
        ConnectionState.INBOUND_DUP,
        Provenance.INBOUND,
        List.of(
            FakeNode.slot(
                8,
                Direction.INITIATOR,
                Temperature.ESTABLISHED,
                SlotView.Kind.IDLE,
                "Idle",
                Optional.empty()),
            FakeNode.slot(
                9,
                Direction.INITIATOR,
                Temperature.HOT,
                SlotView.Kind.ENDED,
                "Ended: done",
                Optional.empty())));
    assertThat(why(OTHER.toString()).lines())
        .anyMatch(line -> line.matches("keep-alive 8 initiator +ESTABLISHED +Idle +- +-"))
        .anyMatch(line -> line.matches("9 initiator +HOT +Ended: done +CONTINUE +-"));
  }

  private static SlotView responder(SlotView.Kind kind, String state) {
    return FakeNode.slot(
        7_001, Direction.RESPONDER, Temperature.HOT, kind, state, Optional.empty());
  }

  @Test
  void aSlotWhoseImplementationChangesSaysWhatThatMeans() {
    node.connect(
        OUT,
        ConnectionState.DUPLEX,
        Provenance.OUTBOUND,
        List.of(
            responder(SlotView.Kind.RUNNING, "Running"),
            responder(SlotView.Kind.HANDING_OVER, "HandingOver"),
            responder(SlotView.Kind.PARKED, "Parked at StIdle")));
    assertThat(why("4001").lines().filter(line -> line.startsWith("7001 responder ")))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).matches("7001 responder +HandingOver +its half was asked .*"),
            line ->
                assertThat(line)
                    .matches(
                        "7001 responder +Parked at StIdle +no half runs, .* the next byte for it closes the connection"),
            line -> assertThat(line).matches("7001 responder +HOT +Running .*"),
            line -> assertThat(line).matches("7001 responder +HOT +HandingOver .*"),
            line -> assertThat(line).matches("7001 responder +HOT +Parked at StIdle .*"));
  }

  @Test
  void eachStateHasAMeaningOfItsOwn() {
    List<String> meanings =
        Stream.of(
                Arrays.stream(ConnectionState.values()).map(Meaning::of),
                Arrays.stream(PeerStatus.values()).map(status -> Meaning.of(status, List.of())),
                Arrays.stream(RemoteState.values()).map(Meaning::of),
                Arrays.stream(SlotView.Kind.values())
                    .flatMap(kind -> Meaning.of(responder(kind, "")).stream()))
            .flatMap(all -> all)
            .toList();
    assertThat(meanings).doesNotHaveDuplicates().noneMatch(String::isBlank);
    assertThat(SlotView.Kind.values())
        .filteredOn(kind -> Meaning.of(responder(kind, "")).isPresent())
        .containsExactly(
            SlotView.Kind.HANDING_OVER,
            SlotView.Kind.RESTARTING,
            SlotView.Kind.PARKED,
            SlotView.Kind.LEAVING);
  }
}
