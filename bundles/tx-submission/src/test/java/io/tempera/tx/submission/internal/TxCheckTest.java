package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;
import io.tempera.check.ConversationCheck;
import io.tempera.check.ProtocolCheck;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.tx.submission.internal.TxMessage.Done;
import io.tempera.tx.submission.internal.TxMessage.Init;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxIds;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxs;
import io.tempera.tx.submission.internal.TxMessage.RequestTxIds;
import io.tempera.tx.submission.internal.TxMessage.RequestTxs;
import io.tempera.tx.submission.internal.TxMessage.TxIdAndSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

final class TxCheckTest {
  private static final Encoded ID = Encoded.ofHex("42aaaa");

  /** One pool for each run, whoever carries on in it. */
  private final Map<TemperaRuntime, FakePool> pools = new WeakHashMap<>();

  private TxSubmission onFortyTransactions(TemperaRuntime runtime) {
    FakePool pool = pools.computeIfAbsent(runtime, r -> new FakePool(Txs.txs(1, 40)));
    return new TxSubmission(runtime, pool, Duration.ofSeconds(1));
  }

  private TxSubmission onTwoTransactions(TemperaRuntime runtime) {
    FakePool pool = pools.computeIfAbsent(runtime, r -> new FakePool(Txs.txs(1, 2)));
    return new TxSubmission(runtime, pool, new TxSettings(Duration.ZERO, 3, 1, 1));
  }

  @TestFactory
  Stream<DynamicNode> everythingThatGoesForEveryProtocol() {
    return ProtocolCheck.of(TxTable.SPEC, TxCodec.CODEC)
        .golden("8106", new Init())
        .golden("8400f50003", new RequestTxIds(true, 0, 3))
        .golden("8400f40103", new RequestTxIds(false, 1, 3))
        .golden("8400f419ffff19ffff", new RequestTxIds(false, 65_535, 65_535))
        .golden("82019f8242aaaa19012cff", new ReplyTxIds(List.of(new TxIdAndSize(ID, 300))))
        .alsoReads(
            "98021801" + "9f8242aaaa1b000000000000012cff",
            new ReplyTxIds(List.of(new TxIdAndSize(ID, 300))))
        .golden(
            "82019f8242aaaa1affffffff82820518221819ff",
            new ReplyTxIds(
                List.of(
                    new TxIdAndSize(ID, 4_294_967_295L),
                    new TxIdAndSize(Encoded.ofHex("82051822"), 25))))
        .golden("82029f42aaaaff", new RequestTxs(List.of(ID)))
        .golden("82029fff", new RequestTxs(List.of()))
        .golden("82039fff", new ReplyTxs(List.of()))
        .golden("82039fa100f6182aff", new ReplyTxs(List.of(encoded("a100f6"), encoded("182a"))))
        .alsoReads(
            "82039f9f01fff93c00ff", new ReplyTxs(List.of(encoded("9f01ff"), encoded("f93c00"))))
        .golden("8104", new Done())
        .conversation(
            ConversationCheck.of(TxSubmission.NUMBER, this::onFortyTransactions).messages(16))
        .tests();
  }

  @TestFactory
  Stream<DynamicNode> aConversationThatComesToItsWait() {
    return ProtocolCheck.of(TxTable.SPEC, TxCodec.CODEC)
        .samples(
            new Init(),
            new RequestTxIds(true, 0, 3),
            new RequestTxIds(false, 1, 3),
            new ReplyTxIds(List.of(new TxIdAndSize(ID, 300))),
            new RequestTxs(List.of(ID)),
            new ReplyTxs(List.of()),
            new Done())
        .conversation(
            ConversationCheck.of(TxSubmission.NUMBER, this::onTwoTransactions).messages(12))
        .tests();
  }

  private static Encoded encoded(String hex) {
    return Encoded.ofHex(hex);
  }
}
