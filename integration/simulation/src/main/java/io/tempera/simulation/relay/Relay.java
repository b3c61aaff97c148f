package io.tempera.simulation.relay;

import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.ChainTrace;
import io.tempera.chain.Encoded;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import io.tempera.chain.cardano.internal.ConwayFormat;
import io.tempera.chain.memory.internal.ChainStatus;
import io.tempera.chain.memory.internal.MemoryChain;
import io.tempera.chain.memory.internal.MemorySettings;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.book.internal.PeerBookSettings;
import io.tempera.peer.book.internal.StoredPeerBook;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.simulation.Node;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Recorder;
import io.tempera.simulation.SwapTrace;
import io.tempera.simulation.World;
import io.tempera.simulation.script.Keeper;
import io.tempera.simulation.script.PeerCalls;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxReader;
import io.tempera.tx.pool.internal.MemoryTxPool;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node that follows and serves a chain, and passes transactions on. */
final class Relay {
  static final NodeSettings SETTINGS =
      NodeSettings.defaults()
          .withTimes(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10))
          .withPeerSharing();

  private static final Duration ASK_INTERVAL = Duration.ofSeconds(20);
  private static final int PEERS = 10;
  private static final ConwayFormat FORMAT = new ConwayFormat();

  private final TemperaRuntime runtime;
  private final Recorder recorder;
  private final Measure measure;
  private final MemoryChain chain;
  private final ChainSource source;
  private final MemoryTxPool pool;
  private final StoredPeerBook book;
  private final Node node;
  private final RelayProtocols protocols;
  private final PeerCalls calls;
  private final List<Task> keepers = new ArrayList<>();

  /**
   * Starts it, with an empty chain.
   *
   * @param limits what its chain is measured by
   */
  Relay(World world, int host, RelayLimits limits, RelayParts parts) {
    runtime = world.runtime();
    recorder = new Recorder(runtime.clock());
    measure = new Measure(limits);
    MemorySettings settings = parts.limits().apply(limits).settings();
    chain = new MemoryChain(runtime, () -> settings, () -> List.of(FORMAT), new Measuring());
    source = parts.source().apply(chain);
    pool = new MemoryTxPool(runtime, List.of(FORMAT));
    book = new StoredPeerBook(runtime, bookSettings());
    node = new Node(world, host, SETTINGS, recorder, List.of());
    protocols =
        new RelayProtocols(
            runtime,
            node.host(),
            new RelayProtocols.Services(
                source, parts.follower().apply(chain), parts.pool().apply(pool), book),
            parts.protocol());
    calls = new PeerCalls(node.peers(), recorder::trace, tally -> {});
  }

  private static PeerBookSettings bookSettings() {
    return new PeerBookSettings(
        Optional.empty(),
        List.of(),
        PeerBookSettings.DEFAULTS.mostPeers(),
        ASK_INTERVAL,
        PEERS,
        PEERS);
  }

  /** Keeps another relay hot, until this one stops. */
  void keep(InetSocketAddress other) {
    Keeper keeper =
        new Keeper(
            runtime.newWait(),
            calls,
            patient ->
                calls.establish(
                    other, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND, patient),
            true,
            Integer.MAX_VALUE);
    keepers.add(runtime.tasks().start("keep " + other, () -> untilInterrupted(keeper)));
  }

  private static void untilInterrupted(Keeper keeper) {
    try {
      keeper.run();
    } catch (InterruptedException e) {
      // The relay stops.
    }
  }

  /** Another implementation of a mini-protocol takes over. */
  void swap(int number) {
    runtime.tasks().start("swap " + number, () -> protocols.swap(number));
  }

  /** Whoever keeps its peers does so no longer. */
  void leave() {
    keepers.forEach(Task::interrupt);
  }

  /** It stops. Blocks. */
  void stop() {
    recorder.trace(new SwapTrace.Counted(node.host().handOvers()));
    node.close();
    book.close();
    pool.close();
    chain.close();
  }

  /** Puts a block on its chain. */
  void extend(Encoded block) {
    if (chain.extend(block) instanceof Verdict.Invalid invalid) {
      throw new IllegalStateException("A forger made a wrong block: " + invalid.why());
    }
  }

  /** Puts a transaction into its pool. */
  void offer(Encoded transaction) {
    pool.offer(transaction)
        .ifPresent(
            why -> {
              throw new IllegalStateException("A pool did not take a transaction: " + why);
            });
  }

  Tip tip() {
    return chain.tip();
  }

  /** Of all transactions in its pool. */
  List<Encoded> transactions() {
    try (TxReader reader = pool.reader(0, () -> {})) {
      return reader.next(Integer.MAX_VALUE).stream().map(TxOffer::id).toList();
    }
  }

  /** The blocks that it serves from one on, as they are on the wire. */
  List<Encoded> blocks(Point from) {
    List<Encoded> blocks = new ArrayList<>();
    source
        .blocks(from, tip().point())
        .ifPresent(
            reader -> {
              try (BlockReader all = reader) {
                for (Optional<Encoded> next = all.next(); next.isPresent(); next = all.next()) {
                  blocks.add(next.get());
                }
              }
            });
    return blocks;
  }

  ChainStatus status() {
    return chain.status();
  }

  /** Measures what its chain holds at the moment. */
  void takeMeasure() {
    measure.take(chain.status());
  }

  Measure measure() {
    return measure;
  }

  Recorder recorder() {
    return recorder;
  }

  /** Takes the measure of the chain whenever something becomes of it. */
  private final class Measuring implements Tracer {
    @Override
    public void trace(Trace trace) {
      if (trace instanceof ChainTrace.BlockFetched fetched) {
        measure.block(fetched.bytes());
      }
      takeMeasure();
      if (recorder.wanted(trace.getClass())) {
        recorder.trace(trace);
      }
    }

    @Override
    public boolean wanted(Class<? extends Trace> kind) {
      return true;
    }
  }
}
