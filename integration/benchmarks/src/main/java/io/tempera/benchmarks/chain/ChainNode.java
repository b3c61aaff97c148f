package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.half.Place;
import io.tempera.benchmarks.protocol.WholeNode;
import io.tempera.block.fetch.internal.BlockFetch;
import io.tempera.chain.Block;
import io.tempera.chain.ChainFormat;
import io.tempera.chain.Verdict;
import io.tempera.chain.cardano.internal.AllegraFormat;
import io.tempera.chain.cardano.internal.AlonzoFormat;
import io.tempera.chain.cardano.internal.BabbageFormat;
import io.tempera.chain.cardano.internal.ByronFormat;
import io.tempera.chain.cardano.internal.ConwayFormat;
import io.tempera.chain.cardano.internal.MaryFormat;
import io.tempera.chain.cardano.internal.ShelleyFormat;
import io.tempera.chain.memory.internal.MemoryChain;
import io.tempera.chain.memory.internal.MemorySettings;
import io.tempera.chain.sync.internal.ChainSync;
import io.tempera.chain.sync.internal.ChainSyncSettings;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.keep.alive.internal.KeepAlive;
import io.tempera.mux.StartMode;
import io.tempera.peer.state.actions.internal.PeerSettings;
import io.tempera.peer.state.actions.internal.PeerStateActionsComponent;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.host.internal.StandaloneHost;
import io.tempera.runtime.TemperaRuntime;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A whole node with a chain in memory, from its listener on: it follows peers by chain-sync and
 * block-fetch, checks the hashes of what comes, and serves it on.
 */
final class ChainNode implements AutoCloseable {
  private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(10);
  private static final int MOST_OUTSTANDING = 100;

  /** Those of the bundle, the highest ranking first: the order in which the component asks them. */
  private static final List<ChainFormat> FORMATS =
      List.of(
          new ConwayFormat(),
          new BabbageFormat(),
          new AlonzoFormat(),
          new MaryFormat(),
          new AllegraFormat(),
          new ShelleyFormat(),
          new ByronFormat());

  private final WholeNode node;
  private final MemoryChain chain;
  private final PeerStateActionsComponent peers;

  private ChainNode(Place place, MemorySettings settings) {
    CompletableFuture<MemoryChain> made = new CompletableFuture<>();
    node =
        WholeNode.open(
            place.runtime(), (runtime, host) -> made.complete(publish(runtime, host, settings)));
    chain = made.join();
    try {
      peers =
          PeerStateActionsComponent.of(
              node.runtime(),
              node.connections(),
              WholeNode.SILENT,
              timesOf(PeerSettings.defaults()));
    } catch (RuntimeException e) {
      node.close();
      chain.close();
      throw e;
    }
  }

  /** To end chain-sync in its own way takes until the next block, which does not come. */
  private static PeerSettings timesOf(PeerSettings usual) {
    return new PeerSettings(
        usual.establishTimeout(),
        usual.deactivateTimeout(),
        usual.closeConnectionTimeout(),
        Duration.ZERO);
  }

  /**
   * Listens, with an empty chain.
   *
   * @param windowBlocks how many blocks it keeps
   * @param windowBytes in how many bytes
   */
  static ChainNode open(Place place, int windowBlocks, long windowBytes) {
    return new ChainNode(place, MemorySettings.DEFAULT.withWindow(windowBlocks, windowBytes));
  }

  /** Listens, with a chain that it keeps all of. */
  static ChainNode open(Place place, Sample sample) {
    ChainNode node = open(place, sample.blocks().size(), Long.MAX_VALUE);
    try {
      sample.blocks().forEach(node::extend);
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private static MemoryChain publish(
      TemperaRuntime runtime, StandaloneHost host, MemorySettings settings) {
    MemoryChain chain = new MemoryChain(runtime, () -> settings, () -> FORMATS, WholeNode.SILENT);
    host.publish(
        KeepAlive.NUMBER,
        Temperature.ESTABLISHED,
        StartMode.ON_DEMAND_ANY,
        KeepAlive.INGRESS_LIMIT,
        new KeepAlive(runtime, KEEP_ALIVE_INTERVAL));
    host.publish(
        ChainSync.NUMBER,
        Temperature.HOT,
        StartMode.ON_DEMAND,
        ChainSync.INGRESS_LIMIT,
        new ChainSync(runtime, chain, chain, ChainSyncSettings.defaults()));
    host.publish(
        BlockFetch.NUMBER,
        Temperature.HOT,
        StartMode.ON_DEMAND,
        BlockFetch.INGRESS_LIMIT,
        new BlockFetch(runtime, chain, chain, MOST_OUTSTANDING));
    return chain;
  }

  /** Its chain. */
  MemoryChain chain() {
    return chain;
  }

  /** Where it listens. */
  SocketAddress address() {
    return node.addresses().getFirst();
  }

  /** Puts a block at the end of its chain. */
  void extend(Block block) {
    Verdict verdict = chain.extend(block.encoded());
    if (!verdict.equals(Verdict.ACCEPTED)) {
      throw new IllegalStateException("The chain does not take its next block: " + verdict);
    }
  }

  /** Follows another node; blocks until that one is a hot peer. */
  void follow(SocketAddress other) throws InterruptedException {
    peers.activatePeerConnection(
        peers.establishPeerConnection(other, DiffusionMode.INITIATOR_ONLY, Provenance.OUTBOUND));
  }

  @Override
  public void close() {
    peers.close();
    node.close();
    chain.close();
  }
}
