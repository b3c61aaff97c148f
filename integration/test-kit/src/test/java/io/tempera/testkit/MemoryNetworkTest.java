package io.tempera.testkit;

import static io.tempera.testkit.RecordingUser.Call.BATCH_WRITTEN;
import static io.tempera.testkit.RecordingUser.Call.BURST_ENDED;
import static io.tempera.testkit.RecordingUser.Call.CLOSED;
import static io.tempera.testkit.RecordingUser.Call.NEXT_BATCH;
import static io.tempera.testkit.RecordingUser.Call.RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerUser;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.DialRequest;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.runtime.Task;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MemoryNetworkTest {
  private static final SocketAddress ALICE = new InetSocketAddress("10.0.0.1", 3001);
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
  void connectingTakesARoundTripAndBytesTakeHalfOfOne() throws Exception {
    BearerListener listener = network.listen(BOB);
    Bearer bearer = dial(Optional.empty(), BOB);
    assertThat(runtime.elapsed()).isEqualTo(LATENCY.multipliedBy(2));
    RecordingUser bob = user(runtime.call(listener::accept));
    user(bearer).send(new byte[10]);
    bob.awaitReceived(10);
    assertThat(runtime.elapsed()).isEqualTo(LATENCY.multipliedBy(3));
    listener.close();
  }

  @Test
  void eachHostDialsFromItsOwnAddress() throws Exception {
    try (BearerListener listener = network.host("10.0.0.2").listen(any(3001))) {
      assertThat(listener.localAddress()).isEqualTo(BOB);
      DialRequest request = new DialRequest(BOB, Optional.of(any(3001)), Duration.ofSeconds(5));
      Bearer bearer = runtime.call(() -> network.host("10.0.0.1").dial(request));
      assertThat(bearer.connectionId()).isEqualTo(new ConnectionId(ALICE, BOB));
    }
  }

  @Test
  void aSecondConnectionBetweenTheSameAddressesIsRefused() throws Exception {
    try (BearerListener listener = network.listen(BOB)) {
      dial(Optional.of(ALICE), BOB);
      assertThatThrownBy(() -> dial(Optional.of(ALICE), BOB))
          .isInstanceOf(BearerException.class)
          .hasMessageContaining("10.0.0.1:3001<->10.0.0.2:3001");
      assertThatThrownBy(() -> dial(Optional.of(BOB), ALICE))
          .as("the other side knows that connection already")
          .isInstanceOf(BearerException.class)
          .hasMessageContaining("10.0.0.2:3001<->10.0.0.1:3001");
      assertThat(runtime.call(listener::accept)).isNotNull();
    }
  }

  @Test
  void afterACloseTheSameAddressesCanConnectAgain() throws Exception {
    try (BearerListener listener = network.listen(BOB)) {
      dial(Optional.of(ALICE), BOB).close();
      assertThat(dial(Optional.of(ALICE), BOB).connectionId())
          .isEqualTo(new ConnectionId(ALICE, BOB));
      assertThat(listener.localAddress()).isEqualTo(BOB);
    }
  }

  @Test
  void twoDialsThatCrossBecomeOneConnectionThatNobodyAccepts() throws Exception {
    try (BearerListener atAlice = network.listen(ALICE);
        BearerListener atBob = network.listen(BOB)) {
      assertThat(atAlice.localAddress()).isNotEqualTo(atBob.localAddress());
      AtomicReference<Bearer> fromBob = new AtomicReference<>();
      Task other = runtime.start("bob dials", () -> fromBob.set(dialNow(BOB, ALICE)));
      Bearer fromAlice = dial(Optional.of(ALICE), BOB);
      other.join();
      assertThat(network.connections()).hasSize(1);
      RecordingUser alice = user(fromAlice);
      RecordingUser bob = user(fromBob.get());
      alice.send(new byte[] {1});
      bob.send(new byte[] {2});
      alice.awaitReceived(1);
      bob.awaitReceived(1);
      assertThat(bob.received()).containsExactly(1);
      assertThat(alice.received()).containsExactly(2);
    }
  }

  @Test
  void whoDialsItselfFromItsOwnAddressTalksToItself() throws Exception {
    try (BearerListener listener = network.listen(ALICE)) {
      assertThat(listener.localAddress()).isEqualTo(ALICE);
      RecordingUser self = user(dial(Optional.of(ALICE), ALICE));
      self.send(new byte[] {1, 2, 3});
      self.awaitReceived(3);
      assertThat(self.received()).containsExactly(1, 2, 3);
      self.bearer().close();
      self.await(CLOSED);
      assertThat(network.connections()).isEmpty();
    }
  }

  @Test
  void aDialBeyondTheBacklogTriesAgainUntilThereIsRoom() throws Exception {
    try (BearerListener listener = network.listen(BOB)) {
      for (int i = 0; i < 8; i++) {
        dial(Optional.empty(), BOB);
      }
      assertThatThrownBy(() -> dial(Optional.empty(), BOB)).hasMessageContaining("PT5S");
      Task ninth = runtime.start("ninth", () -> dialNow(ALICE, BOB));
      runtime.advance(Duration.ofSeconds(3));
      assertThat(ninth.isDone()).isFalse();
      runtime.call(listener::accept);
      ninth.join();
    }
  }

  @Test
  void closingAListenerResetsWhatWasNotAccepted() throws Exception {
    BearerListener listener = network.listen(BOB);
    RecordingUser alice = user(dial(Optional.empty(), BOB));
    listener.close();
    alice.await(CLOSED);
    assertThat(alice.failure()).isPresent();
  }

  @Test
  void anInterruptThatComesWithTheAnswerClosesTheConnection() throws Exception {
    try (BearerListener listener = network.listen(BOB)) {
      List<String> seen = new ArrayList<>();
      Task task =
          runtime.start(
              "dials",
              () -> {
                try {
                  dialNow(ALICE, BOB);
                } catch (InterruptedException e) {
                  seen.add("interrupted");
                }
              });
      runtime.advance(LATENCY.multipliedBy(2).minusNanos(1));
      task.interrupt();
      task.join();
      assertThat(seen).containsExactly("interrupted");
      runtime.advance(LATENCY.multipliedBy(2));
      RecordingUser accepted = user(runtime.call(listener::accept));
      accepted.await(CLOSED);
      assertThat(network.connections()).isEmpty();
    }
  }

  @Test
  void anInterruptThatComesAfterTheAnswerLeavesTheConnectionToTheCaller() throws Exception {
    try (BearerListener listener = network.listen(BOB)) {
      AtomicReference<Bearer> got = new AtomicReference<>();
      Task task =
          runtime.start(
              "dials",
              () -> {
                got.set(dialNow(ALICE, BOB));
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
              });
      runtime.runUntil(() -> network.isOpen(new ConnectionId(ALICE, BOB)));
      assertThat(task.isDone()).isFalse();
      task.interrupt();
      task.join();
      got.get().close();
      user(runtime.call(listener::accept)).await(CLOSED);
    }
  }

  @Test
  void aTurnIsOneBoundedBurstAndThenOneBatch() throws Exception {
    BearerListener listener = network.listen(BOB);
    RecordingUser alice = user(dial(Optional.empty(), BOB));
    alice.send(new byte[100_000]);
    RecordingUser bob = new RecordingUser(runtime, runtime.call(listener::accept));
    runtime.advance(LATENCY);
    bob.send(new byte[1]);
    bob.start();
    bob.awaitReceived(100_000);
    assertThat(bob.calls()).startsWith(RECEIVED, BURST_ENDED, NEXT_BATCH, BATCH_WRITTEN, RECEIVED);
    listener.close();
  }

  @Test
  void aWriterStopsAtTheTransportBufferAndIsAskedAgainWhenThereIsRoom() throws Exception {
    BearerListener listener = network.listen(BOB);
    RecordingUser alice = user(dial(Optional.empty(), BOB));
    AtomicInteger batches = new AtomicInteger();
    alice.sendEndlessly(
        () -> {
          batches.incrementAndGet();
          return new byte[65_536];
        });
    runtime.advance(Duration.ofMinutes(1));
    assertThat(batches).hasValue(2);
    RecordingUser bob = user(runtime.call(listener::accept));
    runtime.advance(LATENCY);
    assertThat(bob.calls().getFirst()).isEqualTo(RECEIVED);
    runtime.runUntil(() -> alice.count(NEXT_BATCH) > 10);
    alice.stopSending();
    listener.close();
  }

  @Test
  void aBufferThatIsKeptBeyondTheCallIsOverwritten() throws Exception {
    Both both = connect();
    AtomicReference<ByteBuffer> kept = new AtomicReference<>();
    BearerListener listener = network.listen(ALICE);
    RecordingUser writer = user(dial(Optional.empty(), ALICE));
    Bearer reader = runtime.call(listener::accept);
    reader.start(new Keeper(kept));
    writer.send(new byte[] {1, 2, 3});
    runtime.runUntil(() -> kept.get() != null);
    runtime.advance(LATENCY);
    assertThat(kept.get().get(0)).isEqualTo((byte) 0xDD);
    listener.close();
    assertThat(both.alice.violations()).isEmpty();
  }

  @Test
  void aUserThatThrowsLosesItsConnectionAndIsToldWhy() throws Exception {
    try (BearerListener listener = network.listen(BOB)) {
      RecordingUser alice = user(dial(Optional.empty(), BOB));
      alice.sendEndlessly(
          () -> {
            throw new IllegalStateException("no batch today");
          });
      alice.await(CLOSED);
      assertThat(alice.failure().orElseThrow().category()).isEqualTo(FailureCategory.INTERNAL);
      RecordingUser bob = user(runtime.call(listener::accept));
      bob.await(CLOSED);
    }
  }

  @Test
  void whatIsLeftIsNamed() throws Exception {
    Both both = connect();
    BearerListener listener = network.listen(ALICE);
    assertThatThrownBy(network::assertNothingLeft)
        .hasMessageContaining("open: " + both.alice.bearer().connectionId())
        .hasMessageContaining("listening: 10.0.0.1:3001");
    listener.close();
  }

  @Test
  void namesAreNotLookedUp() {
    assertThatThrownBy(() -> network.host("example.com"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> network.listen(InetSocketAddress.createUnresolved("example.com", 3001)))
        .isInstanceOf(BearerException.class);
  }

  private Both connect() throws Exception {
    try (BearerListener listener = network.listen(BOB)) {
      RecordingUser alice = user(dial(Optional.empty(), BOB));
      return new Both(alice, user(runtime.call(listener::accept)));
    }
  }

  private Bearer dial(Optional<SocketAddress> local, SocketAddress remote) throws Exception {
    DialRequest request = new DialRequest(remote, local, Duration.ofSeconds(5));
    return runtime.call(() -> network.dial(request));
  }

  private Bearer dialNow(SocketAddress local, SocketAddress remote) throws InterruptedException {
    return network.dial(new DialRequest(remote, Optional.of(local), Duration.ofSeconds(60)));
  }

  private RecordingUser user(Bearer bearer) {
    return new RecordingUser(runtime, bearer).start();
  }

  private static SocketAddress any(int port) {
    return new InetSocketAddress("0.0.0.0", port);
  }

  private final class Both {
    private final RecordingUser alice;
    private final RecordingUser bob;
    private final MemoryConnection connection;

    Both(RecordingUser alice, RecordingUser bob) {
      this.alice = alice;
      this.bob = bob;
      this.connection = network.connection(bob.bearer().connectionId());
    }

    MemoryConnection connection() {
      return connection;
    }
  }

  /** Keeps what is only lent. */
  private record Keeper(AtomicReference<ByteBuffer> kept) implements BearerUser {
    @Override
    public void received(ByteBuffer bytes) {
      kept.set(bytes);
    }

    @Override
    public void burstEnded() {}

    @Override
    public List<ByteBuffer> nextBatch() {
      return List.of();
    }

    @Override
    public void batchWritten() {}

    @Override
    public void inputClosed() {}

    @Override
    public void closed(Optional<Failure> failure) {}
  }
}
