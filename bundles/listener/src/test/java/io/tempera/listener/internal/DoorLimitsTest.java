package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.DialRequest;
import io.tempera.bearer.Endpoint;
import io.tempera.connection.AcceptCounters;
import io.tempera.connection.AcceptTrace;
import io.tempera.failure.FailureCategory;
import io.tempera.testkit.RawPeer;
import io.tempera.trace.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom an open door lets in, and what it does when it cannot. */
@Timeout(60)
final class DoorLimitsTest extends DoorTest {
  /** As on the reference, which then ends its server; see the decision record for ours. */
  @Test
  void anAcceptThatFailsForAnotherReasonThanTheRemoteSideIsAnErrorAndTheNodeGoesOn()
      throws Exception {
    host.ready();
    Failing failing = new Failing(network, FailureCategory.INTERNAL, 6);
    open(SETTINGS, failing);
    runtime.advance(Duration.ofMinutes(1));

    // Half a second, then 1, 2, 4, 8 and 10 s later.
    assertThat(tracer.traces(BearerTrace.AcceptFailed.class))
        .hasSize(6)
        .allSatisfy(trace -> assertThat(trace.level()).isEqualTo(Level.ERROR))
        .extracting(trace -> trace.again().toMillis())
        .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 10_000L);
    assertThat(published).containsExactly("listening on 127.0.0.1:3001");
    connect();
    assertThat(connections.busyWith).hasSize(1);
    assertThat(counters.get().counters().failures()).isEqualTo(6);
  }

  @Test
  void aConnectionThatIsAbortedBeforeItIsAcceptedIsAWarningAndCostsHalfASecond() throws Exception {
    host.ready();
    open(SETTINGS, new Failing(network, FailureCategory.REMOTE_CLOSED, 3));
    connect();
    runtime.advance(Duration.ofMillis(1_499));
    assertThat(connections.busyWith).isEmpty();

    runtime.advance(Duration.ofMillis(1));

    assertThat(connections.busyWith).hasSize(1);
    assertThat(tracer.traces(BearerTrace.AcceptFailed.class))
        .hasSize(3)
        .allSatisfy(trace -> assertThat(trace.level()).isEqualTo(Level.WARN));
  }

  @Test
  void aDoorThatCannotAcceptClosesAtOnce() throws Exception {
    host.ready();
    open(SETTINGS, new Failing(network, FailureCategory.LIMIT, Integer.MAX_VALUE));
    runtime.advance(Duration.ofMinutes(1));
    Duration before = runtime.elapsed();

    runtime.run(listener.orElseThrow()::close);

    assertThat(runtime.elapsed()).isEqualTo(before);
  }

  @Test
  void whoIsBeyondAnAddressLimitIsResetAndOthersComeIn() throws Exception {
    host.ready();
    open(with(AcceptLimits.hardOnly(10), new AddressLimits(2, 0, 1, 10)));
    for (int i = 0; i < 3; i++) {
      connect();
    }
    assertThat(connections.busyWith).hasSize(2);
    assertThat(peers.getLast().isReset()).isTrue();
    connect("127.0.0.2");
    assertThat(connections.busyWith).hasSize(3);

    connections.finish(connections.busyWith.getFirst());
    runtime.runUntilIdle();
    connect();

    assertThat(connections.busyWith).hasSize(3);
    assertThat(peers.getLast().isReset()).isFalse();
    assertThat(counters.get().counters()).isEqualTo(new AcceptCounters(4, 1, 0, 0, 0, 0));
    assertThat(tracer.traces(AcceptTrace.Refused.class)).hasSize(1);
  }

  @Test
  void otherLimitsHoldFromThenOnAndCloseNothing() throws Exception {
    host.ready();
    open(with(AcceptLimits.hardOnly(10), AddressLimits.NONE));
    for (int i = 0; i < 4; i++) {
      connect();
    }

    Settings strict = with(new AcceptLimits(10, 9, SECOND), new AddressLimits(1, 1, 1, 1));
    runtime.run(() -> listener.orElseThrow().change(strict));
    connect();

    assertThat(peers.getLast().isReset()).isTrue();
    assertThat(connections.busyWith).hasSize(4);
    assertThat(network.connections()).hasSize(4);
    assertThat(published).containsExactly("listening on 127.0.0.1:3001");
  }

  @Test
  void countsGoOnWhenTheDoorMoves() throws Exception {
    host.ready();
    AddressLimits limits = new AddressLimits(1, 0, 1, 10);
    open(with(AcceptLimits.hardOnly(10), limits));
    connect();
    Settings elsewhere =
        new Settings(
            Optional.of(new Endpoint.Host("127.0.0.1", 3002)),
            AcceptLimits.hardOnly(10),
            limits,
            Reporting.USUAL);

    runtime.run(() -> listener.orElseThrow().change(elsewhere));
    runtime.runUntilIdle();
    peers.add(RawPeer.connect(runtime, network, new InetSocketAddress("127.0.0.1", 3002)));
    runtime.runUntilIdle();

    assertThat(peers.getLast().isReset()).isTrue();
    assertThat(counters.get().counters()).isEqualTo(new AcceptCounters(1, 1, 0, 0, 0, 0));
  }

  @Test
  void whoIsRefusedCostsThoseAfterHimNothingOfTheSoftLimitsDelay() throws Exception {
    host.ready();
    // A second for each who is inside.
    AcceptLimits accept = new AcceptLimits(10, 0, Duration.ofSeconds(10));
    open(with(accept, new AddressLimits(1, 0, 1, 10)));
    connect();
    connect();
    runtime.advance(SECOND);
    for (int i = 0; i < 5; i++) {
      connect();
      assertThat(peers.getLast().isReset()).as("refused at once").isTrue();
    }

    connect("127.0.0.2");
    assertThat(connections.busyWith).as("the second was waited already").hasSize(2);
    connect("127.0.0.3");
    assertThat(connections.busyWith).as("the next has to wait again").hasSize(2);
    runtime.advance(SECOND.multipliedBy(2));

    assertThat(connections.busyWith).hasSize(3);
    assertThat(counters.get().counters().refused()).isEqualTo(6);
  }

  @Test
  void aDoorThatWaitsAtALimitClosesAtOnce() throws Exception {
    host.ready();
    open(with(new AcceptLimits(1, 1, Duration.ofHours(1)), AddressLimits.NONE));
    connect();
    connect();
    Duration before = runtime.elapsed();

    runtime.run(listener.orElseThrow()::close);

    assertThat(runtime.elapsed()).isEqualTo(before);
  }

  private static Settings with(AcceptLimits accept, AddressLimits perAddress) {
    return new Settings(SETTINGS.listen(), accept, perAddress, Reporting.USUAL);
  }

  /** A system that cannot accept a few times. */
  private record Failing(BearerFactory bearers, FailureCategory category, int times)
      implements BearerFactory {
    @Override
    public Bearer dial(DialRequest request) throws InterruptedException {
      return bearers.dial(request);
    }

    @Override
    public BearerListener listen(SocketAddress local) {
      BearerListener listener = bearers.listen(local);
      return new BearerListener() {
        private int failed;

        @Override
        public SocketAddress localAddress() {
          return listener.localAddress();
        }

        @Override
        public Bearer accept() throws InterruptedException {
          if (failed < times) {
            failed++;
            throw new BearerException(category, "the system said no", Optional.empty());
          }
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
