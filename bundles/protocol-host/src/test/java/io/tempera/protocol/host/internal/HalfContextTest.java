package io.tempera.protocol.host.internal;

import static io.tempera.protocol.Temperature.HOT;
import static io.tempera.protocol.host.internal.HostFixture.DONE;
import static io.tempera.protocol.host.internal.HostFixture.agreed;
import static io.tempera.protocol.host.internal.HostFixture.initiator;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.Position;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.Woken;
import io.tempera.protocol.host.internal.HostFixture.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a half waits for, and in which order it learns of it. */
class HalfContextTest {
  private static final WaitFor ANYTHING =
      WaitFor.NOTHING
          .orBytes(2)
          .orControlOtherThan(ControlMessage.CONTINUE)
          .orHandOverAt(new ResumePoint("Idle", 0))
          .orWaker()
          .orTime(Duration.ofSeconds(5));

  private final HostFixture fixture = new HostFixture();
  private final List<String> woken = new ArrayList<>();
  private Optional<HalfContext> context = Optional.empty();

  @AfterEach
  void nothingIsLeft() {
    fixture.runtime.assertNothingLeft();
  }

  /** Waits for the same thing again and again, taking two bytes each time that they are there. */
  private Connection waitFor(WaitFor what, int times) {
    Half half =
        (given, channel) -> {
          context = Optional.of(given);
          for (int i = 0; i < times; i++) {
            Woken why = given.await(what);
            woken.add(why + " at " + fixture.runtime.elapsed().toMillis());
            if (why == Woken.BYTES) {
              channel.take(2);
            }
          }
          return new HalfResult.Finished("done", Optional.empty());
        };
    fixture.bundle("a", 2, HOT, half, DONE).publish();
    return fixture.connect(agreed());
  }

  @Test
  void whatIsSoAlreadyIsSeenAtOnceInOrder() {
    Connection connection = waitFor(ANYTHING, 1);
    connection.mux().channel(initiator(2)).arrive(1, 2);
    connection.slots().control(HOT, ControlMessage.QUIESCE);
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    assertThat(woken).containsExactly("CONTROL at 0");
    connection.mux().stop();
  }

  @Test
  void bytesComeBeforeTheWakerAndTheWakerBeforeTime() {
    Connection connection = waitFor(ANYTHING, 3);
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    connection.mux().channel(initiator(2)).arrive(1);
    fixture.runtime.runUntilIdle();
    assertThat(woken).as("one byte is not enough").isEmpty();
    fixture.runtime.advance(Duration.ofSeconds(1));
    context.orElseThrow().wake();
    connection.mux().channel(initiator(2)).arrive(2);
    fixture.runtime.runUntilIdle();
    assertThat(woken).containsExactly("BYTES at 1000", "WAKER at 1000");
    fixture.runtime.advance(Duration.ofSeconds(5));
    assertThat(woken).last().isEqualTo("TIME at 6000");
    connection.mux().stop();
  }

  @Test
  void noTimeAtAllOnlyLooks() {
    Connection connection = waitFor(ANYTHING.orTime(Duration.ZERO), 2);
    connection.mux().channel(initiator(2)).arrive(1, 2);
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    assertThat(woken).containsExactly("BYTES at 0", "TIME at 0");
    connection.mux().stop();
  }

