package io.tempera.block.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.check.HalfRun;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult;
import io.tempera.testkit.VirtualRuntime;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What the reference said of block-fetch, from both sides. See the README beside the file. */
final class CapturedBlockFetchTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final BlockFetch protocol =
      new BlockFetch(runtime, new ServedChain(0, 0), new Fetcher(0), 100);

  private HalfRun half(Direction direction) {
    return new HalfRun(runtime, new ProtocolKey(BlockFetch.NUMBER, direction));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/captured/block-fetch.csv", numLinesToSkip = 1)
  void ourInitiatorSaysWhatTheReferencesDidEachTimeThatItIsHot(
      String session, int timesHot, String initiator) {
    for (int time = 0; time < timesHot; time++) {
      HalfRun half = half(Direction.INITIATOR).start(protocol.initiator());
      runtime.runUntilIdle();
      assertThat(half.sent()).isEmpty();
      half.control(ControlMessage.TERMINATE);
      runtime.runUntilIdle();
      assertThat(half.sent()).hasSize(1);
      assertThat(half.sent().getFirst()).asHexString().isEqualToIgnoringCase(initiator);
    }
    runtime.assertNothingLeft();
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/captured/block-fetch.csv", numLinesToSkip = 1)
  void ourResponderTakesWhatTheReferencesInitiatorSaid(
      String session, int timesHot, String initiator) {
    for (int time = 0; time < timesHot; time++) {
      HalfRun half = half(Direction.RESPONDER).start(protocol.responder());
      half.arrive(HexFormat.of().parseHex(initiator));
      runtime.runUntilIdle();
      assertThat(half.sent()).isEmpty();
      assertThat(half.left()).isEmpty();
      assertThat(half.result()).contains(new HalfResult.Finished("done", Optional.empty()));
    }
    runtime.assertNothingLeft();
  }
}
