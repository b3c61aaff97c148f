package io.tempera.mux.internal;

import static io.tempera.mux.StartMode.EAGERLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerUser;
import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.mux.Direction;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.RawPeer;
import io.tempera.testkit.RawSdu;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In which order SDUs leave, by their headers, when several halves have something to send. */
class FairnessTest {
  private static final int SDU = 12_288;
  private static final int BATCH = 131_072;
  private static final int SMALL = 8;
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 3001);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final MemoryNetwork network =
      new MemoryNetwork(runtime, MemorySettings.likeSockets().withTransportBuffer(20_000));
  private final LiveMuxFactory factory =
      new LiveMuxFactory(runtime, new RecordingTracer(runtime), () -> MuxSettings.DEFAULTS);
  private final List<String> turns = new ArrayList<>();
  private final RawPeer peer;
  private final Mux mux;

  FairnessTest() throws Exception {
    try (BearerListener listener = network.listen(ADDRESS)) {
      peer = RawPeer.connect(runtime, network, ADDRESS);
      mux = factory.create(new WatchedBearer(runtime.call(listener::accept), turns));
    }
    mux.run();
  }

  @AfterEach
  void end() {
    mux.stop();
    peer.reset();
    runtime.runUntil(() -> mux.ended().isPresent());
    runtime.runUntilIdle();
    network.assertNothingLeft();
  }

  private TestJob job(int number, TestJob.Body body) {
    ProtocolKey key = new ProtocolKey(number, Direction.RESPONDER);
    TestJob job = new TestJob(runtime, key + "", body);
    mux.register(key, 1_000_000);
    mux.runMiniProtocol(key, EAGERLY, job);
    return job;
  }

  @Test
  void whoeverHasSomethingLeftHasOneSduInEveryRound() {
    for (int protocols = 2; protocols <= 6; protocols++) {
      peer.pauseReading();
      Map<Integer, Integer> left = new LinkedHashMap<>();
      for (int i = 0; i < protocols; i++) {
        int number = 100 * protocols + i;
        int sdus = 1 + 17 * i % 23;
        left.put(number, sdus);
        job(number, job -> job.send(MuxWorld.hex(sdus * SDU)));
      }
      runtime.runUntilIdle();
      peer.resumeReading();
      List<Integer> order = new ArrayList<>();
      int all = left.values().stream().mapToInt(Integer::intValue).sum();
      for (int sdu = 0; sdu < all; sdu++) {
        RawSdu came = peer.takeSdu();
        assertThat(came.payloadHex()).hasSize(2 * SDU);
        order.add(came.number());
      }
      assertRoundRobin(order, left);
    }
  }

  /** Every stretch in which nobody finished shows each of those who have something left once. */
  private static void assertRoundRobin(List<Integer> order, Map<Integer, Integer> left) {
    int at = 0;
    while (at < order.size()) {
      Set<Integer> active = new TreeSet<>();
      left.forEach(
          (number, sdus) -> {
            if (sdus > 0) {
              active.add(number);
            }
          });
      List<Integer> round = order.subList(at, at + active.size());
      assertThat(round)
          .as("from SDU %d of %s", at, order)
          .containsExactlyInAnyOrderElementsOf(active);
      round.forEach(number -> left.merge(number, -1, Integer::sum));
      at += active.size();
    }
  }

  @Test
  void betweenARequestAndItsAnswerIsAtMostOneBatchOfOthers() {
    for (int number = 2; number < 5; number++) {
      job(
          number,
          job -> {
            for (int i = 0; i < 60; i++) {
              job.send(MuxWorld.hex(100_000));
            }
          });
    }
    int rounds = 25;
    job(
        SMALL,
        job -> {
          for (int i = 0; i < rounds; i++) {
            job.send(job.receive(3));
          }
        });
    for (int round = 0; round < rounds; round++) {
      peer.send(RawSdu.of(SMALL, false, "820007"));
      RawSdu came = peer.takeSdu();
      while (came.number() != SMALL) {
        came = peer.takeSdu();
      }
      for (int other = 0; other < 37; other++) {
        assertThat(peer.takeSdu().number()).isNotEqualTo(SMALL);
      }
    }
    // Asked in one turn, answered by a task behind it, written with the next batch of all.
    int unanswered = 0;
    int othersMeanwhile = 0;
    int answered = 0;
    for (String turn : turns) {
      if (turn.equals("asked")) {
        unanswered++;
        othersMeanwhile = 0;
      } else if (turn.equals("answered")) {
        unanswered--;
        answered++;
      } else if (unanswered > 0) {
        othersMeanwhile++;
        assertThat(othersMeanwhile).as("batches of others in %s", turns).isLessThanOrEqualTo(1);
      }
    }
    assertThat(answered).isEqualTo(rounds);
    assertThat(turns).filteredOn("others"::equals).hasSizeGreaterThan(rounds);
  }

  /** Notes when requests of the small protocol come in, and which batches go out. */
  private static final class WatchedBearer implements Bearer {
    private final Bearer inner;
    private final List<String> turns;

    WatchedBearer(Bearer inner, List<String> turns) {
      this.inner = inner;
      this.turns = turns;
    }

    @Override
    public ConnectionId connectionId() {
      return inner.connectionId();
    }

    @Override
    public int sduSize() {
      return inner.sduSize();
    }

    @Override
    public int batchSize() {
      return inner.batchSize();
    }

    @Override
    public void start(BearerUser user) {
      inner.start(new WatchedUser(user, turns));
    }

    @Override
    public void requestTurn() {
      inner.requestTurn();
    }

    @Override
    public void execute(Runnable action) {
      inner.execute(action);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  private record WatchedUser(BearerUser inner, List<String> turns) implements BearerUser {
    @Override
    public void received(ByteBuffer bytes) {
      turns.add("asked");
      inner.received(bytes);
    }

    @Override
    public void burstEnded() {
      inner.burstEnded();
    }

    @Override
    public List<ByteBuffer> nextBatch() {
      List<ByteBuffer> batch = inner.nextBatch();
      int bytes = batch.stream().mapToInt(ByteBuffer::remaining).sum();
      assertThat(bytes).isLessThanOrEqualTo(BATCH);
      if (bytes > 0) {
        turns.add(numbers(batch).contains(SMALL) ? "answered" : "others");
      }
      return batch;
    }

    private static Set<Integer> numbers(List<ByteBuffer> batch) {
      Set<Integer> numbers = new TreeSet<>();
      SduReader reader = new SduReader();
      SduSink sink =
          new SduSink() {
            @Override
            public Optional<MuxError> sdu(SduHeader header, ByteBuffer payload, boolean owned) {
              numbers.add(header.number());
              return Optional.empty();
            }

            @Override
            public void burstEnded() {}
          };
      batch.forEach(buffer -> assertThat(reader.read(buffer.duplicate(), sink)).isEmpty());
      return numbers;
    }

    @Override
    public void batchWritten() {
      inner.batchWritten();
    }

    @Override
    public void inputClosed() {
      inner.inputClosed();
    }

    @Override
    public void closed(Optional<Failure> failure) {
      inner.closed(failure);
    }
  }
}
