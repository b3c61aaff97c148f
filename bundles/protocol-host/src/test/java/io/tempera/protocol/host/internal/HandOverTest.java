package io.tempera.protocol.host.internal;

import static io.tempera.protocol.Temperature.HOT;
import static io.tempera.protocol.host.internal.HostFixture.agreed;
import static io.tempera.protocol.host.internal.HostFixture.initiator;
import static io.tempera.protocol.host.internal.HostFixture.responder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.host.internal.HostFixture.Bundle;
import io.tempera.protocol.host.internal.HostFixture.Connection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other bundles come for a number of which halves run. */
class HandOverTest extends CounterVersions {
  @Test
  void aHigherVersionBesideTheOldOneCarriesOnAndNobodyNotices() {
    version(1, Counter.IDLE).publish();
    Connection connection = connected();
    version(2, Counter.IDLE).publish();
    fixture.runtime.runUntilIdle();
    arrive(connection, 7);
    assertThat(ledger)
        .containsExactly(
            "v2 resumes at 1", "v2 resumes at 1", "v2 takes 7 as 2", "v2 takes 7 as 2");
    nobodyNoticed(connection);
    assertThat(fixture.host.protocols())
        .extracting(HostedProtocol::bundle, HostedProtocol::running)
        .containsExactly(tuple("counter 2.0.0", 2), tuple("counter 1.0.0", 0));
    assertThat(counted()).isEqualTo(new HandOvers(NUMBER, 0, 0, new HandOvers.Totals(2, 0, 0)));
    assertThat(fixture.tracer.traces(HandOverTrace.HandedOver.class))
        .extracting(HandOverTrace.HandedOver::from, HandOverTrace.HandedOver::to, t -> t.point())
        .containsOnly(tuple("counter 1.0.0", "counter 2.0.0", Optional.of("Idle")));
    assertThat(fixture.tracer.traces(HandOverTrace.Complete.class))
        .last()
        .extracting(HandOverTrace.Complete::bundle)
        .isEqualTo(Optional.of("counter 2.0.0"));
    stop(connection);
  }

  @Test
  void theOlderOneCarriesOnWhenTheNewerOneGoes() throws Exception {
    version(1, Counter.IDLE).publish();
    Connection connection = connected();
    Bundle newer = version(2, Counter.IDLE).publish();
    fixture.runtime.runUntilIdle();
    ledger.clear();
    newer.withdraw();
    arrive(connection, 7);
    assertThat(ledger)
        .containsExactlyInAnyOrder(
            "v1 resumes at 1", "v1 resumes at 1", "v1 takes 7 as 2", "v1 takes 7 as 2");
    nobodyNoticed(connection);
    assertThat(fixture.tracer.traces(HandOverTrace.Unimplemented.class)).isEmpty();
    stop(connection);
  }

  @Test
  void aChangedRankingIsAChangedChoice() throws Exception {
    Bundle first = version(1, Counter.IDLE).publish();
    version(2, Counter.IDLE).publish();
    Connection connection = connected();
    first.ranked(5).change();
    arrive(connection, 7);
    assertThat(ledger).contains("v1 resumes at 1", "v1 takes 7 as 2").doesNotContain("v2");
    first.ranked(0).change();
    arrive(connection, 8);
    assertThat(ledger).containsSubsequence("v2 takes 8 as 3", "v2 takes 8 as 3");
    nobodyNoticed(connection);
    stop(connection);
  }

  @Test
  void withNoPointInCommonAnInitiatorIsStartedAgainAndAResponderRunsToItsEnd() {
    version(1, Counter.IDLE).publish();
    Connection connection = connected();
    version(2, OTHER).publish();
    fixture.runtime.runUntilIdle();
    assertThat(ledger).containsExactly("v2 begins at 0");
    assertThat(connection.mux().channel(initiator(NUMBER)).sent())
        .as("it said good-bye in its protocol's own way")
        .containsExactly(new byte[] {-1});
    arrive(connection, 7);
    assertThat(ledger).contains("v1 takes 7 as 2", "v2 takes 7 as 1");
    nobodyNoticed(connection);
    assertThat(counted().totals()).isEqualTo(new HandOvers.Totals(0, 1, 0));
    stop(connection);
  }

  @Test
  void withNoPointInCommonAResponderWhoseBundleGoesTakesItsConnectionWithIt() throws Exception {
    Bundle old = version(1, Counter.IDLE).publish();
    Connection running = connected();
    Connection idle = fixture.connect(agreed());
    idle.slots().startResponders();
    version(2, OTHER).publish();
    fixture.runtime.runUntilIdle();
    old.withdraw();
    fixture.runtime.runUntilIdle();
    assertThat(running.mux().ended()).isPresent();
    assertThat(idle.mux().ended()).isEmpty();
    assertThat(fixture.tracer.traces(HandOverTrace.Failed.class)).hasSize(1);
    assertThat(counted().totals().failed()).isEqualTo(1);
    stop(idle);
  }

  @Test
  void terminateBeatsARestart() {
    version(1, Counter.IDLE).publish();
    Connection connection = connected();
    connection.slots().control(HOT, ControlMessage.TERMINATE);
    version(2, OTHER).publish();
    fixture.runtime.runUntilIdle();
    assertThat(ledger).isEmpty();
    assertThat(connection.events())
        .contains(new SlotEvent.Ended(initiator(NUMBER), HOT, "v1 terminated", Optional.empty()));
    stop(connection);
  }

