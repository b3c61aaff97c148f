package io.tempera.tip.sample.internal;

import io.tempera.check.ProtocolCheck;
import io.tempera.tip.sample.internal.TipMessage.AskTip;
import io.tempera.tip.sample.internal.TipMessage.Done;
import io.tempera.tip.sample.internal.TipMessage.TellTip;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

final class TipCheckTest {
  @TestFactory
  Stream<DynamicNode> everythingThatGoesForEveryWarmProtocol() {
    return ProtocolCheck.of(TipTable.SPEC, TipTable.CODEC)
        .golden("8100", new AskTip())
        // SHA-256 of eight bytes, as sha256sum has it.
        .golden(
            "8301005820af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc",
            new TellTip(SampleChain.tipAt(0)))
        .golden(
            "83011901005820" + "30e06038fb18a7cfda688d7bfe8de1ca8fee6002c5b4a498e6993a3592e88893",
            new TellTip(SampleChain.tipAt(256)))
        .golden("8102", new Done())
        .sample(new TellTip(SampleChain.tipAt(Long.MAX_VALUE)))
        // Longer than the end may take: whoever does not hear of it in the pause is late.
        .warmConversation(
            TipSample.NUMBER, runtime -> new TipSample(runtime, Duration.ofMinutes(2)))
        .tests();
  }
}
