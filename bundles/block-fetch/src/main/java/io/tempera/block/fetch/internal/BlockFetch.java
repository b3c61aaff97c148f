package io.tempera.block.fetch.internal;

import io.tempera.block.fetch.internal.BlockFetchMessage.BatchDone;
import io.tempera.block.fetch.internal.BlockFetchMessage.Block;
import io.tempera.block.fetch.internal.BlockFetchMessage.NoBlocks;
import io.tempera.block.fetch.internal.BlockFetchMessage.RequestRange;
import io.tempera.block.fetch.internal.BlockFetchMessage.StartBatch;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainFollower;
import io.tempera.chain.ChainSource;
import io.tempera.chain.Encoded;
import io.tempera.kit.KitProtocol;
import io.tempera.kit.Session;
import io.tempera.mux.StartMode;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.MiniProtocolProperties;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.TemperaRuntime;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Block-fetch: ranges of blocks, asked for ahead and answered in order (ouroboros-network
 * BlockFetch). Which ranges is the {@link ChainFollower}'s to say; what is served is the {@link
 * ChainSource}'s. Blocks pass byte for byte.
 *
 * <p>Nothing piles up here: the initiator asks for no more than its follower says it can take, and
 * the responder holds one block at a time, and reads the next when the one before was taken for
 * sending, which waits while too much is queued.
 *
 * <p>Usable without OSGi, for tests and simulations.
 */
// Immediate, so that a setting that is refused is said when the bundle starts.
@Component(
    service = MiniProtocol.class,
    configurationPid = "io.tempera.block.fetch",
    immediate = true)
@Designate(ocd = BlockFetch.Config.class)
@MiniProtocolProperties(
    number = BlockFetch.NUMBER,
    temperature = Temperature.HOT,
    responderStart = StartMode.ON_DEMAND,
    ingressLimit = BlockFetch.INGRESS_LIMIT)
public final class BlockFetch extends KitProtocol<BlockFetchMessage> {
  /** Its number (cardano-diffusion NodeToNode). */
  public static final int NUMBER = 3;

  /**
   * In bytes: ten of the largest blocks, 2 097 154 bytes each, and a tenth (cardano-diffusion
   * NodeToNode, blockFetchProtocolLimits).
   */
  public static final int INGRESS_LIMIT = 23_068_694;

  /** The settings as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: block-fetch",
      description = "The mini-protocol that fetches blocks from hot peers and serves them.")
  public @interface Config {
    /** How far ahead. */
    @AttributeDefinition(
        name = "Most outstanding",
        description =
            "How many ranges of blocks may be asked for before the first is answered, for each"
                + " peer: 1 to 100. Holds from the next range on.")
    int most_outstanding() default BlockFetchTable.MOST_OUTSTANDING;
  }

  private final ChainSource source;
  private final ChainFollower follower;
  private volatile BlockFetchSettings settings;

  /** The component. */
  @Activate
  public BlockFetch(
      @Reference TemperaRuntime runtime,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) ChainSource source,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) ChainFollower follower,
      Config config) {
    this(runtime, source, follower, config.most_outstanding());
  }

  /**
   * The mini-protocol.
   *
   * @param source what the responders serve
   * @param follower what the initiators feed
   * @param mostOutstanding how many ranges may be asked for before the first is answered, 1 to 100
   * @throws io.tempera.failure.TemperaException when it is not
   */
  public BlockFetch(
      TemperaRuntime runtime, ChainSource source, ChainFollower follower, int mostOutstanding) {
    super(BlockFetchTable.SPEC, BlockFetchTable.CODEC, runtime.chance());
    this.source = source;
    this.follower = follower;
    this.settings = new BlockFetchSettings(mostOutstanding);
  }

  @Modified
  void modified(Config config) {
    settings = new BlockFetchSettings(config.most_outstanding());
  }

  @Override
  protected Finished initiate(Session<BlockFetchMessage> session) throws InterruptedException {
    try (BlockFollower blocks =
        follower.blocks(session.context().connectionId(), session.context()::wake)) {
      return new Fetching(session, blocks, () -> settings).run();
    }
  }

  @Override
  protected Finished respond(Session<BlockFetchMessage> session) throws InterruptedException {
    while (session.receive() instanceof RequestRange asked) {
      Optional<BlockReader> found = source.blocks(asked.first(), asked.last());
      if (found.isPresent()) {
        stream(session, found.get());
      } else {
        session.send(new NoBlocks());
      }
    }
    return session.done("done");
  }

  private static void stream(Session<BlockFetchMessage> session, BlockReader blocks)
      throws InterruptedException {
    try (blocks) {
      session.send(new StartBatch());
      for (Optional<Encoded> next = blocks.next(); next.isPresent(); next = blocks.next()) {
        session.send(new Block(next.get()));
      }
      session.send(new BatchDone());
    }
  }
}
