package io.tempera.benchmarks.protocol;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;

import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.protocol.BulkMessage.BatchDone;
import io.tempera.benchmarks.protocol.BulkMessage.Block;
import io.tempera.benchmarks.protocol.BulkMessage.Done;
import io.tempera.benchmarks.protocol.BulkMessage.Request;
import io.tempera.benchmarks.wire.Laps;
import io.tempera.benchmarks.wire.Shape;
import io.tempera.benchmarks.wire.Window;
import io.tempera.kit.KitProtocol;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.Session;
import io.tempera.kit.TaggedCodec;
import io.tempera.kit.Turn;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.runtime.Chance;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Blocks by request, pipelined, with the limits of block-fetch (ouroboros-network
 * Protocol.BlockFetch.Codec).
 */
final class BulkProtocol extends KitProtocol<BulkMessage> {
  /** Block-fetch's (cardano-diffusion NodeToNode). */
  static final int INGRESS_LIMIT = 23_068_694;

  private static final int SIZE_LIMIT = 65_535;
  private static final int BLOCK_LIMIT = 2_500_000;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(60);

  /** A byte string whose content is the 64 KiB that are counted. */
  private static final Block BLOCK =
      new Block(
          ByteBuffer.wrap(new CborWriter().bytes(new byte[Shape.BLOCKS.message()]).toByteArray())
              .asReadOnlyBuffer());

  private static final ProtocolSpec<BulkMessage> SPEC =
      ProtocolSpec.<BulkMessage>named("benchmark-bulk")
          .state("Idle", INITIATOR, bytes(SIZE_LIMIT))
          .on(Request.class, "Streaming")
          .pipelined()
          .onTerminate(new Done(), "End")
          .handOver()
          .state("Streaming", RESPONDER, bytes(BLOCK_LIMIT).within(TIME_LIMIT))
          .on(Block.class, "Streaming")
          .on(BatchDone.class, "Idle")
          .end("End")
          .build();

  private static final MessageCodec<BulkMessage> CODEC =
      TaggedCodec.<BulkMessage>table()
          .message(
              0,
              Request.class,
              1,
              (m, to) -> to.unsigned(m.count()),
              from -> new Request(from.readUnsignedShort()))
          .message(1, new Done())
          .message(
              4,
              Block.class,
              1,
              (m, to) -> to.raw(m.item()),
              from -> new Block(from.readItemView()))
          .message(5, new BatchDone())
          .build();

  private final Desk desk;

  BulkProtocol(Chance chance, Desk desk) {
    super(SPEC, CODEC, chance);
    this.desk = desk;
  }

  @Override
  protected Finished initiate(Session<BulkMessage> session) throws InterruptedException {
    desk.sitDown(session.context()::wake);
    while (session.next() == Turn.WOKEN) {
      desk.carryOut(messages -> fetch(session, messages));
    }
    return session.done("terminated");
  }

  private static long[] fetch(Session<BulkMessage> session, int messages)
      throws InterruptedException {
    Laps laps = new Laps(1);
    Window window = new Window(Shape.BLOCKS.window(), messages);
    while (window.isOpen() || session.outstanding() > 0) {
      while (window.hasRoom()) {
        session.sendPipelined(new Request(window.ask()));
      }
      if (session.receive() instanceof Block block) {
        if (block.item().remaining() <= Shape.BLOCKS.message()) {
          throw new IllegalStateException("A block came short");
        }
        window.arrived();
      }
    }
    laps.lap();
    return laps.nanos();
  }

  @Override
  protected Finished respond(Session<BulkMessage> session) throws InterruptedException {
    while (session.receive() instanceof Request request) {
      for (int i = 0; i < request.count(); i++) {
        session.send(BLOCK);
      }
      session.send(new BatchDone());
    }
    return session.done("done");
  }
}
