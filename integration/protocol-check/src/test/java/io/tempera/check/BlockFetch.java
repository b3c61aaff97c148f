package io.tempera.check;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;
import static java.time.Duration.ofSeconds;

import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.TaggedCodec;

/** Block-fetch (ouroboros-network PR/BlockFetch/Type, Codec), with opaque points and blocks. */
sealed interface BlockFetch {
  record RequestRange(Raw from, Raw to) implements BlockFetch {}

  record ClientDone() implements BlockFetch {}

  record StartBatch() implements BlockFetch {}

  record NoBlocks() implements BlockFetch {}

  record Block(Raw block) implements BlockFetch {}

  record BatchDone() implements BlockFetch {}

  ProtocolSpec<BlockFetch> SPEC =
      ProtocolSpec.<BlockFetch>named("block-fetch")
          .state("BFIdle", INITIATOR, bytes(65_535))
          .on(RequestRange.class, "BFBusy")
          .pipelined(100)
          .onTerminate(new ClientDone(), "BFDone")
          .handOver()
          .state("BFBusy", RESPONDER, bytes(65_535).within(ofSeconds(60)))
          .on(StartBatch.class, "BFStreaming")
          .on(NoBlocks.class, "BFIdle")
          .state("BFStreaming", RESPONDER, bytes(2_500_000).within(ofSeconds(60)))
          .on(Block.class, "BFStreaming")
          .on(BatchDone.class, "BFIdle")
          .end("BFDone")
          .build();

  MessageCodec<BlockFetch> CODEC =
      TaggedCodec.<BlockFetch>table()
          .message(
              0,
              RequestRange.class,
              2,
              (m, to) -> {
                m.from().write(to);
                m.to().write(to);
              },
              from -> new RequestRange(Raw.read(from), Raw.read(from)))
          .message(1, new ClientDone())
          .message(2, new StartBatch())
          .message(3, new NoBlocks())
          .message(
              4, Block.class, 1, (m, to) -> m.block().write(to), from -> new Block(Raw.read(from)))
          .message(5, new BatchDone())
          .build();
}