  @Test
  void aWakeBetweenTwoWaitsIsKeptForTheNextThatWantsIt() {
    Half half =
        (given, channel) -> {
          given.wake();
          given.wake();
          woken.add(given.await(WaitFor.NOTHING.orTime(Duration.ofSeconds(1))).toString());
          woken.add(given.await(WaitFor.NOTHING.orWaker()).toString());
          woken.add(
              given.await(WaitFor.NOTHING.orWaker().orTime(Duration.ofSeconds(1))).toString());
          return new HalfResult.Finished("done", Optional.empty());
        };
    fixture.bundle("a", 2, HOT, half, DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.advance(Duration.ofSeconds(3));
    assertThat(woken).containsExactly("TIME", "WAKER", "TIME");
    connection.mux().stop();
  }

  @Test
  void afterTheEndOfTheConnectionEveryWaitEndsAtOnce() {
    Half half =
        (given, channel) -> {
          for (int i = 0; i < 3; i++) {
            try {
              given.await(ANYTHING);
            } catch (InterruptedException e) {
              woken.add("interrupted");
            }
          }
          given.roundTrip(Duration.ofMillis(1));
          return new HalfResult.Finished("done", Optional.empty());
        };
    fixture.bundle("a", 2, HOT, half, DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    connection.mux().stop();
    fixture.runtime.runUntilIdle();
    assertThat(woken).containsExactly("interrupted", "interrupted", "interrupted");
    assertThat(connection.slots().roundTrip()).isEmpty();
  }

  @Test
  void whatTheTwoSidesAgreedIsThere() {
    List<Object> seen = new ArrayList<>();
    Half half =
        (given, channel) -> {
          seen.add(given.connectionId());
          seen.add(given.key());
          seen.add(given.agreed());
          seen.add(given.control());
          seen.add(given.handOverAsked(new ResumePoint("Idle", 0)));
          seen.add(given.resumedFrom());
          return new HalfResult.Finished("done", Optional.empty());
        };
    fixture.bundle("a", 2, HOT, half, DONE).publish();
    Connection connection = fixture.connect(agreed(99));
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    assertThat(seen)
        .containsExactly(
            connection.mux().connectionId(),
            initiator(2),
            agreed(99),
            ControlMessage.CONTINUE,
            false,
            Optional.empty());
    connection.mux().stop();
  }

  @Test
  void whereAHalfIsInItsProtocolIsSeenFromOutsideWhileItRuns() {
    Position asks = new Position("small talk", "StAsks", Optional.of(Direction.INITIATOR));
    Position listens = new Position("small talk", "StListens", Optional.of(Direction.RESPONDER));
    Half half =
        (given, channel) -> {
          given.await(WaitFor.NOTHING.orBytes(1));
          given.at(asks);
          given.await(WaitFor.NOTHING.orBytes(2));
          given.at(listens);
          given.await(WaitFor.NOTHING.orBytes(3));
          return new HalfResult.Finished("done", Optional.empty());
        };
    fixture.bundle("a", 2, HOT, half, DONE).publish();
    Connection connection = fixture.connect(agreed());
    connection.slots().control(HOT, ControlMessage.QUIESCE);
    connection.slots().startInitiators(HOT);
    fixture.runtime.runUntilIdle();
    assertThat(initiatorView(connection).reached()).as("it has not said yet").isEmpty();
    assertThat(initiatorView(connection).control()).isEqualTo(ControlMessage.QUIESCE);

    connection.mux().channel(initiator(2)).arrive(1);
    fixture.runtime.runUntilIdle();
    Instant since = fixture.runtime.clock().wallTime();
    fixture.runtime.advance(Duration.ofSeconds(12));
    assertThat(initiatorView(connection).reached()).contains(new SlotView.Reached(asks, since));
    assertThat(initiatorView(connection).queued()).isEqualTo(1);

    connection.mux().channel(initiator(2)).arrive(2);
    fixture.runtime.runUntilIdle();
    assertThat(initiatorView(connection).reached())
        .contains(new SlotView.Reached(listens, since.plusSeconds(12)));

    connection.mux().channel(initiator(2)).arrive(3);
    fixture.runtime.runUntilIdle();
    assertThat(initiatorView(connection).reached()).as("nothing of it is kept").isEmpty();
    assertThat(initiatorView(connection).queued()).isZero();
    connection.mux().stop();
  }

  private static SlotView initiatorView(Connection connection) {
    return connection.slots().views().stream()
        .filter(view -> view.key().equals(initiator(2)))
        .findFirst()
        .orElseThrow();
  }
}
