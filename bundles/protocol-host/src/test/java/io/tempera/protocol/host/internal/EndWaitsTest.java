package io.tempera.protocol.host.internal;

import static io.tempera.protocol.Temperature.HOT;
import static io.tempera.protocol.Temperature.WARM;
import static io.tempera.protocol.host.internal.HostFixture.DONE;
import static io.tempera.protocol.host.internal.HostFixture.agreed;
import static io.tempera.protocol.host.internal.HostFixture.initiator;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.MuxEnd;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.host.internal.HostFixture.Bundle;
import io.tempera.protocol.host.internal.HostFixture.Connection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits until no initiator runs hears it after everything else, whoever started them. */
class EndWaitsTest {
  private static final int FIRST = 2;
  private static final int SECOND = 3;

  private static final Half UNTIL_TERMINATED =
      (context, channel) -> {
        if (context.control() != ControlMessage.TERMINATE) {
          context.await(WaitFor.NOTHING.orControlOtherThan(context.control()));
        }
        return new HalfResult.Finished("terminated", Optional.empty());
      };

  private final HostFixture fixture = new HostFixture();

  /** What listeners heard, and {@link #OVER} where somebody was told that nothing runs. */
  private final List<String> heard = new ArrayList<>();

  private static final String OVER = "over";

  @AfterEach
  void nothingIsLeft() {
    fixture.runtime.assertNothingLeft();
  }

  private Bundle bundle(int number, Temperature temperature) {
    return fixture.bundle("b" + number, number, temperature, UNTIL_TERMINATED, DONE);
  }

  private Connection connect() {
    Connection connection = fixture.connect(agreed());
    connection.slots().subscribe(event -> heard.add(word(event)));
    return connection;
  }

  private static String word(SlotEvent event) {
    return switch (event) {
      case SlotEvent.Started(var key, var temperature) -> key.number() + " starts";
      case SlotEvent.Ended(var key, var temperature, var outcome, var delay) ->
          key.number() + " ends";
      case SlotEvent.Failed(var key, var temperature, var failure) -> key.number() + " fails";
      case SlotEvent.MuxEnded(var end) -> "the end";
    };
  }

  private void start(Connection connection, Temperature temperature) {
    connection.slots().control(temperature, ControlMessage.CONTINUE);
    connection.slots().startInitiators(temperature);
    fixture.runtime.runUntilIdle();
  }

  private void terminate(Connection connection, Temperature temperature) {
    connection.slots().control(temperature, ControlMessage.TERMINATE);
    connection.slots().whenEnded(EnumSet.of(temperature), () -> heard.add(OVER));
  }

  private void stop(Connection connection) {
    connection.mux().stop();
    fixture.runtime.runUntilIdle();
  }

  @Test
  void whoWaitsIsToldOnceAfterTheLastEnd() {
    bundle(FIRST, HOT).publish();
    bundle(SECOND, HOT).publish();
    Connection connection = connect();
    start(connection, HOT);
    heard.clear();
    connection.mux().holdWhatIsSent();
    terminate(connection, HOT);
    fixture.runtime.runUntilIdle();
    connection.mux().drain(initiator(SECOND));
    fixture.runtime.runUntilIdle();
    assertThat(heard).as("the other's last bytes are still queued").containsExactly("3 ends");
    connection.mux().drain(initiator(FIRST));
    fixture.runtime.runUntilIdle();
    assertThat(heard).containsExactly("3 ends", "2 ends", OVER);
    stop(connection);
    assertThat(heard).containsOnlyOnce(OVER);
  }

