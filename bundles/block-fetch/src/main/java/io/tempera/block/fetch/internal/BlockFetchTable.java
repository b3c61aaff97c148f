package io.tempera.block.fetch.internal;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;

import io.tempera.block.fetch.internal.BlockFetchMessage.BatchDone;
import io.tempera.block.fetch.internal.BlockFetchMessage.Block;
import io.tempera.block.fetch.internal.BlockFetchMessage.ClientDone;
import io.tempera.block.fetch.internal.BlockFetchMessage.NoBlocks;
import io.tempera.block.fetch.internal.BlockFetchMessage.RequestRange;
import io.tempera.block.fetch.internal.BlockFetchMessage.StartBatch;
import io.tempera.chain.Encoded;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.TaggedCodec;
import java.time.Duration;

/** Block-fetch as a table, and its encoding (ouroboros-network BlockFetch.Codec). */
final class BlockFetchTable {
  /** How many ranges may be asked for before the first is answered (cardano-diffusion N2N). */
  static final int MOST_OUTSTANDING = 100;

  /** The size limit of all but a block (Protocol.Limits smallByteLimit). */
  static final int SIZE_LIMIT = 65_535;

  /** The size limit of a block (Protocol.Limits largeByteLimit). */
  static final int BLOCK_LIMIT = 2_500_000;

  /** How long an initiator waits for each message (Protocol.Limits longWait). */
  static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  static final ProtocolSpec<BlockFetchMessage> SPEC =
      ProtocolSpec.<BlockFetchMessage>named("block-fetch")
          .state("BFIdle", INITIATOR, bytes(SIZE_LIMIT))
          .on(RequestRange.class, "BFBusy")
          .pipelined(MOST_OUTSTANDING)
          .onTerminate(new ClientDone(), "BFDone")
          .handOver()
          .state("BFBusy", RESPONDER, bytes(SIZE_LIMIT).within(ANSWER_LIMIT))
          .on(StartBatch.class, "BFStreaming")
          .on(NoBlocks.class, "BFIdle")
          .state("BFStreaming", RESPONDER, bytes(BLOCK_LIMIT).within(ANSWER_LIMIT))
          .on(Block.class, "BFStreaming")
          .on(BatchDone.class, "BFIdle")
          .end("BFDone")
          .build();

  static final MessageCodec<BlockFetchMessage> CODEC =
      TaggedCodec.<BlockFetchMessage>table()
          .message(
              0,
              RequestRange.class,
              2,
              (m, to) -> {
                PointCodec.write(m.first(), to);
                PointCodec.write(m.last(), to);
              },
              from -> new RequestRange(PointCodec.read(from), PointCodec.read(from)))
          .message(1, new ClientDone())
          .message(2, new StartBatch())
          .message(3, new NoBlocks())
          .message(
              4,
              Block.class,
              1,
              (m, to) -> to.raw(m.block().buffer()),
              from -> new Block(Encoded.in(from.readItemView())))
          .message(5, new BatchDone())
          .build();

  private BlockFetchTable() {}
}
