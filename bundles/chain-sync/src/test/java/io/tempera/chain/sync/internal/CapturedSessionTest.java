package io.tempera.chain.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.check.HalfPair;
import io.tempera.check.HalfRun;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.testkit.VirtualRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A conversation captured from the reference implementation (ouroboros-network, commit d80f488c):
 * see captured/README.md.
 */
@Timeout(60)
final class CapturedSessionTest {
  private static final long TIP = 1_000_000;
  private static final int HEADERS = 5;

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final List<String> captured = read();

  /** It has more to tell than is asked for, as the captured one. */
  private final FakeChain chain =
      new FakeChain(HEADERS + 1).pretending(new Tip(Synthetic.point(TIP, 0), TIP));

  private final FakeFollower follower = new FakeFollower().withRoom(HEADERS);
  private final ChainSync protocol =
      new ChainSync(runtime, chain, follower, ChainSyncSettings.defaults().withMarks(1, 1));

  private static List<String> read() {
    try (InputStream lines =
        CapturedSessionTest.class.getResourceAsStream("/captured/chain-sync.txt")) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> said(String by) {
    return captured.stream().filter(l -> l.startsWith(by)).map(l -> l.substring(2)).toList();
  }

  private HalfRun alone(Direction direction) {
    return new HalfRun(runtime, new ProtocolKey(ChainSync.NUMBER, direction));
  }

  private static List<String> sent(HalfRun half) {
    return half.sent().stream().map(HexFormat.of()::formatHex).toList();
  }

  @Test
  void theResponderAnswersTheCapturedInitiatorAsTheCapturedOneDid() {
    HalfRun half = alone(Direction.RESPONDER).start(protocol.responder());
    for (String message : said("I")) {
      half.arrive(HexFormat.of().parseHex(message));
      runtime.runUntilIdle();
    }
    assertThat(sent(half)).isEqualTo(said("R")).hasSize(7);
    assertThat(half.result()).isPresent();
    assertThat(half.left()).isEmpty();
  }

  @Test
  void theResponderAnswersTheSameWhenAllComesAtOnce() {
    HalfRun half = alone(Direction.RESPONDER).start(protocol.responder());
    half.arrive(HexFormat.of().parseHex(String.join("", said("I"))));
    runtime.runUntilIdle();
    assertThat(sent(half)).isEqualTo(said("R"));
    assertThat(half.result()).isPresent();
  }

  @Test
  void theInitiatorAsksTheCapturedResponderAsTheCapturedOneDid() {
    HalfRun half = alone(Direction.INITIATOR).start(protocol.initiator());
    for (String message : said("R")) {
      runtime.runUntilIdle();
      half.arrive(HexFormat.of().parseHex(message));
    }
    runtime.runUntilIdle();
    half.control(ControlMessage.TERMINATE);
    runtime.runUntilIdle();
    assertThat(sent(half)).isEqualTo(said("I")).hasSize(8);
    assertThat(half.result()).isPresent();
    assertThat(follower.headers()).isEqualTo(chain.headers().subList(0, HEADERS));
    assertThat(follower.calls())
        .containsExactly("begin", "intersected origin", "roll back to origin", "close");
  }

  @Test
  void bothHalvesSayTogetherWhatTheCapturedOnesDid() {
    HalfPair pair = new HalfPair(runtime, ChainSync.NUMBER).start(protocol);
    runtime.advance(Duration.ofSeconds(1));
    pair.initiator().control(ControlMessage.TERMINATE);
    runtime.advance(Duration.ofSeconds(1));
    assertThat(pair.wire()).isEqualTo(captured);
    assertThat(chain.open()).isZero();
    runtime.assertNothingLeft();
  }

  @Test
  void withoutAnIntersectionTheFirstAnswerGoesBackToTheOrigin() {
    HalfRun half = alone(Direction.RESPONDER).start(protocol.responder());
    half.arrive(HexFormat.of().parseHex("81008100"));
    runtime.runUntilIdle();
    assertThat(sent(half)).isEqualTo(said("R").subList(1, 3));
    assertThat(chain.point(0)).isEqualTo(Point.ORIGIN);
  }
}
