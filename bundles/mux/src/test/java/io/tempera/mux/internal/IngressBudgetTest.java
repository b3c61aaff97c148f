package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.BearerListener;
import io.tempera.mux.Direction;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.RawPeer;
import io.tempera.testkit.RawSdu;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bound on what waits in the whole node. */
class IngressBudgetTest {
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 3001);
  private static final ProtocolKey BLOCK = new ProtocolKey(3, Direction.INITIATOR);
  private static final int BUDGET = 10_000;

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final MemoryNetwork network = new MemoryNetwork(runtime);
  private final MuxSettings settings =
      new MuxSettings(
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          262_143,
          100,
          Duration.ZERO,
          BUDGET,
          131_072);
  private final LiveMuxFactory factory =
      new LiveMuxFactory(runtime, new RecordingTracer(runtime), () -> settings);
  private final List<RawPeer> peers = new ArrayList<>();
  private final List<Mux> muxes = new ArrayList<>();

  IngressBudgetTest() throws Exception {
    try (BearerListener listener = network.listen(ADDRESS)) {
      for (int i = 0; i < 3; i++) {
        peers.add(RawPeer.connect(runtime, network, ADDRESS));
        Mux mux = factory.create(runtime.call(listener::accept));
        mux.register(BLOCK, 1_000_000);
        mux.run();
        muxes.add(mux);
      }
    }
  }

  @AfterEach
  void end() {
    factory.close();
    runtime.runUntilIdle();
    assertThat(factory.waiting()).isZero();
    assertThat(factory.live()).isZero();
    network.assertNothingLeft();
    runtime.assertNothingLeft();
  }

  private void arrives(int which, int bytes) {
    peers.get(which).send(RawSdu.of(3, true, MuxWorld.hex(bytes)));
    runtime.runUntilIdle();
  }

  @Test
  void theConnectionThatHoldsTheMostGoesWhoeverSpentTheLastByte() {
    arrives(0, 3_000);
    arrives(1, 5_000);
    arrives(2, 2_000);
    assertThat(factory.live()).as("exactly the budget may wait").isEqualTo(3);
    arrives(2, 1);
    assertThat(muxes.get(1).ended())
        .contains(new MuxEnd.Failed(new MuxError.IngressBudgetSpent(5_000, BUDGET)));
    peers.get(1).awaitReset();
    assertThat(factory.live()).isEqualTo(2);
    assertThat(factory.waiting()).isEqualTo(5_001);
  }

  @Test
  void whatIsTakenOrWithdrawnNoLongerCounts() {
    TestJob job = new TestJob(runtime, "block-fetch", TestJob.Body.IDLE);
    muxes.get(0).runMiniProtocol(BLOCK, StartMode.EAGERLY, job);
    arrives(0, 6_000);
    arrives(1, 4_000);
    job.channel().take(6_000);
    muxes.get(1).withdraw(BLOCK);
    runtime.runUntilIdle();
    assertThat(factory.waiting()).isZero();
    arrives(0, BUDGET);
    assertThat(factory.live()).isEqualTo(3);
  }

  @Test
  void whatArrivesWhileItsHalfIsWithdrawnDoesNotStayOnTheAccount() {
    IngressBudget budget = new IngressBudget(() -> settings);
    IngressBudget.Account account = budget.open();
    List<Runnable> loop = new ArrayList<>();
    HalfRegistry halves = new HalfRegistry(loop::add, account);
    halves.register(BLOCK, 1_000);
    Supplier<HalfTable> tableThatIsOldAtOnce =
        () -> {
          HalfTable table = halves.table();
          halves.withdraw(BLOCK);
          return table;
        };
    DelayWatch delays =
        new DelayWatch(Exploration.ID, runtime.clock(), new RecordingTracer(runtime));
    Demultiplexer demultiplexer =
        new Demultiplexer(tableThatIsOldAtOnce, account, delays, () -> {}, event -> {});
    SduHeader header = new SduHeader(0, 3, Direction.RESPONDER, 700);
    assertThat(demultiplexer.sdu(header, ByteBuffer.allocate(700), true)).isEmpty();
    demultiplexer.burstEnded();
    assertThat(budget.total()).isEqualTo(700);
    loop.forEach(Runnable::run);
    assertThat(budget.total()).isZero();
    assertThat(account.held()).isZero();
    assertThat(demultiplexer.sdu(header, ByteBuffer.allocate(700), true))
        .contains(new MuxError.UnknownMiniProtocol(3));
  }

  @Test
  void aBurstLargerThanTheBudgetEndsItsOwnConnection() {
    arrives(0, 3_000);
    arrives(2, 60_000);
    assertThat(muxes.get(2).ended()).isPresent();
    assertThat(muxes.get(0).ended()).isEmpty();
    assertThat(factory.waiting()).isEqualTo(3_000);
  }

  @Test
  void anAccountThatIsClosedCountsNothingAnyMore() {
    IngressBudget budget = new IngressBudget(() -> settings);
    IngressBudget.Account account = budget.open();
    account.add(100);
    account.close();
    account.add(50);
    account.add(-100);
    account.close();
    assertThat(budget.total()).isZero();
    assertThat(account.held()).isZero();
  }
}
