package io.tempera.protocol.host.internal;

import static io.tempera.protocol.Temperature.ESTABLISHED;
import static io.tempera.protocol.Temperature.HOT;
import static io.tempera.protocol.Temperature.WARM;
import static io.tempera.protocol.host.internal.HostFixture.DONE;
import static io.tempera.protocol.host.internal.HostFixture.agreed;
import static io.tempera.protocol.host.internal.HostFixture.initiator;
import static io.tempera.protocol.host.internal.HostFixture.responder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.JobStatus;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxException;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.host.internal.HostFixture.Connection;
import io.tempera.runtime.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slots over a multiplexer that the test plays, in virtual time. */
class SlotsTest {
  private static final Half UNTIL_TERMINATED =
      (context, channel) -> {
        context.await(WaitFor.NOTHING.orControlOtherThan(ControlMessage.CONTINUE));
        return new HalfResult.Finished("terminated", Optional.of(Duration.ofSeconds(7)));
      };

  private static final Half UNTIL_INTERRUPTED =
      (context, channel) -> {
        context.await(WaitFor.NOTHING);
        throw new AssertionError("a wait for nothing ends with an interrupt");
      };

  private final HostFixture fixture = new HostFixture();

  @AfterEach
  void nothingIsLeft() {
    fixture.runtime.assertNothingLeft();
  }

  @ParameterizedTest(name = "peer sharing {0}, peras {1}, own {2}: {3}")
  @CsvSource({
    "false, false, 0,  2 3 4 8",
    "true,  false, 0,  2 3 4 8 10",
    "false, true,  0,  2 3 4 8 16 17",
    "true,  true,  99, 2 3 4 8 10 16 17 99",
    // Naming a number of Cardano's does not make it agreed.
    "false, false, 10, 2 3 4 8",
  })
  void aNumberRunsWhereBothSidesKnowIt(
      boolean peerSharing, boolean peras, int own, String expected) {
    for (int number : List.of(2, 3, 4, 5, 8, 10, 16, 17, 98, 99)) {
      fixture.bundle("b" + number, number, WARM).publish();
    }
    Connection connection = fixture.connect(agreed(peerSharing, peras, own));
    List<String> numbers =
        connection.slots().views().stream()
            .map(view -> Integer.toString(view.key().number()))
            .distinct()
            .toList();
    assertThat(String.join(" ", numbers)).isEqualTo(expected);
    assertThat(connection.mux().limits()).hasSize(2 * numbers.size());
  }

  @Test
  void aNodeThatOnlyInitiatesRegistersNoResponders() {
    fixture.bundle("keep-alive", 8, ESTABLISHED).publish();
    Connection connection = fixture.connect(agreed(), DiffusionMode.INITIATOR_ONLY);
    assertThat(connection.mux().limits().keySet()).containsExactly(initiator(8));
    connection.slots().startResponders();
    assertThatThrownBy(() -> connection.slots().startResponder(8))
        .isInstanceOf(MuxException.class)
        .hasMessageContaining("no responder of mini-protocol 8");
  }

