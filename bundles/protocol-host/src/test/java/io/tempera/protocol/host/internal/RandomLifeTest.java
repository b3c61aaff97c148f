package io.tempera.protocol.host.internal;

import static io.tempera.protocol.host.internal.HostFixture.agreed;
import static io.tempera.protocol.host.internal.HostFixture.initiator;
import static io.tempera.protocol.host.internal.HostFixture.responder;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.Channel;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.Woken;
import io.tempera.protocol.host.internal.HostFixture.Bundle;
import io.tempera.protocol.host.internal.HostFixture.Connection;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bundles come, change and go while connections live, in seeded disorder; some of their halves can
 * be handed over.
 */
class RandomLifeTest {
  private static final int[] NUMBERS = {2, 3, 8, 99};
  private static final int OPERATIONS = 90;
  private static final ResumePoint EVEN = new ResumePoint("Even", 1);
  private static final ResumePoint ODD = new ResumePoint("Odd", 1);

  /** What a version can carry on from: the more it has in common with others, the likelier. */
  private static final List<List<ResumePoint>> POINTS =
      List.of(List.of(EVEN, ODD), List.of(EVEN, ODD), List.of(EVEN), List.of(ODD), List.of());

  /** How a start ends with which nothing ran in the end. */
  private static final List<String> NEVER_RAN =
      List.of(SlotMachine.NOTHING_CAME, SlotMachine.NOTHING_TO_END);

  /** One seeded run. */
  private static final class Life {
    private final Random random;

    /** Whether most is of few kinds, so that more can be handed over. */
    private final boolean calm;

    private final HostFixture fixture;
    private final List<Bundle> published = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final Conversations conversations = new Conversations();

    /** What still ran when somebody was told that nothing does; once for each who waited. */
    private final List<SortedMap<ProtocolKey, Temperature>> ran = new ArrayList<>();

    private int waited;

    Life(long seed) {
      random = new Random(seed);
      calm = seed % 2 == 0;
      fixture = new HostFixture(VirtualRuntime.shuffled(seed));
    }

    /** How often a half carried on what another had left. */
    int live() throws Exception {
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
      assertThat(ran).as("who waits until nothing runs").hasSize(waited).allMatch(Map::isEmpty);
      conversations.check((id, key) -> connection(id).mux().channel(key).arrived());
      assertThat(fixture.host.handOvers())
          .as("nothing is being handed over any more")
          .allSatisfy(number -> assertThat(number.waiting() + number.parked()).isZero());
      return conversations.carriedOn();
    }

    private Connection connection(ConnectionId id) {
      return connections.stream()
          .filter(connection -> connection.mux().connectionId().equals(id))
          .findFirst()
          .orElseThrow();
    }

    private void operation() throws Exception {
      switch (random.nextInt(17)) {
        case 0, 1 -> publish();
        case 2 -> withdraw();
        case 3 -> connections.add(fixture.connect(agreed(99)));
        case 4, 5 -> any(c -> c.slots().startInitiators(temperature()));
        case 6 -> any(c -> c.slots().startResponders());
        case 7 -> any(c -> c.slots().startResponder(number()));
        case 8, 12 -> any(this::arrive);
        case 9 -> any(c -> c.slots().control(temperature(), control()));
        case 10 -> fixture.runtime.advance(Duration.ofMillis(random.nextInt(3_000)));
        case 11 -> change();
        case 13 -> {
          if (random.nextInt(4) == 0) {
            fixture.runtime.advance(HostFixture.GRACE.plusMillis(random.nextInt(3_000)));
          }
        }
        case 14 -> any(this::awaitEnds);
        case 15 -> any(c -> c.mux().beforeNextRun(() -> awaitEnds(c)));
        default -> {
          if (random.nextInt(4) == 0) {
            any(c -> c.mux().breakDown(new MuxError.UnknownMiniProtocol(7)));
          }
        }
      }
    }

    private void awaitEnds(Connection connection) {
      Temperature temperature = temperature();
      waited++;
      connection.slots().control(temperature, ControlMessage.TERMINATE);
      connection
          .slots()
          .whenEnded(
              EnumSet.of(temperature),
              () -> {
                SortedMap<ProtocolKey, Temperature> runs = running(connection.events());
                runs.values().removeIf(other -> other != temperature);
                ran.add(runs);
              });
    }

