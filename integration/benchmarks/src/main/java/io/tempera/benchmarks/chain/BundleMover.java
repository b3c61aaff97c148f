package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.half.Place;
import io.tempera.benchmarks.protocol.Pair;
import io.tempera.block.fetch.internal.BlockFetch;
import io.tempera.chain.sync.internal.ChainSync;
import io.tempera.chain.sync.internal.ChainSyncSettings;
import io.tempera.mux.StartMode;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.internal.RuntimeComponent;

/**
 * One mini-protocol bundle between two nodes; the chain that is served is there already, and
 * whoever follows only looks at sizes, so that it is the bundle, and what is below it, that is
 * measured.
 */
final class BundleMover implements Mover {
  private interface Work {
    long move(int count) throws InterruptedException;
  }

  private interface Amount {
    long bytes(int count);
  }

  private static final int MOST_OUTSTANDING = 100;

  private final String name;
  private final Pair pair;
  private final Work work;
  private final Amount amount;

  private BundleMover(String name, Pair pair, Work work, Amount amount) {
    this.name = name;
    this.pair = pair;
    this.work = work;
    this.amount = amount;
  }

  /** Block-fetch. */
  static BundleMover ofBlocks(Place place, Sample sample) throws Exception {
    ServedBlocks served = new ServedBlocks(sample);
    FetchedBlocks fetched = new FetchedBlocks(sample);
    RuntimeComponent runtime = place.runtime();
    MiniProtocol protocol = new BlockFetch(runtime, served, fetched, MOST_OUTSTANDING);
    Pair pair = open(runtime, BlockFetch.NUMBER, BlockFetch.INGRESS_LIMIT, protocol);
    return new BundleMover(
        place.row("Tempera's block-fetch"), pair, fetched::fetch, sample::blockBytes);
  }

  /** Chain-sync. */
  static BundleMover ofHeaders(Place place, Sample sample) throws Exception {
    FollowedHeaders followed = new FollowedHeaders(sample);
    RuntimeComponent runtime = place.runtime();
    MiniProtocol protocol =
        new ChainSync(runtime, new ServedHeaders(sample), followed, ChainSyncSettings.defaults());
    Pair pair = open(runtime, ChainSync.NUMBER, ChainSync.INGRESS_LIMIT, protocol);
    return new BundleMover(
        place.row("Tempera's chain-sync"), pair, followed::follow, sample::headerBytes);
  }

  private static Pair open(
      RuntimeComponent runtime, int number, int ingressLimit, MiniProtocol protocol)
      throws Exception {
    return Pair.open(
        runtime,
        host -> host.publish(number, Temperature.HOT, StartMode.ON_DEMAND, ingressLimit, protocol),
        host -> host.publish(number, Temperature.HOT, StartMode.ON_DEMAND, ingressLimit, protocol));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long move(int count) throws InterruptedException {
    return work.move(count);
  }

  @Override
  public long bytes(int count) {
    return amount.bytes(count);
  }

  @Override
  public void close() {
    pair.close();
  }
}
