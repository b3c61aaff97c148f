package io.tempera.protocol.host.internal;

import static io.tempera.protocol.host.internal.HostFixture.agreed;
import static io.tempera.protocol.host.internal.HostFixture.initiator;
import static io.tempera.protocol.host.internal.HostFixture.responder;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.MuxError;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.Woken;
import io.tempera.protocol.host.internal.HostFixture.Bundle;
import io.tempera.protocol.host.internal.HostFixture.Connection;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles come and go while connections live, in seeded disorder. */
class RandomLifeTest {
  private static final int[] NUMBERS = {2, 3, 8, 99};
  private static final int OPERATIONS = 80;

  /** One seeded run. */
  private static final class Life {
    private final Random random;
    private final HostFixture fixture;
    private final List<Bundle> published = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();

    Life(long seed) {
      random = new Random(seed);
      fixture = new HostFixture(VirtualRuntime.shuffled(seed));
    }

    void live() throws Exception {
      for (int i = 0; i < OPERATIONS; i++) {
        operation();
        if (random.nextInt(3) == 0) {
          fixture.runtime.runUntilIdle();
        }
      }
      connections.forEach(connection -> connection.mux().stop());
      for (Bundle bundle : published) {
        bundle.withdraw();
      }
      fixture.runtime.assertNothingLeft();
      assertThat(fixture.host.protocols()).isEmpty();
      assertThat(fixture.tracer.traces(ProtocolTrace.Abandoned.class))
          .as("whoever ends within the timeout is not given up")
          .isEmpty();
      connections.forEach(RandomLifeTest::check);
    }

    private void operation() {
      switch (random.nextInt(12)) {
        case 0, 1 -> publish();
        case 2 -> withdraw();
        case 3 -> connections.add(fixture.connect(agreed(99)));
        case 4, 5 -> any(c -> c.slots().startInitiators(temperature()));
        case 6 -> any(c -> c.slots().startResponders());
        case 7 -> any(c -> c.slots().startResponder(number()));
        case 8 -> any(c -> c.mux().arrive(key(), 1));
        case 9 -> any(c -> c.slots().control(temperature(), control()));
        case 10 -> fixture.runtime.advance(Duration.ofMillis(random.nextInt(3_000)));
        default -> {
          if (random.nextInt(4) == 0) {
            any(c -> c.mux().breakDown(new MuxError.UnknownMiniProtocol(7)));
          }
        }
      }
    }

    private void publish() {
      Bundle bundle =
          fixture
              .bundle("b" + published.size(), number(), temperature(), half(), half())
              .ranked(random.nextInt(3));
      published.add(bundle.publish());
    }

    private void withdraw() {
      if (!published.isEmpty()) {
        Bundle bundle = published.remove(random.nextInt(published.size()));
        fixture.runtime.start("stopper", bundle::withdrawHere);
      }
    }

    private void any(java.util.function.Consumer<Connection> action) {
      if (!connections.isEmpty()) {
        Connection connection = connections.get(random.nextInt(connections.size()));
        try {
          action.accept(connection);
        } catch (MuxException e) {
          // It has ended, or there is nothing to start; but the mux never refuses what it could do.
          assertThat(e.getMessage())
              .contains(connection.mux().connectionId().toString())
              .doesNotContain("cannot run");
        }
      }
    }

    private Half half() {
      int kind = random.nextInt(5);
      return (context, channel) -> {
        switch (kind) {
          case 0 -> context.await(WaitFor.NOTHING.orControlOtherThan(ControlMessage.CONTINUE));
          case 1 -> {
            while (context.await(WaitFor.NOTHING.orBytes(1).orTime(Duration.ofSeconds(5)))
                == Woken.BYTES) {
              channel.take(1);
            }
          }
          case 2 -> context.await(WaitFor.NOTHING.orTime(Duration.ofMillis(500)));
          case 3 -> throw new IllegalStateException("broken");
          default -> {
            try {
              context.await(WaitFor.NOTHING);
            } catch (InterruptedException e) {
              // Takes its time to go.
              fixture.runtime.newWait().until(() -> false, Duration.ofSeconds(1));
            }
          }
        }
        return new HalfResult.Finished("kind " + kind, Optional.empty());
      };
    }

    private int number() {
      return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private ProtocolKey key() {
      return random.nextBoolean() ? initiator(number()) : responder(number());
    }

    private Temperature temperature() {
      return Temperature.values()[random.nextInt(3)];
    }

    private ControlMessage control() {
      return ControlMessage.values()[random.nextInt(3)];
    }
  }

  private static void check(Connection connection) {
    List<SlotEvent> events = connection.events();
    assertThat(events).isNotEmpty();
    assertThat(events.getLast()).isInstanceOf(SlotEvent.MuxEnded.class);
    TreeSet<ProtocolKey> running = new TreeSet<>();
    for (SlotEvent event : events) {
      switch (event) {
        case SlotEvent.Started started ->
            assertThat(running.add(started.key())).as("starts once: " + events).isTrue();
        case SlotEvent.Ended ended ->
            assertThat(running.remove(ended.key())).as("ran before: " + events).isTrue();
        // One that still waited fails without having run.
        case SlotEvent.Failed failed -> running.remove(failed.key());
        case SlotEvent.MuxEnded ended -> {
          assertThat(event).as("once, and last").isSameAs(events.getLast());
          assertThat(running).as("every beginning has an end: " + events).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest(name = "seeds from {0}")
  @ValueSource(ints = {0, 100, 200, 300})
  void everyBeginningHasItsEndAndNothingIsLeft(int first) throws Exception {
    for (int seed = first; seed < first + 100; seed++) {
      try {
        new Life(seed).live();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
