package io.tempera.protocol.host.internal;

import static io.tempera.protocol.Temperature.HOT;
import static io.tempera.protocol.host.internal.HostFixture.agreed;
import static io.tempera.protocol.host.internal.HostFixture.initiator;
import static io.tempera.protocol.host.internal.HostFixture.responder;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.host.internal.HostFixture.Bundle;
import io.tempera.protocol.host.internal.HostFixture.Connection;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nothing implements a number any more of which halves ran. */
class ParkedTest extends CounterVersions {
  @Test
  void inPlaceTheSlotsAreParkedUntilTheNextOneComesAndWhatArrivesIsKept() throws Exception {
    Bundle old = version(1, Counter.IDLE).publish();
    Connection connection = connected();
    old.withdraw();
    assertThat(states(connection)).containsOnly("Parked at Idle");
    assertThat(fixture.runtime.elapsed()).isZero();
    assertThat(fixture.tracer.traces(HandOverTrace.Unimplemented.class))
        .extracting(HandOverTrace.Unimplemented::text)
        .containsExactly(
            "mini-protocol 2 has no implementation that can carry on: 2 halves wait for one. Whoever deploys"
                + " one within 7000 ms loses nothing");
    arrive(connection, 7, 8);
    fixture.runtime.advance(Duration.ofSeconds(5));
    assertThat(ledger).isEmpty();
    assertThat(connection.slots().views()).extracting(SlotView::queued).containsOnly(2);
    assertThat(counted().parked()).isEqualTo(2);

    version(2, Counter.IDLE).publish();
    fixture.runtime.runUntilIdle();
    assertThat(ledger)
        .containsSubsequence("v2 resumes at 1", "v2 takes 7 as 2", "v2 takes 8 as 3")
        .hasSize(6);
    nobodyNoticed(connection);
    fixture.runtime.advance(Duration.ofHours(1));
    nobodyNoticed(connection);
    stop(connection);
  }

  @Test
  void pastTheGraceAnInitiatorEndsAndTheNextByteForAResponderClosesItsConnection()
      throws Exception {
    Bundle old = version(1, Counter.IDLE).publish();
    Connection connection = connected();
    old.withdraw();
    fixture.runtime.advance(HostFixture.GRACE);
    fixture.runtime.runUntilIdle();
    assertThat(connection.events())
        .last()
        .isEqualTo(
            new SlotEvent.Ended(
                initiator(NUMBER), HOT, SlotMachine.NOTHING_CAME, Optional.empty()));
    assertThat(connection.mux().ended()).isEmpty();
    connection.mux().arrive(responder(NUMBER), 9);
    fixture.runtime.runUntilIdle();
    assertThat(connection.mux().ended()).isPresent();
    assertThat(connection.events())
        .filteredOn(SlotEvent.Failed.class::isInstance)
        .singleElement()
        .satisfies(
            event ->
                assertThat(((SlotEvent.Failed) event).failure().message())
                    .contains("nothing implements this mini-protocol here any more"));
  }

  @Test
  void pastTheGraceWhoeverComesBeforeTheNextByteLosesNothing() throws Exception {
    Bundle old = version(1, Counter.IDLE).publish();
    Connection connection = connected();
    old.withdraw();
    fixture.runtime.advance(Duration.ofHours(1));
    fixture.runtime.runUntilIdle();
    version(2, Counter.IDLE).publish();
    fixture.runtime.runUntilIdle();
    assertThat(ledger).as("the initiator has ended, and waits").containsExactly("v2 resumes at 1");
    connection.slots().startInitiators(HOT);
    arrive(connection, 9);
    assertThat(ledger)
        .containsExactly(
            "v2 resumes at 1", "v2 resumes at 1", "v2 takes 9 as 2", "v2 takes 9 as 2");
    stop(connection);
  }

  @Test
  void aVersionThatComesAndGoesWithoutAWordDoesNotExtendTheGrace() throws Exception {
    Bundle old = version(1, Counter.IDLE).publish();
    Connection connection = connected();
    old.withdraw();
    fixture.runtime.advance(Duration.ofSeconds(4));
    Bundle passing = version(2, Counter.IDLE).publish();
    fixture.runtime.runUntilIdle();
    fixture.runtime.advance(Duration.ofSeconds(1));
    passing.withdraw();
    fixture.runtime.advance(Duration.ofSeconds(2));
    fixture.runtime.runUntilIdle();
    assertThat(fixture.tracer.traces(HandOverTrace.GraceOver.class)).hasSize(2);
    stop(connection);
  }

  @Test
  void anInitiatorWithoutPointsWhoseBundleGoesEndsAndBeginsAfreshWithTheNext() throws Exception {
    Bundle old = version(1).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    old.withdraw();
    assertThat(states(connection)).contains("Parked");
    version(2, OTHER).publish();
    fixture.runtime.runUntilIdle();
    assertThat(ledger).containsExactly("v1 begins at 0", "v2 begins at 0");
    assertThat(connection.events()).containsExactly(new SlotEvent.Started(initiator(NUMBER), HOT));
    stop(connection);
  }

  @Test
  void whatIsAskedWhileASlotIsParkedReachesWhoeverComes() throws Exception {
    Bundle old = version(1, Counter.IDLE).publish();
    Connection connection = connected();
    old.withdraw();
    connection.slots().control(HOT, ControlMessage.TERMINATE);
    assertThat(fixture.tracer.traces(ProtocolTrace.Asked.class)).hasSize(1);
    version(2, Counter.IDLE).publish();
    fixture.runtime.runUntilIdle();
    assertThat(connection.events())
        .contains(new SlotEvent.Ended(initiator(NUMBER), HOT, "v2 terminated", Optional.empty()));
    stop(connection);
  }

  @Test
  void aConnectionThatEndsWhileASlotIsParkedLeavesNoTimer() throws Exception {
    Bundle old = version(1, Counter.IDLE).publish();
    Connection connection = connected();
    old.withdraw();
    stop(connection);
    assertThat(connection.events()).last().isInstanceOf(SlotEvent.MuxEnded.class);
    assertThat(fixture.runtime.elapsed()).isZero();
  }

  @Test
  void whatAServiceWasBeforeItChangedHasItsGraceWhenItGoes() throws Exception {
    Bundle changing = version(1, Counter.IDLE).publish();
    Connection connection = connected();
    changing.with("tempera.number", 3).change();
    fixture.runtime.advance(Duration.ofHours(1));
    changing.withdraw();
    fixture.runtime.advance(HostFixture.GRACE.minusMillis(1));
    fixture.runtime.runUntilIdle();
    assertThat(fixture.tracer.traces(HandOverTrace.GraceOver.class)).isEmpty();
    version(2, Counter.IDLE).publish();
    fixture.runtime.runUntilIdle();
    assertThat(ledger).contains("v2 resumes at 1");
    stop(connection);
  }

  @Test
  void thatAnotherTemperatureIsThereHelpsNobodyAndIsSaid() throws Exception {
    Bundle old = version(1, Counter.IDLE).publish();
    Connection connection = connected();
    version(2, Counter.IDLE).with("tempera.temperature", "WARM").publish();
    old.withdraw();
    fixture.runtime.runUntilIdle();
    assertThat(fixture.tracer.traces(HandOverTrace.Unimplemented.class)).hasSize(1);
    fixture.runtime.advance(HostFixture.GRACE);
    fixture.runtime.runUntilIdle();
    assertThat(fixture.tracer.traces(HandOverTrace.Complete.class))
        .last()
        .extracting(HandOverTrace.Complete::bundle)
        .isEqualTo(Optional.empty());
    stop(connection);
  }
}
