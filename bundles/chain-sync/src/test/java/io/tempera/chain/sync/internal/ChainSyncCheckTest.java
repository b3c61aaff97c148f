package io.tempera.chain.sync.internal;

import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.sync.internal.ChainSyncMessage.AwaitReply;
import io.tempera.chain.sync.internal.ChainSyncMessage.Done;
import io.tempera.chain.sync.internal.ChainSyncMessage.FindIntersect;
import io.tempera.chain.sync.internal.ChainSyncMessage.IntersectFound;
import io.tempera.chain.sync.internal.ChainSyncMessage.IntersectNotFound;
import io.tempera.chain.sync.internal.ChainSyncMessage.RequestNext;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollBackward;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollForward;
import io.tempera.check.ConversationCheck;
import io.tempera.check.ProtocolCheck;
import io.tempera.protocol.MiniProtocol;
import io.tempera.runtime.TemperaRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class ChainSyncCheckTest {
  private static final ChainSyncSettings DEFAULTS = ChainSyncSettings.defaults();
  private static final ChainSyncSettings ONE_AT_A_TIME = DEFAULTS.withMarks(0, 1);

  /** The captured session's. */
  private static final Tip TIP = new Tip(Synthetic.point(1_000_000, 0), 1_000_000);

  private static final String POINT_HEX =
      "821a000f424058204042" + "0f000000000040420f000000000040420f000000000040420f0000000000";
  private static final String TIP_HEX = "82" + POINT_HEX + "1a000f4240";

  private static ProtocolCheck<ChainSyncMessage> golden() {
    Point last = new Point.At(-1, Hash.ofHex("ab"));
    String lastHex = "821bffffffffffffffff41ab";
    return ProtocolCheck.of(ChainSyncTable.spec(DEFAULTS), ChainSyncTable.CODEC)
        .golden("8100", new RequestNext())
        .golden("8101", new AwaitReply())
        .golden("8107", new Done())
        .golden("82049f80ff", new FindIntersect(List.of(Point.ORIGIN)))
        .alsoReads("82048180", new FindIntersect(List.of(Point.ORIGIN)))
        .golden("820480", new FindIntersect(List.of()))
        .alsoReads("82049fff", new FindIntersect(List.of()))
        .golden(
            "82049f" + POINT_HEX + lastHex + "80ff",
            new FindIntersect(List.of(TIP.point(), last, Point.ORIGIN)))
        .alsoReads(
            "820483" + POINT_HEX + lastHex + "80",
            new FindIntersect(List.of(TIP.point(), last, Point.ORIGIN)))
        .golden("830580" + TIP_HEX, new IntersectFound(Point.ORIGIN, TIP))
        .golden("8305" + POINT_HEX + TIP_HEX, new IntersectFound(TIP.point(), TIP))
        .golden("8206828000", new IntersectNotFound(Tip.ORIGIN))
        .alsoReads("8206828007", new IntersectNotFound(Tip.ORIGIN))
        .golden("820682" + lastHex + "1bffffffffffffffff", new IntersectNotFound(new Tip(last, -1)))
        .golden("830380" + TIP_HEX, new RollBackward(Point.ORIGIN, TIP))
        .golden(
            "83028206d81858640000000000000001" + "ab".repeat(92) + TIP_HEX,
            new RollForward(Synthetic.header(1, 0), TIP))
        // Not as this side would write it: a header goes as it came.
        .golden(
            "83029f1900069f4101ffff" + TIP_HEX,
            new RollForward(Encoded.ofHex("9f1900069f4101ffff"), TIP));
  }

  @TestFactory
  Stream<DynamicNode> everythingThatGoesForEveryProtocol() {
    return golden()
        .conversation(ConversationCheck.of(ChainSync.NUMBER, worlds(2, ONE_AT_A_TIME)).messages(14))
        .tests();
  }

  @TestFactory
  Stream<DynamicNode> theTableWithoutTimeLimits() {
    ChainSyncSettings unlimited = new ChainSyncSettings(Optional.empty(), true, 2, 3);
    return ProtocolCheck.of(ChainSyncTable.spec(unlimited), ChainSyncTable.CODEC)
        .samples(new RequestNext(), new AwaitReply(), new FindIntersect(List.of()), new Done())
        .samples(
            new RollForward(Encoded.ofHex("00"), Tip.ORIGIN),
            new RollBackward(Point.ORIGIN, Tip.ORIGIN),
            new IntersectFound(Point.ORIGIN, Tip.ORIGIN),
            new IntersectNotFound(Tip.ORIGIN))
        .tests();
  }

  /**
   * Some messages up to the end of the chain, and more from there, where one waits for each block.
   */
  @TestFactory
  Stream<DynamicTest> aPipelinedConversationIsTheSameWithHandOversAndWithout() {
    return ConversationCheck.of(ChainSync.NUMBER, worlds(6, DEFAULTS)).messages(20).tests();
  }

  @TestFactory
  Stream<DynamicTest> aConversationWithAPeerOfAnotherChainEndsByItself() {
    Point stranger = Synthetic.point(3, 9);
    return ConversationCheck.of(
            ChainSync.NUMBER,
            worlds(
                runtime ->
                    new ChainSync(
                        runtime,
                        new FakeChain(5),
                        new FakeFollower()
                            .offering(List.of(List.of(stranger), List.of(stranger, stranger))),
                        DEFAULTS)))
        .messages(8)
        .tests();
  }

  /** A chain that grows, and a follower that outlives hand-overs: one for each run. */
  private static Function<TemperaRuntime, MiniProtocol> worlds(
      int blocks, ChainSyncSettings settings) {
    return worlds(
        runtime ->
            new ChainSync(
                runtime,
                new FakeChain(blocks).growing(runtime.timers(), Duration.ofSeconds(20)),
                new FakeFollower(),
                settings));
  }

  private static Function<TemperaRuntime, MiniProtocol> worlds(
      Function<TemperaRuntime, MiniProtocol> world) {
    Map<TemperaRuntime, MiniProtocol> made = new WeakHashMap<>();
    return runtime -> made.computeIfAbsent(runtime, world);
  }
}
