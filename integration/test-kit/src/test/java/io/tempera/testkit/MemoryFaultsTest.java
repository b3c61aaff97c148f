package io.tempera.testkit;

import static io.tempera.testkit.RecordingUser.Call.BATCH_WRITTEN;
import static io.tempera.testkit.RecordingUser.Call.CLOSED;
import static io.tempera.testkit.RecordingUser.Call.INPUT_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can happen to bytes and connections on a network in memory. */
@Timeout(60)
final class MemoryFaultsTest {
  private static final SocketAddress BOB = new InetSocketAddress("10.0.0.2", 3001);
  private static final Duration LATENCY = Duration.ofMillis(100);

  private final VirtualRuntime runtime = new VirtualRuntime(1);
  private final MemoryNetwork network =
      new MemoryNetwork(runtime, MemorySettings.likeSockets().withLatency(LATENCY));

  @AfterEach
  void nothingIsLeft() {
    network.connections().forEach(MemoryConnection::cut);
    runtime.advance(Duration.ofSeconds(1));
    network.assertNothingLeft();
    runtime.assertNothingLeft();
  }

  @Test
  void aCutDropsWhatIsOnItsWayAndResetsBothSides() throws Exception {
    Both both = connect();
    both.alice.send(new byte[1_000]);
    both.alice.await(BATCH_WRITTEN);
    both.connection().cut();
    both.alice.await(CLOSED);
    both.bob.await(CLOSED);
    assertThat(both.bob.receivedCount()).isZero();
    assertThat(both.alice.failure().map(Failure::category)).contains(FailureCategory.REMOTE_CLOSED);
    assertThat(both.bob.failure()).isPresent();
  }

  @Test
  void aStallHoldsEverythingBackAndAResumeBringsItInOrder() throws Exception {
    Both both = connect();
    both.connection().stall();
    both.alice.send(new byte[] {1});
    both.alice.send(new byte[] {2});
    both.alice.await(() -> both.alice.count(BATCH_WRITTEN) == 2, "two batches");
    both.alice.bearer().close();
    runtime.advance(Duration.ofMinutes(5));
    assertThat(both.bob.calls()).isEmpty();
    both.connection().resume();
    both.bob.await(CLOSED);
    assertThat(both.bob.received()).containsExactly(1, 2);
  }

  @Test
  void bytesTakeTheTimeThatTheBandwidthGivesThemAndWaitForThoseBeforeThem() throws Exception {
    MemoryNetwork slow =
        new MemoryNetwork(
            runtime, MemorySettings.likeSockets().withLatency(LATENCY).withBandwidth(1_000));
    Both both = connect(slow);
    RecordingUser alice = both.alice;
    RecordingUser bob = both.bob;
    Duration connected = runtime.elapsed();
    alice.send(new byte[500]);
    alice.send(new byte[1_500]);
    bob.send(new byte[100]);
    alice.awaitReceived(100);
    assertThat(runtime.elapsed()).isEqualTo(connected.plus(LATENCY).plusMillis(100));
    bob.awaitReceived(500);
    assertThat(runtime.elapsed()).isEqualTo(connected.plus(LATENCY).plusMillis(500));
    alice.bearer().close();
    bob.awaitReceived(2_000);
    bob.await(CLOSED);
    assertThat(runtime.elapsed()).isEqualTo(connected.plus(LATENCY).plusMillis(2_000));
  }

  @Test
  void aSideThatIsLostLeavesTheOtherHalfOpenUntilItWrites() throws Exception {
    Both both = connect();
    both.connection().lose(both.bob.bearer().connectionId());
    runtime.advance(Duration.ofHours(1));
    assertThat(both.alice.calls()).isEmpty();
    both.alice.send(new byte[] {1});
    both.alice.await(CLOSED);
    assertThat(both.alice.failure().orElseThrow().message()).contains("connection reset");
    assertThat(both.bob.calls()).isEmpty();
    both.bob.bearer().close();
  }

