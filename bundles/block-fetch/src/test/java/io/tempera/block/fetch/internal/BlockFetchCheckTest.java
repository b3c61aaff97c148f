package io.tempera.block.fetch.internal;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.block.fetch.internal.BlockFetchMessage.BatchDone;
import io.tempera.block.fetch.internal.BlockFetchMessage.Block;
import io.tempera.block.fetch.internal.BlockFetchMessage.ClientDone;
import io.tempera.block.fetch.internal.BlockFetchMessage.NoBlocks;
import io.tempera.block.fetch.internal.BlockFetchMessage.RequestRange;
import io.tempera.block.fetch.internal.BlockFetchMessage.StartBatch;
import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.chain.Point;
import io.tempera.check.ConversationCheck;
import io.tempera.check.ProtocolCheck;
import io.tempera.kit.cbor.CborReader;
import io.tempera.runtime.TemperaRuntime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlockFetchCheckTest {
  private static final String HASH = "40420f0000000000".repeat(4);
  private static final Point AT = new Point.At(1_000_000, Hash.ofHex(HASH));
  private static final String AT_HEX = "821a000f42405820" + HASH;
  private static final Point LATEST = new Point.At(-1, Hash.ofHex("ab"));
  private static final String LATEST_HEX = "821bffffffffffffffff41ab";

  @TestFactory
  Stream<DynamicNode> everythingThatGoesForEveryProtocol() {
    return ProtocolCheck.of(BlockFetchTable.SPEC, BlockFetchTable.CODEC)
        .golden("83008080", new RequestRange(Point.ORIGIN, Point.ORIGIN))
        .golden("830080" + AT_HEX, new RequestRange(Point.ORIGIN, AT))
        .golden("8300" + AT_HEX + LATEST_HEX, new RequestRange(AT, LATEST))
        .alsoReads("83180080821b00000000000f42405820" + HASH, new RequestRange(Point.ORIGIN, AT))
        .golden("8101", new ClientDone())
        .golden("8102", new StartBatch())
        .golden("8103", new NoBlocks())
        .golden("8204d8184401020304", new Block(Encoded.ofHex("d8184401020304")))
        .golden(
            "82049f1b0000000000000001a1f65f4101ffff",
            new Block(Encoded.ofHex("9f1b0000000000000001a1f65f4101ffff")))
        .golden("8105", new BatchDone())
        // Longer than is cut at every place.
        .sample(new Block(Encoded.ofHex("d818591388" + "cd".repeat(5_000))))
        .conversation(conversation(100, () -> ranges(4)).messages(17))
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> oneRangeAfterAnother() {
    return conversation(1, () -> ranges(1)).messages(17).tests();
  }

  /** In all 17 messages: one range is not there. */
  private static Fetcher ranges(int atOnce) {
    return new Fetcher(atOnce).want(1, 2).want(20, 21).want(3, 3).want(4, 6);
  }

  /** What a follower wants outlives the implementations that fetch it. */
  private static ConversationCheck conversation(int outstanding, Supplier<Fetcher> follower) {
    Map<TemperaRuntime, Fetcher> followers = new HashMap<>();
    ServedChain chain = new ServedChain(10, 100);
    return ConversationCheck.of(
        BlockFetch.NUMBER,
        runtime ->
            new BlockFetch(
                runtime,
                chain,
                followers.computeIfAbsent(runtime, fresh -> follower.get()),
                outstanding));
  }

  @ParameterizedTest
  @CsvSource({
    "83009fff80, the definite form of an array",
    "83008180, 'a point ([], or slot and hash)'",
    "8300808301410102, 'a point ([], or slot and hash)'",
    "8300808220410a, an unsigned integer",
    "83008082c24101410a, an unsigned integer",
    "8300808201f6, a byte string",
    "830080820140, a hash has 1 to 64 bytes",
    "8300808201" + "5f4101ff" + ", the definite form of a byte string",
    "9f008080ff, the definite form of an array",
    "820080, tag 0 in an array of 2",
    "8400808080, tag 0 in an array of 4"
  })
  void whatIsNoRangeIsRefused(String hex, String why) {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(
            () ->
                BlockFetchTable.CODEC.decode(
                    BlockFetchTable.SPEC.initial(), new CborReader(HexFormat.of().parseHex(hex))))
        .withMessageContaining(why);
  }
}
