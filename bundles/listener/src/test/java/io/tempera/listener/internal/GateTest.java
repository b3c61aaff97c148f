package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.UnixClientAddress;
import io.tempera.connection.AcceptCounters;
import io.tempera.connection.AcceptLimit;
import io.tempera.connection.AcceptTrace;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may come in, and what is said of the others, in virtual time. */
@Timeout(60)
final class GateTest {
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 3001);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final List<Guest> inside = new ArrayList<>();
  private Settings settings = with(new AddressLimits(3, 10, 5, 100));
  private final Gate gate =
      new Gate(
          new Services(
              runtime,
              tracer,
              new MemoryNetwork(runtime),
              new FakeConnections(runtime),
              new ReadyHost()),
          () -> settings);
  private int port = 40_000;

  private static Settings with(AddressLimits limits) {
    return new Settings(
        Optional.empty(), AcceptLimits.hardOnly(512), limits, new Reporting(INTERVAL, 2));
  }

  @AfterEach
  void nothingIsLeft() {
    gate.close();
    runtime.assertNothingLeft();
  }

  private boolean knock(String host) {
    Optional<Guest> guest = gate.knock(new ConnectionId(HERE, new InetSocketAddress(host, port++)));
    guest.ifPresent(inside::add);
    return guest.isPresent();
  }

  private List<String> said() {
    List<String> texts = tracer.lines();
    tracer.clear();
    return texts;
  }

  @Test
  void anAddressHoldsAsManyConnectionsAsItMayAndOneMoreWhenOneHasGone() {
    assertThat(knock("10.0.0.1")).isTrue();
    assertThat(knock("10.0.0.1")).isTrue();
    assertThat(knock("10.0.0.1")).isTrue();
    assertThat(knock("10.0.0.1")).isFalse();
    assertThat(knock("10.0.0.2")).as("another address").isTrue();

    inside.getFirst().leaves();

    assertThat(knock("10.0.0.1")).isTrue();
    assertThat(gate.counters()).isEqualTo(new AcceptCounters(5, 1, 0, 0, 0, 0));
    assertThat(gate.counters().refused()).isOne();
  }

  @Test
  void whoKnocksTooOftenIsRefusedUntilTimeHasPassed() {
    for (int i = 0; i < 5; i++) {
      knock("10.0.0.1");
      inside.forEach(Guest::leaves);
    }
    assertThat(knock("10.0.0.1")).isFalse();
    assertThat(gate.counters()).isEqualTo(new AcceptCounters(5, 0, 1, 0, 0, 0));

    runtime.advance(Duration.ofMillis(100));

    assertThat(knock("10.0.0.1")).isTrue();
  }

  @Test
  void anIpv6SubnetIsOneAddress() {
    for (int i = 1; i <= 3; i++) {
      assertThat(knock("2001:db8::" + i)).isTrue();
    }
    assertThat(knock("2001:db8::4")).isFalse();
    assertThat(knock("2001:db8:0:1::4")).isTrue();
    assertThat(said()).singleElement().asString().contains("2001:db8::/64 may have 3 connections");
  }

  @Test
  void whoDialsAUnixSocketHasNoAddressToBeLimitedBy() {
    UnixDomainSocketAddress socket = UnixDomainSocketAddress.of("/run/a.sock");
    for (int i = 0; i < 100; i++) {
      assertThat(gate.knock(new ConnectionId(socket, new UnixClientAddress(socket, i))))
          .isPresent();
    }
  }

  @Test
  void theFirstRefusalIsSaidAtOnceAndTheRestInOneLineEachInterval() {
    settings = with(new AddressLimits(0, 1, 1, 100));
    for (int second = 0; second < 25; second++) {
      for (int i = 0; i < 100; i++) {
        knock("10.0.0.1");
      }
      runtime.advance(Duration.ofSeconds(1));
    }
    // One is let in each second.
    assertThat(said())
        .hasSize(3)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith("Refused: 127.0.0.1:3001<->10.0.0.1:40001");
              assertThat(lines.get(1))
                  .contains("within 10000 ms: 989 refused of 10.0.0.1")
                  .contains("address.attempts.per.second of io.tempera.listener");
              assertThat(lines.get(2)).contains("within 10000 ms: 990 refused of 10.0.0.1");
            });
    runtime.advance(INTERVAL);
    assertThat(said()).singleElement().asString().contains(": 495 refused of 10.0.0.1");
    runtime.advance(INTERVAL);
    runtime.advance(INTERVAL);
    assertThat(said()).as("nothing more is to be said").isEmpty();
    runtime.assertNothingLeft();
    assertThat(gate.counters().refusedAttempts()).isEqualTo(25 * 99);
  }

  @Test
  void manyAddressesMakeFewLinesAndNoneIsLost() {
    settings = with(new AddressLimits(0, 1, 1, 50));
    for (int i = 0; i < 3; i++) {
      for (int host = 0; host < 40; host++) {
        knock("10.0.0." + host);
      }
    }
    runtime.advance(INTERVAL);

    assertThat(tracer.traces(AcceptTrace.Refused.class)).hasSize(2);
    AcceptTrace.Summary summary = tracer.traces(AcceptTrace.Summary.class).getFirst();
    assertThat(summary.counts()).hasSize(2);
    long counted = summary.counts().stream().mapToLong(AcceptTrace.Count::count).sum();
    assertThat(2 + counted + summary.others()).isEqualTo(gate.counters().refused()).isEqualTo(80);
  }

  @Test
  void waitsAreSaidLikeRefusals() {
    AcceptLimits limits = new AcceptLimits(4, 2, Duration.ofSeconds(5));
    for (int i = 0; i < 10; i++) {
      gate.waits(limits, 3, limits.delayAt(3));
      gate.waits(limits, 4, limits.delayAt(4));
    }
    runtime.advance(INTERVAL);

    assertThat(tracer.traces(AcceptTrace.Waits.class))
        .containsExactly(
            new AcceptTrace.Waits(AcceptLimit.SOFT, 2, 3, Duration.ofMillis(2_500)),
            new AcceptTrace.Waits(AcceptLimit.HARD, 4, 4, Duration.ofSeconds(5)));
    assertThat(tracer.traces(AcceptTrace.Summary.class).getFirst().counts())
        .containsExactly(
            new AcceptTrace.Count(Optional.empty(), AcceptLimit.SOFT, 9),
            new AcceptTrace.Count(Optional.empty(), AcceptLimit.HARD, 9));
    assertThat(gate.counters()).isEqualTo(new AcceptCounters(0, 0, 0, 10, 10, 0));
  }

  @Test
  void otherLimitsHoldAtOnceAndForThoseWhoAreInsideToo() {
    settings = with(AddressLimits.NONE);
    for (int i = 0; i < 100; i++) {
      assertThat(knock("10.0.0.1")).isTrue();
    }
    settings = with(new AddressLimits(50, 10, 5, 100));
    assertThat(knock("10.0.0.1")).isFalse();

    inside.subList(0, 51).forEach(Guest::leaves);

    assertThat(knock("10.0.0.1")).isTrue();
    assertThat(knock("10.0.0.1")).isFalse();
  }

  @Test
  void whatWasCountedIsSaidWhenTheDoorIsClosed() {
    settings = with(new AddressLimits(0, 1, 1, 100));
    for (int i = 0; i < 4; i++) {
      knock("10.0.0.1");
    }
    runtime.advance(Duration.ofSeconds(4));
    gate.close();
    gate.close();

    assertThat(tracer.traces(AcceptTrace.Summary.class))
        .singleElement()
        .satisfies(summary -> assertThat(summary.within()).isEqualTo(Duration.ofSeconds(4)));
  }
}
