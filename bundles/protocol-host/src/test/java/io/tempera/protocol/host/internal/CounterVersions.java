package io.tempera.protocol.host.internal;

import static io.tempera.protocol.Temperature.HOT;
import static io.tempera.protocol.host.internal.HostFixture.agreed;
import static io.tempera.protocol.host.internal.HostFixture.initiator;
import static io.tempera.protocol.host.internal.HostFixture.responder;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.JobStatus;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.host.internal.HostFixture.Bundle;
import io.tempera.protocol.host.internal.HostFixture.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A host with versions of a {@link Counter}, of which halves run. */
abstract class CounterVersions {
  static final int NUMBER = 2;
  static final ResumePoint OTHER = new ResumePoint("Elsewhere", 0);

  final HostFixture fixture = new HostFixture();
  final List<String> ledger = Counter.newLedger();

  @AfterEach
  void nothingIsLeft() {
    fixture.runtime.assertNothingLeft();
  }

  final Bundle version(int version, ResumePoint... points) {
    Counter counter = new Counter("v" + version, ledger, points);
    return fixture.new Bundle("counter", NUMBER, HOT, counter).version(version);
  }

  /** Both halves run, and each has taken one byte. */
  final Connection connected() {
    Connection connection = fixture.connect(agreed());
    connection.slots().startResponders();
    connection.slots().startInitiators(HOT);
    connection.mux().arrive(responder(NUMBER), 1);
    connection.mux().arrive(initiator(NUMBER), 1);
    fixture.runtime.runUntilIdle();
    ledger.clear();
    return connection;
  }

  final void arrive(Connection connection, int... bytes) {
    connection.mux().arrive(responder(NUMBER), bytes);
    connection.mux().arrive(initiator(NUMBER), bytes);
    fixture.runtime.runUntilIdle();
  }

  final void stop(Connection... connections) {
    List.of(connections).forEach(connection -> connection.mux().stop());
    fixture.runtime.runUntilIdle();
  }

  static void nobodyNoticed(Connection connection) {
    assertThat(connection.mux().ended()).isEmpty();
    assertThat(connection.events())
        .containsExactlyInAnyOrder(
            new SlotEvent.Started(responder(NUMBER), HOT),
            new SlotEvent.Started(initiator(NUMBER), HOT));
    assertThat(connection.mux().statusMap().values()).containsOnly(JobStatus.RUNNING);
  }

  static List<String> states(Connection connection) {
    return connection.slots().views().stream().map(SlotView::state).toList();
  }

  final HandOvers counted() {
    return fixture.host.handOvers().getFirst();
  }
}