  @Test
  void initiatorsOfOneTemperatureStartByNumberAndEndAsTheirProtocolSays() {
    fixture.bundle("c", 4, HOT, UNTIL_TERMINATED, DONE).publish();
    fixture.bundle("a", 2, HOT, UNTIL_TERMINATED, DONE).publish();
    fixture.bundle("b", 8, ESTABLISHED, UNTIL_TERMINATED, DONE).publish();
    Connection connection = fixture.connect(agreed());

    connection.slots().startInitiators(HOT);
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    assertThat(connection.events())
        .containsExactly(
            new SlotEvent.Started(initiator(2), HOT), new SlotEvent.Started(initiator(4), HOT));
    assertThat(fixture.host.protocols())
        .extracting(HostedProtocol::running)
        .containsExactly(1, 1, 0);

    connection.events().clear();
    connection.mux().holdWhatIsSent();
    connection.slots().control(HOT, ControlMessage.TERMINATE);
    fixture.runtime.runUntilIdle();
    assertThat(connection.events()).as("its last bytes are still queued").isEmpty();
    assertThat(connection.slots().views())
        .extracting(SlotView::state)
        .containsExactly("Draining", "Idle", "Draining", "Idle", "Idle", "Idle");

    connection.mux().drain(initiator(4));
    connection.mux().drain(initiator(2));
    Optional<Duration> delay = Optional.of(Duration.ofSeconds(7));
    assertThat(connection.events())
        .containsExactly(
            new SlotEvent.Ended(initiator(4), HOT, "terminated", delay),
            new SlotEvent.Ended(initiator(2), HOT, "terminated", delay));

    connection.slots().control(HOT, ControlMessage.CONTINUE);
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    assertThat(fixture.host.protocols())
        .extracting(HostedProtocol::running)
        .containsExactly(1, 1, 0);
    connection.mux().stop();
  }

  @Test
  void respondersWaitWithTheirOwnStartModeAndStartAgain() {
    List<String> read = new ArrayList<>();
    Half reads =
        (context, channel) -> {
          context.await(WaitFor.NOTHING.orBytes(1));
          read.add(context.key() + " " + channel.take(1)[0]);
          return new HalfResult.Finished("read", Optional.empty());
        };
    fixture
        .bundle("keep-alive", 8, ESTABLISHED, DONE, reads)
        .with("tempera.responderStart", "ON_DEMAND_ANY")
        .publish();
    fixture.bundle("chain-sync", 2, HOT, DONE, reads).publish();
    Connection connection = fixture.connect(agreed());

    connection.slots().startResponders();
    connection.slots().startResponders();
    assertThat(connection.mux().statusMap())
        .containsEntry(responder(8), JobStatus.START_ON_DEMAND_ANY)
        .containsEntry(responder(2), JobStatus.START_ON_DEMAND);
    assertThatThrownBy(() -> connection.slots().startResponder(2))
        .isInstanceOf(MuxException.class)
        .hasMessageContaining("already");

    connection.mux().arrive(responder(2), 5, 6);
    fixture.runtime.runUntilIdle();
    assertThat(read).containsExactly("2 responder 5");
    assertThat(connection.events())
        .containsExactly(
            new SlotEvent.Started(responder(2), HOT),
            new SlotEvent.Started(responder(8), ESTABLISHED),
            new SlotEvent.Ended(responder(2), HOT, "read", Optional.empty()));

    connection.slots().startResponder(2);
    fixture.runtime.runUntilIdle();
    assertThat(read)
        .as("what it left is there for the next")
        .containsExactly("2 responder 5", "2 responder 6");
    connection.mux().stop();
  }

  @Test
  void aListenerMayStartAResponderAgainWhenItHearsOfItsEnd() {
    fixture.bundle("chain-sync", 2, HOT).publish();
    Connection connection = fixture.connect(agreed());
    connection
        .slots()
        .subscribe(
            event -> {
              if (event instanceof SlotEvent.Ended ended) {
                connection.slots().startResponder(ended.key().number());
              }
            });
    connection.slots().startResponders();
    connection.mux().arrive(responder(2));
    fixture.runtime.runUntilIdle();
    assertThat(connection.mux().statusMap()).containsEntry(responder(2), JobStatus.START_ON_DEMAND);
    assertThat(connection.events()).hasSize(2);
    connection.mux().stop();
  }