  @Test
  void anotherTemperatureServesNewConnectionsOnly() {
    version(1, Counter.IDLE).publish();
    Connection old = connected();
    version(2, Counter.IDLE).with("tempera.temperature", "WARM").publish();
    fixture.runtime.runUntilIdle();
    arrive(old, 7);
    assertThat(ledger).containsExactly("v1 takes 7 as 2", "v1 takes 7 as 2");
    nobodyNoticed(old);
    Connection fresh = fixture.connect(agreed());
    assertThat(fresh.slots().views()).extracting(SlotView::bundle).containsOnly("counter 2.0.0");
    stop(old, fresh);
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void aConnectionThatEndsDuringAHandOverEnds(End end) throws Exception {
    Stubborn stubborn = new Stubborn(fixture.runtime);
    fixture.bundle("slow", NUMBER, HOT, stubborn, HostFixture.DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    version(2, Counter.IDLE).publish();
    fixture.runtime.runUntilIdle();
    assertThat(states(connection)).contains("Restarting");
    end.of(connection);
    stubborn.release();
    fixture.runtime.runUntilIdle();
    assertThat(connection.events()).last().isInstanceOf(SlotEvent.MuxEnded.class);
    assertThat(fixture.host.protocols()).extracting(HostedProtocol::running).containsOnly(0);
    assertThat(fixture.tracer.traces(HandOverTrace.Complete.class)).hasSize(1);
  }

  private enum End {
    STOPPED,
    BROKEN;

    void of(Connection connection) {
      switch (this) {
        case STOPPED -> connection.mux().stop();
        case BROKEN -> connection.mux().breakDown(new MuxError.UnknownMiniProtocol(7));
      }
    }
  }

  @Test
  void aHalfThatStopsWhereNobodyAskedItToFails() {
    version(1, Counter.IDLE).publish();
    Connection connection =
        connectedWith(
            (context, channel) ->
                new HalfResult.HandedOver(
                    new Snapshot("Anywhere", 3, ByteBuffer.allocate(0), Optional.empty())));
    assertThat(connection.events())
        .filteredOn(SlotEvent.Failed.class::isInstance)
        .first()
        .satisfies(
            event ->
                assertThat(((SlotEvent.Failed) event).failure().message())
                    .contains("Anywhere with memo version 3", "nobody had asked"));
  }

  private Connection connectedWith(Half initiator) {
    fixture.bundle("odd", 3, HOT, initiator, HostFixture.DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    return connection;
  }

  @Test
  void severalNumbersAtOnceAreEachHandedOver() throws Exception {
    List<ProtocolKey> keys = List.of(initiator(2), initiator(3), initiator(4));
    for (int number = 2; number <= 4; number++) {
      fixture.new Bundle("b" + number, number, HOT, new Counter("v1", ledger, Counter.IDLE))
          .publish();
    }
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    for (int number = 2; number <= 4; number++) {
      fixture.new Bundle("b" + number, number, HOT, new Counter("v2", ledger, Counter.IDLE))
          .version(2)
          .publish();
    }
    fixture.runtime.runUntilIdle();
    assertThat(fixture.tracer.traces(HandOverTrace.HandedOver.class))
        .extracting(HandOverTrace.HandedOver::key)
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(connection.events()).hasSize(3);
    stop(connection);
  }

  @Test
  void whoMustGoIsCarriedOnByOneThatIsNotChosenWhereTheChosenOneCannot() throws Exception {
    Bundle old = version(1, Counter.IDLE).publish();
    Connection connection = connected();
    version(2, OTHER).ranked(5).publish();
    version(3, Counter.IDLE).publish();
    fixture.runtime.runUntilIdle();
    ledger.clear();
    old.withdraw();
    fixture.runtime.runUntilIdle();
    assertThat(ledger)
        .as("the responder; the initiator runs v2")
        .containsExactly("v3 resumes at 1");
    nobodyNoticed(connection);
    stop(connection);
  }

  @Test
  void manyConnectionsFollowSomeAtATimeAndNobodyWaitsForOneThatDoesNot() {
    Stubborn stubborn = new Stubborn(fixture.runtime);
    fixture.bundle("slow", NUMBER, HOT, stubborn, HostFixture.DONE).publish();
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Connection stuck = fixture.connect(agreed());
      stuck.slots().startInitiators(HOT);
      connections.add(stuck);
    }
    fixture.runtime.runUntilIdle();
    version(2, Counter.IDLE).publish();
    assertThat(counted().waiting()).as("the first ones are asked at once").isEqualTo(8);
    fixture.runtime.advance(Duration.ofMillis(2));
    assertThat(counted().waiting()).isEqualTo(20);
    stubborn.release();
    fixture.runtime.runUntilIdle();
    assertThat(counted().totals()).isEqualTo(new HandOvers.Totals(0, 20, 0));
    assertThat(fixture.tracer.traces(HandOverTrace.Complete.class)).hasSize(1);
    stop(connections.toArray(Connection[]::new));
  }

  @Test
  void whoeverRunsKeepsTheRoomThatItWasPromisedAndWhoeverFollowsHasItsOwn() {
    version(1, Counter.IDLE).publish();
    Connection connection = connected();
    version(2, OTHER).with("tempera.ingressLimit", 5).publish();
    fixture.runtime.runUntilIdle();
    assertThat(connection.mux().limits())
        .as("the responder runs to its end, the initiator was started again")
        .containsEntry(responder(NUMBER), 1_000)
        .containsEntry(initiator(NUMBER), 5);
    version(3, OTHER).with("tempera.ingressLimit", 2_000).publish();
    fixture.runtime.runUntilIdle();
    assertThat(connection.mux().limits())
        .containsEntry(responder(NUMBER), 2_000)
        .containsEntry(initiator(NUMBER), 2_000);
    stop(connection);
  }
}
