package io.tempera.check;

import io.tempera.check.BlockFetch.BatchDone;
import io.tempera.check.BlockFetch.Block;
import io.tempera.check.BlockFetch.ClientDone;
import io.tempera.check.BlockFetch.NoBlocks;
import io.tempera.check.BlockFetch.RequestRange;
import io.tempera.check.BlockFetch.StartBatch;
import io.tempera.check.ChainSync.AwaitReply;
import io.tempera.check.ChainSync.FindIntersect;
import io.tempera.check.ChainSync.IntersectFound;
import io.tempera.check.ChainSync.IntersectNotFound;
import io.tempera.check.ChainSync.RequestNext;
import io.tempera.check.ChainSync.RollBackward;
import io.tempera.check.ChainSync.RollForward;
import io.tempera.check.TxSubmission.IdAndSize;
import io.tempera.check.TxSubmission.Init;
import io.tempera.check.TxSubmission.ReplyTxIds;
import io.tempera.check.TxSubmission.ReplyTxs;
import io.tempera.check.TxSubmission.RequestTxIds;
import io.tempera.check.TxSubmission.RequestTxs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The protocols of node-to-node that ask most of the kit: agency that changes sides, a state that
 * depends on what a message says, pipelining, random time limits. Encodings of chain-sync's replies
 * are taken from a captured session of the reference implementation (ouroboros-network, commit
 * d80f488c).
 */
final class NodeToNodeProtocolsTest {
  private static final Raw ORIGIN = new Raw("80");
  private static final Raw POINT =
      new Raw("821a000f4240582040420f000000000040420f000000000040420f000000000040420f0000000000");
  private static final Raw TIP = new Raw("82" + POINT.hex() + "1a000f4240");

  @TestFactory
  Stream<DynamicNode> chainSync() {
    String capturedTip =
        "82821a000f4240582040420f000000000040420f000000000040420f000000000040420f00000000001a000f4240";
    return ProtocolCheck.of(ChainSync.SPEC, ChainSync.CODEC)
        .golden("8100", new RequestNext())
        .golden("8101", new AwaitReply())
        .golden("8107", new ChainSync.Done())
        .golden("82049f80ff", new FindIntersect(List.of(ORIGIN)))
        .alsoReads("82048180", new FindIntersect(List.of(ORIGIN)))
        .golden("820480", new FindIntersect(List.of()))
        .golden("8206828000", new IntersectNotFound(new Raw("828000")))
        .golden("830580" + capturedTip, new IntersectFound(ORIGIN, new Raw(capturedTip)))
        .golden("830380" + capturedTip, new RollBackward(ORIGIN, new Raw(capturedTip)))
        .golden(
            "83028206d818420001" + capturedTip,
            new RollForward(new Raw("8206d818420001"), new Raw(capturedTip)))
        .sample(new FindIntersect(List.of(POINT, ORIGIN)))
        .sample(new RollForward(new Raw("5903e8" + "ab".repeat(1_000)), TIP))
        .tests();
  }

  @TestFactory
  Stream<DynamicNode> blockFetch() {
    return ProtocolCheck.of(BlockFetch.SPEC, BlockFetch.CODEC)
        .golden("8300" + POINT.hex() + ORIGIN.hex(), new RequestRange(POINT, ORIGIN))
        .golden("8101", new ClientDone())
        .golden("8102", new StartBatch())
        .golden("8103", new NoBlocks())
        .golden("8204d8184103", new Block(new Raw("d8184103")))
        .golden("8105", new BatchDone())
        .sample(new Block(new Raw("d8185a00016000" + "cd".repeat(90_112))))
        .tests();
  }

  @TestFactory
  Stream<DynamicNode> txSubmission() {
    return ProtocolCheck.of(TxSubmission.SPEC, TxSubmission.CODEC)
        .golden("8106", new Init())
        .golden("8400f50003", new RequestTxIds(true, 0, 3))
        .golden("8400f40103", new RequestTxIds(false, 1, 3))
        .golden(
            "82019f8242aaaa19012cff",
            new ReplyTxIds(List.of(new IdAndSize(new Raw("42aaaa"), 300))))
        .golden("82029f42aaaaff", new RequestTxs(List.of(new Raw("42aaaa"))))
        .golden("82039fff", new ReplyTxs(List.of()))
        .sample(new ReplyTxs(List.of(new Raw("a100f6"), new Raw("182a"))))
        .golden("8104", new TxSubmission.Done())
        .tests();
  }
}