  @Test
  void anEndingMultiplexerEndsEverythingAndIsToldLast() {
    fixture.bundle("keep-alive", 8, ESTABLISHED, UNTIL_INTERRUPTED, DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(ESTABLISHED);
    connection.slots().startResponders();
    fixture.runtime.runUntilIdle();
    MuxError why = new MuxError.UnknownMiniProtocol(99);
    connection.mux().breakDown(why);
    fixture.runtime.runUntilIdle();
    assertThat(connection.events())
        .containsExactly(
            new SlotEvent.Started(initiator(8), ESTABLISHED),
            new SlotEvent.Failed(initiator(8), ESTABLISHED, why.failure()),
            new SlotEvent.Failed(responder(8), ESTABLISHED, why.failure()),
            new SlotEvent.MuxEnded(new MuxEnd.Failed(why)));
    assertThat(fixture.tracer.traces(ProtocolTrace.Failed.class))
        .as("none of them has failed itself")
        .isEmpty();
    assertThatThrownBy(() -> connection.slots().startInitiators(ESTABLISHED))
        .isInstanceOfSatisfying(
            MuxException.class,
            refused ->
                assertThat(refused.failure().category())
                    .as("the end's, so that whoever asked too late can tell")
                    .isEqualTo(FailureCategory.REMOTE_MISBEHAVED))
        .hasMessageContaining("has ended");
    assertThatThrownBy(() -> connection.slots().startResponders()).isInstanceOf(MuxException.class);
  }

  @Test
  void whatIsStartedIsToldAndWhatRunsAlreadyIsNot() {
    fixture.bundle("a", 2, HOT, UNTIL_INTERRUPTED, DONE).publish();
    fixture.bundle("b", 3, HOT, UNTIL_INTERRUPTED, DONE).publish();
    Connection connection = fixture.connect(agreed());
    assertThat(connection.slots().startInitiators(HOT)).containsExactly(2, 3);
    fixture.runtime.runUntilIdle();
    assertThat(connection.slots().startInitiators(HOT)).isEmpty();
    connection.mux().stop();
    fixture.runtime.runUntilIdle();
  }

  @Test
  void aStartThatIsRefusedEndsThoseBeforeIt() {
    fixture.bundle("a", 2, HOT, UNTIL_INTERRUPTED, DONE).publish();
    fixture.bundle("b", 3, HOT, UNTIL_INTERRUPTED, DONE).publish();
    fixture.bundle("c", 4, HOT, UNTIL_INTERRUPTED, DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.mux().refuse(initiator(3));
    assertThat(connection.slots().startInitiators(HOT)).containsExactly(2);
    fixture.runtime.runUntilIdle();
    assertThat(connection.events()).hasSize(3);
    assertThat(connection.events().get(0)).isEqualTo(new SlotEvent.Started(initiator(2), HOT));
    assertThat(connection.events().get(1)).isInstanceOf(SlotEvent.Failed.class);
    assertThat(connection.events().get(2)).isEqualTo(new SlotEvent.MuxEnded(new MuxEnd.Stopped()));
  }

  @Test
  void aFirstStartThatIsRefusedIsThrown() {
    fixture.bundle("a", 2, HOT, UNTIL_INTERRUPTED, DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.mux().refuse(initiator(2));
    assertThatThrownBy(() -> connection.slots().startInitiators(HOT))
        .isInstanceOf(MuxException.class);
    fixture.runtime.runUntilIdle();
    assertThat(connection.events()).containsExactly(new SlotEvent.MuxEnded(new MuxEnd.Stopped()));
  }

  @Test
  void controlMessagesReachTheInitiatorsOfTheirTemperatureOnly() {
    List<String> seen = new ArrayList<>();
    Half watches =
        (context, channel) -> {
          ControlMessage now = context.control();
          while (now != ControlMessage.TERMINATE) {
            context.await(WaitFor.NOTHING.orControlOtherThan(now));
            now = context.control();
            seen.add(context.key() + " " + now);
          }
          return new HalfResult.Finished("terminated", Optional.empty());
        };
    fixture
        .bundle("hot", 2, HOT, watches, watches)
        .with("tempera.responderStart", "EAGERLY")
        .publish();
    fixture.bundle("warm", 3, WARM, watches, UNTIL_INTERRUPTED).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    connection.slots().startInitiators(WARM);
    connection.slots().startResponders();
    fixture.runtime.runUntilIdle();
    connection.slots().control(WARM, ControlMessage.QUIESCE);
    fixture.runtime.runUntilIdle();
    connection.slots().control(HOT, ControlMessage.TERMINATE);
    fixture.runtime.runUntilIdle();
    assertThat(seen).containsExactly("3 initiator QUIESCE", "2 initiator TERMINATE");
    connection.mux().stop();
  }

  @Test
  void whatAnInitiatorThatRunsIsAskedIsTracedOnceForEachChange() {
    fixture.bundle("hot", 2, HOT, UNTIL_TERMINATED, UNTIL_INTERRUPTED).publish();
    fixture.bundle("warm", 3, WARM, UNTIL_INTERRUPTED, UNTIL_INTERRUPTED).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().control(HOT, ControlMessage.TERMINATE);
    connection.slots().startInitiators(WARM);
    fixture.runtime.runUntilIdle();
    for (ControlMessage message :
        List.of(
            ControlMessage.CONTINUE,
            ControlMessage.QUIESCE,
            ControlMessage.QUIESCE,
            ControlMessage.CONTINUE,
            ControlMessage.TERMINATE)) {
      connection.slots().control(WARM, message);
      fixture.runtime.runUntilIdle();
    }
    assertThat(fixture.tracer.lines())
        .filteredOn(line -> line.startsWith("Asked"))
        .containsExactly(
            "Asked: 127.0.0.1:3001<->127.0.0.1:10001 mini-protocol 3 initiator is asked to QUIESCE",
            "Asked: 127.0.0.1:3001<->127.0.0.1:10001 mini-protocol 3 initiator is asked to CONTINUE",
            "Asked: 127.0.0.1:3001<->127.0.0.1:10001 mini-protocol 3 initiator is asked to"
                + " TERMINATE");
    connection.mux().stop();
  }

  @Test
  void aHalfThatStartsLateSeesWhatIsAskedAlready() {
    fixture.bundle("hot", 2, HOT, UNTIL_TERMINATED, DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().control(HOT, ControlMessage.TERMINATE);
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    assertThat(connection.events()).hasSize(2);
    connection.mux().stop();
  }

  @Test
  void theLatestRoundTripIsKeptAndTraced() {
    Half measures =
        (context, channel) -> {
          context.roundTrip(Duration.ofMillis(3));
          context.roundTrip(Duration.ofMillis(2));
          context.note("measured");
          return new HalfResult.Finished("done", Optional.empty());
        };
    fixture.bundle("keep-alive", 8, ESTABLISHED, measures, DONE).publish();
    Connection connection = fixture.connect(agreed());
    assertThat(connection.slots().roundTrip()).isEmpty();
    connection.slots().startInitiators(ESTABLISHED);
    fixture.runtime.runUntilIdle();
    assertThat(connection.slots().roundTrip()).contains(Duration.ofMillis(2));
    assertThat(fixture.tracer.lines())
        .contains(
            "RoundTrip: 127.0.0.1:3001<->127.0.0.1:10001 round trip of mini-protocol 8: 3000 us",
            "Note: 127.0.0.1:3001<->127.0.0.1:10001 mini-protocol 8 initiator: measured");
    connection.mux().stop();
  }

  @Test
  void aListenerThatThrowsHarmsNobodyElse() {
    fixture.bundle("a", 2, HOT).publish();
    Connection connection = fixture.connect(agreed());
    Subscription throwing =
        connection
            .slots()
            .subscribe(
                event -> {
                  throw new IllegalStateException("listener");
                });
    List<SlotEvent> after = new ArrayList<>();
    connection.slots().subscribe(after::add);
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    assertThat(fixture.runtime.uncaught()).hasSize(2);
    assertThat(after).hasSize(2).isEqualTo(connection.events());
    throwing.close();
    throwing.close();
    connection.mux().stop();
    assertThat(after).hasSize(3);
  }
}
