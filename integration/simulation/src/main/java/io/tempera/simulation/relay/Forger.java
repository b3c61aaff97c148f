package io.tempera.simulation.relay;

import io.tempera.chain.Block;
import io.tempera.chain.sample.BlockShape;
import io.tempera.chain.sample.MadeUpChain;
import io.tempera.runtime.Wait;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Makes a relay's chain longer, wherever it ends. Two of them that do not hear of each other in
 * time make forks: each has a seed of its own.
 */
final class Forger {
  private static final int SLOTS = 2;

  /** Blocks are of some sizes, larger ones of some forgers than of others. */
  private static final int SIZES = 3;

  private static final int SIZE_STEP = 600;

  private final Relay relay;
  private final long seed;
  private final Consumer<Block> made;

  /**
   * For one relay.
   *
   * @param made is told each block
   */
  Forger(Relay relay, long seed, Consumer<Block> made) {
    this.relay = relay;
    this.seed = seed;
    this.made = made;
  }

  /** One block now. */
  void forge() {
    int step = SIZE_STEP * (1 + (int) Math.floorMod(seed, 2L));
    int bytes = (int) (relay.tip().blockNo() % SIZES) * step;
    Block block = MadeUpChain.of(seed, new BlockShape(bytes, 1, SLOTS)).after(relay.tip()).next();
    made.accept(block);
    relay.extend(block.encoded());
  }

  /** One block after another, at an interval, until it is over. Blocks. */
  void run(Wait never, Duration interval, BooleanSupplier over) throws InterruptedException {
    while (!never.until(over, interval)) {
      forge();
    }
  }
}