    /** The initiators whose start was told, and no end. */
    private static SortedMap<ProtocolKey, Temperature> running(List<SlotEvent> events) {
      SortedMap<ProtocolKey, Temperature> running = new TreeMap<>();
      for (SlotEvent event : events) {
        switch (event) {
          case SlotEvent.Started started -> running.put(started.key(), started.temperature());
          case SlotEvent.Ended ended -> running.remove(ended.key());
          case SlotEvent.Failed failed -> running.remove(failed.key());
          case SlotEvent.MuxEnded ended -> {
            // Everything has ended before.
          }
        }
      }
      running.keySet().removeIf(key -> key.direction() == Direction.RESPONDER);
      return running;
    }

    private void publish() {
      Bundle bundle =
          fixture.new Bundle("b" + published.size(), number(), temperature(), protocol())
              .ranked(random.nextInt(3))
              .version(1 + random.nextInt(3));
      published.add(bundle.publish());
    }

    /** Its ranking or its limit mostly, and at times what makes another one of it. */
    private void change() throws Exception {
      if (!published.isEmpty()) {
        Bundle bundle = published.get(random.nextInt(published.size()));
        switch (random.nextInt(6)) {
          case 0, 1, 2 -> bundle.ranked(random.nextInt(4));
          case 3 -> bundle.with("tempera.ingressLimit", 100 + random.nextInt(1_000));
          case 4 -> bundle.with("tempera.temperature", temperature().name());
          default -> bundle.with("tempera.number", number());
        }
        bundle.change();
      }
    }

    private void arrive(Connection connection) {
      ProtocolKey key = key();
      connection.mux().arrive(key, conversations.next(connection.mux().connectionId(), key));
    }

    private MiniProtocol protocol() {
      List<ResumePoint> points = POINTS.get(random.nextInt(POINTS.size()));
      Half initiator = half(points);
      Half responder = half(points);
      return new MiniProtocol() {
        @Override
        public List<ResumePoint> resumesFrom() {
          return points;
        }

        @Override
        public Half initiator() {
          return initiator;
        }

        @Override
        public Half responder() {
          return responder;
        }
      };
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

    private Half half(List<ResumePoint> points) {
      int kind = calm && random.nextInt(20) > 0 ? 0 : random.nextInt(8);
      return (context, channel) -> {
        conversations.begin(context);
        try {
          return kind < 4 ? obedient(context, channel, points) : other(kind, context, channel);
        } finally {
          conversations.end(context);
        }
      };
    }

    /** It takes what comes, stops where it is asked to, and ends when it is told to. */
    private HalfResult obedient(HalfContext context, Channel channel, List<ResumePoint> points)
        throws InterruptedException {
      while (true) {
        ResumePoint here = conversations.taken(context) % 2 == 0 ? EVEN : ODD;
        WaitFor what = WaitFor.NOTHING.orBytes(1).orControlOtherThan(context.control());
        if (context.control() == ControlMessage.TERMINATE) {
          return new HalfResult.Finished("terminated", Optional.empty());
        }
        switch (context.await(points.contains(here) ? what.orHandOverAt(here) : what)) {
          case BYTES -> conversations.take(context, channel);
          case HAND_OVER -> {
            return conversations.handOver(context, here);
          }
          default -> {
            // It looks at the control message again.
          }
        }
      }
    }

    private HalfResult other(int kind, HalfContext context, Channel channel)
        throws InterruptedException {
      switch (kind) {
        case 4 -> context.await(WaitFor.NOTHING.orControlOtherThan(ControlMessage.CONTINUE));
        case 5 -> {
          while (context.await(WaitFor.NOTHING.orBytes(1).orTime(Duration.ofSeconds(5)))
              == Woken.BYTES) {
            conversations.take(context, channel);
          }
        }
        case 6 -> {
          context.await(WaitFor.NOTHING.orTime(Duration.ofMillis(500)));
          if (random.nextInt(3) == 0) {
            throw new IllegalStateException("broken");
          }
        }
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
    }

    private int number() {
      return NUMBERS[random.nextInt(calm ? 2 : NUMBERS.length)];
    }

    private ProtocolKey key() {
      return random.nextBoolean() ? initiator(number()) : responder(number());
    }

    private Temperature temperature() {
      return calm && random.nextInt(20) > 0
          ? Temperature.HOT
          : Temperature.values()[random.nextInt(3)];
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
            assertThat(running.remove(ended.key()) || NEVER_RAN.contains(ended.outcome()))
                .as("ran before: " + events)
                .isTrue();
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
    int carriedOn = 0;
    for (int seed = first; seed < first + 100; seed++) {
      try {
        carriedOn += new Life(seed).live();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertThat(carriedOn).as("it was not for nothing").isGreaterThan(50);
  }
}
