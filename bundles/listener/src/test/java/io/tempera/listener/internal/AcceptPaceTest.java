package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.bearer.Endpoint;
import io.tempera.connection.ListeningAddress;
import io.tempera.failure.Failure;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference's properties HardLimit and SoftLimit (Test.Ouroboros.Network.Server, RateLimiting),
 * by random scripts of those who come and go, in virtual time.
 */
@Timeout(120)
final class AcceptPaceTest implements Publisher {
  private static final int SCRIPTS = 60;
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 3001);

  private VirtualRuntime runtime;
  private MemoryNetwork network;
  private FakeConnections connections;
  private final List<Asked> asked = new ArrayList<>();

  /**
   * The door asked for a connection.
   *
   * @param looks how many there were, each time that it asked for that since the one before
   */
  private record Asked(long nanos, List<FakeConnections.Look> looks) {}

  @Override
  public Runnable listening(ListeningAddress address) {
    return () -> {};
  }

  @Override
  public Runnable failed(Failure failure) {
    throw new AssertionError(failure.text());
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SCRIPTS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nobodyIsAskedInAtTheHardLimitAndEachWaitIsThatOfTheLimits(long seed) throws Exception {
    Random random = new Random(seed);
    int hard = 1 + random.nextInt(12);
    AcceptLimits limits =
        new AcceptLimits(
            hard, random.nextInt(hard + 1), Duration.ofMillis(random.nextInt(4) * 1_000L));
    play(random, limits);

    assertThat(asked).as("%s", limits).isNotEmpty().allSatisfy(one -> check(limits, one));
  }

  /** From the look that begins the wait to the asking for a connection. */
  private static void check(AcceptLimits limits, Asked one) {
    FakeConnections.Look first = one.looks().getFirst();
    FakeConnections.Look last = one.looks().getLast();
    Duration waited = Duration.ofNanos(one.nanos() - first.nanos());
    Duration least = limits.delayAt(first.inbound());

    assertThat(last.inbound()).as("inbound at last").isLessThan(limits.hard());
    assertThat(one.nanos()).as("asked as soon as there is room").isEqualTo(last.nanos());
    assertThat(waited).isGreaterThanOrEqualTo(least);
    if (first.inbound() < limits.soft()) {
      assertThat(least).isZero();
    } else if (first.inbound() >= limits.hard()) {
      assertThat(least).isEqualTo(limits.delay());
    }
    if (one.looks().stream().skip(1).noneMatch(look -> limits.isFull(look.inbound()))) {
      assertThat(waited).isEqualTo(least).isBetween(Duration.ZERO, limits.delay());
    }
  }

  private void play(Random random, AcceptLimits limits) throws Exception {
    runtime = VirtualRuntime.shuffled(random.nextLong());
    RecordingTracer tracer = new RecordingTracer(runtime);
    network = new MemoryNetwork(runtime);
    connections = new FakeConnections(runtime);
    ReadyHost host = new ReadyHost();
    host.ready();
    ListenerComponent listener =
        ListenerComponent.of(
            new Services(runtime, tracer, new Watched(), connections, host),
            this,
            new Settings(
                Optional.of(new Endpoint.Host("127.0.0.1", 3001)),
                limits,
                AddressLimits.NONE,
                Reporting.USUAL));
    runtime.runUntilIdle();
    List<Bearer> dialled = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> runtime.start("client " + i, () -> dial(dialled));
        case 2 -> leave(random);
        default -> runtime.advance(Duration.ofMillis(random.nextInt(3_000)));
      }
      runtime.runUntilIdle();
    }
    runtime.run(listener::close);
    List.copyOf(connections.busyWith).forEach(connections::finish);
    runtime.advance(Duration.ofMinutes(2));
    dialled.forEach(Bearer::close);
    runtime.assertNothingLeft();
    network.assertNothingLeft();
  }

  private void dial(List<Bearer> dialled) throws InterruptedException {
    try {
      dialled.add(network.dial(new DialRequest(HERE, Optional.empty(), Duration.ofSeconds(60))));
    } catch (BearerException e) {
      // The door was closed, or the backlog full for too long.
      assertThat(e).hasMessageContaining("3001");
    }
  }

  private void leave(Random random) {
    if (!connections.busyWith.isEmpty()) {
      connections.finish(connections.busyWith.get(random.nextInt(connections.busyWith.size())));
    }
  }

  /** The network, and a note of each time that a connection is asked for. */
  private final class Watched implements BearerFactory {
    @Override
    public Bearer dial(DialRequest request) throws InterruptedException {
      return network.dial(request);
    }

    @Override
    public BearerListener listen(SocketAddress local) {
      BearerListener listener = network.listen(local);
      return new BearerListener() {
        @Override
        public SocketAddress localAddress() {
          return listener.localAddress();
        }

        @Override
        public Bearer accept() throws InterruptedException {
          asked.add(new Asked(runtime.nowNanos(), List.copyOf(connections.looks)));
          connections.looks.clear();
          return listener.accept();
        }

        @Override
        public void close() {
          listener.close();
        }
      };
    }
  }
}