  @Test
  void aPeerThatClosesWithoutLingerSendsAFinAndAnswersMoreWithAReset() throws Exception {
    try (BearerListener listener = network.listen(BOB)) {
      RawPeer peer = RawPeer.connect(runtime, network, BOB);
      RecordingUser bob = new RecordingUser(runtime, runtime.call(listener::accept)).start();
      peer.close();
      bob.await(INPUT_CLOSED);
      runtime.advance(Duration.ofHours(1));
      assertThat(bob.count(CLOSED)).isZero();
      bob.send(new byte[] {1});
      bob.await(CLOSED);
      assertThat(bob.failure().orElseThrow().message()).contains("connection reset");
    }
  }

  @Test
  void theNthWriteFailsAndTheOtherSideIsReset() throws Exception {
    Both both = connect();
    both.connection().failWrite(both.alice.bearer().connectionId(), 2);
    both.alice.send(new byte[] {1});
    both.bob.awaitReceived(1);
    both.alice.send(new byte[] {2});
    both.alice.await(CLOSED);
    assertThat(both.alice.failure().orElseThrow().message()).contains("write failed");
    both.bob.await(CLOSED);
    assertThat(both.bob.received()).containsExactly(1);
  }

  @Test
  void aConnectionMayHaveConditionsOfItsOwnAndIsShownBeforeAByteHasPassed() throws Exception {
    Both fast = connect();
    network.conditions(
        id -> MemorySettings.likeQueues().withLatency(LATENCY.multipliedBy(3)).withBandwidth(100));
    network.whenOpened(opened -> opened.failWrite(opened.dialled(), 2));
    Both slow = connect();
    assertThat(fast.alice.bearer().sduSize()).isEqualTo(12_288);
    assertThat(slow.alice.bearer().sduSize()).isEqualTo(1_280);
    Duration connected = runtime.elapsed();
    slow.alice.send(new byte[100]);
    slow.bob.awaitReceived(100);
    assertThat(runtime.elapsed()).isEqualTo(connected.plus(LATENCY.multipliedBy(3)).plusSeconds(1));
    slow.alice.send(new byte[] {1});
    slow.bob.await(CLOSED);
    assertThat(slow.alice.failure().orElseThrow().message()).contains("write failed");
    fast.alice.send(new byte[] {1});
    fast.alice.send(new byte[] {2});
    fast.bob.awaitReceived(2);
  }

  @Test
  void acceptingFailsAsOftenAsToldAndThenGoesOn() throws Exception {
    DialRequest request = new DialRequest(BOB, Optional.empty(), Duration.ofSeconds(5));
    try (BearerListener listener = network.listen(BOB)) {
      network.failAccepts(BOB, 1);
      RecordingUser first =
          new RecordingUser(runtime, runtime.call(() -> network.dial(request))).start();
      assertThatThrownBy(() -> runtime.call(listener::accept))
          .isInstanceOfSatisfying(
              BearerException.class,
              e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.REMOTE_CLOSED))
          .hasMessageContaining("10.0.0.2:3001");
      first.await(CLOSED);
      RecordingUser second =
          new RecordingUser(runtime, runtime.call(() -> network.dial(request))).start();
      runtime.call(listener::accept).close();
      second.await(CLOSED);
    }
    assertThatThrownBy(() -> network.failAccepts(BOB, 1)).hasMessageContaining("Nobody listens");
  }

  private Both connect() throws Exception {
    return connect(network);
  }

  private Both connect(MemoryNetwork over) throws Exception {
    try (BearerListener listener = over.listen(BOB)) {
      DialRequest request = new DialRequest(BOB, Optional.empty(), Duration.ofSeconds(5));
      RecordingUser alice =
          new RecordingUser(runtime, runtime.call(() -> over.dial(request))).start();
      RecordingUser bob = new RecordingUser(runtime, runtime.call(listener::accept)).start();
      return new Both(alice, bob, over.connection(bob.bearer().connectionId()));
    }
  }

  private record Both(RecordingUser alice, RecordingUser bob, MemoryConnection connection) {}
}