  @Test
  void whereNothingRunsWhoWaitsIsToldAtOnce() {
    bundle(FIRST, HOT).publish();
    bundle(SECOND, WARM).publish();
    Connection connection = connect();
    connection.slots().startResponders();
    start(connection, WARM);
    heard.clear();
    connection.slots().whenEnded(EnumSet.of(HOT), () -> heard.add(OVER));
    assertThat(heard).as("responders and warm ones do not count").containsExactly(OVER);
    connection.slots().whenEnded(EnumSet.of(WARM, HOT), () -> heard.add("all over"));
    fixture.runtime.runUntilIdle();
    assertThat(heard).containsExactly(OVER);
    terminate(connection, WARM);
    fixture.runtime.runUntilIdle();
    assertThat(heard).containsExactly(OVER, "3 ends", "all over", OVER);
    stop(connection);
  }

  /** Its bundle comes, and before the multiplexer has it the temperature is terminated. */
  @Test
  void oneThatIsStartingLateWhenItIsTerminatedIsWaitedFor() {
    bundle(FIRST, WARM).publish();
    Connection connection = connect();
    start(connection, WARM);
    connection.mux().beforeNextRun(() -> terminate(connection, WARM));
    bundle(SECOND, WARM).publish();
    fixture.runtime.runUntilIdle();
    assertThat(heard).hasSize(5).startsWith("2 starts").contains("3 starts").endsWith(OVER);
    stop(connection);
  }

  @Test
  void afterItWasToldNothingStartsLate() {
    bundle(FIRST, WARM).publish();
    Connection connection = connect();
    start(connection, WARM);
    terminate(connection, WARM);
    fixture.runtime.runUntilIdle();
    bundle(SECOND, WARM).publish();
    fixture.runtime.runUntilIdle();
    assertThat(heard).containsExactly("2 starts", "2 ends", OVER);
    stop(connection);
  }

  @Test
  void whatStillEndsIsNotStartedAgainAndWhatIsOverIs() {
    bundle(FIRST, WARM).publish();
    Connection connection = connect();
    start(connection, WARM);
    connection.mux().holdWhatIsSent();
    connection.slots().control(WARM, ControlMessage.TERMINATE);
    fixture.runtime.runUntilIdle();
    assertThat(connection.slots().startInitiators(WARM)).as("it still ends").isEmpty();
    connection.slots().control(WARM, ControlMessage.TERMINATE);
    List<Integer> again = new ArrayList<>();
    connection
        .slots()
        .whenEnded(
            EnumSet.of(WARM),
            () -> {
              connection.slots().control(WARM, ControlMessage.CONTINUE);
              again.addAll(connection.slots().startInitiators(WARM));
            });
    connection.mux().drain(initiator(FIRST));
    fixture.runtime.runUntilIdle();
    assertThat(again).containsExactly(FIRST);
    assertThat(heard).containsExactly("2 starts", "2 ends", "2 starts");
    stop(connection);
  }

  @Test
  void theEndOfTheMultiplexerIsTheEndOfAllThatRuns() {
    bundle(FIRST, HOT).publish();
    Connection connection = connect();
    start(connection, HOT);
    connection.slots().whenEnded(EnumSet.allOf(Temperature.class), () -> heard.add(OVER));
    stop(connection);
    assertThat(connection.mux().ended()).contains(new MuxEnd.Stopped());
    assertThat(heard).containsExactly("2 starts", "2 fails", OVER, "the end");
    connection.slots().whenEnded(EnumSet.of(HOT), () -> heard.add("late"));
    assertThat(heard).endsWith("the end", "late");
  }

  @Test
  void oneThatWaitsForItsImplementationIsOverWhenItIsTerminated() throws Exception {
    Bundle bundle = bundle(FIRST, HOT).publish();
    Connection connection = connect();
    connection.mux().beforeNextRun(() -> withdraw(bundle));
    start(connection, HOT);
    terminate(connection, HOT);
    fixture.runtime.runUntilIdle();
    assertThat(heard).containsExactly("2 ends", OVER);
    stop(connection);
  }

  private static void withdraw(Bundle bundle) {
    try {
      bundle.withdraw();
    } catch (Exception thrown) {
      throw new AssertionError(thrown);
    }
  }
}
