package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.State;
import io.tempera.kit.cbor.CborReader;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests a protocol's table and codec, given a sample or two of each message: every state against
 * every message in both halves, every 2- and 3-way split of every encoding, truncated and damaged
 * encodings, the connection's end in the middle, size and time limits, termination, pipelining, and
 * a hand-over at every point.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> keepAlive() {
 *   return ProtocolCheck.of(SPEC, CODEC)
 *       .golden("820019beef", new KeepAliveRequest(0xbeef))
 *       .golden("820119beef", new KeepAliveResponse(0xbeef))
 *       .golden("8102", new Done())
 *       .tests();
 * }
 * }</pre>
 *
 * <p>What the two conversations do with it is {@link ConversationCheck}'s part.
 */
public final class ProtocolCheck<M> {
  private final ProtocolSpec<M> spec;
  private final MessageCodec<M> codec;
  private final List<M> samples = new ArrayList<>();
  private final List<DynamicTest> golden = new ArrayList<>();

  private ProtocolCheck(ProtocolSpec<M> spec, MessageCodec<M> codec) {
    this.spec = spec;
    this.codec = codec;
  }

  /** A check of a table and a codec. */
  public static <M> ProtocolCheck<M> of(ProtocolSpec<M> spec, MessageCodec<M> codec) {
    return new ProtocolCheck<>(spec, codec);
  }

  /** A message to try; every line of the table needs one that takes it. */
  public ProtocolCheck<M> sample(M message) {
    samples.add(message);
    return this;
  }

  /** A sample whose encoding is known. */
  public ProtocolCheck<M> golden(String hex, M message) {
    golden.add(
        dynamicTest(
            message + " is " + hex,
            () -> assertThat(HexFormat.of().formatHex(codec.encode(message))).isEqualTo(hex)));
    return alsoReads(hex, message).sample(message);
  }

  /** Another encoding, which is understood though not written. */
  public ProtocolCheck<M> alsoReads(String hex, M message) {
    for (State<M> state : spec.states()) {
      if (state.moveFor(message).isPresent()) {
        golden.add(
            dynamicTest(
                hex + " in " + state.name() + " is " + message,
                () ->
                    Same.check(
                        codec.decode(
                            state, new CborReader(HexFormat.of().parseHex(hex), codec.depth())),
                        message)));
      }
    }
    return this;
  }

  /** The tests, for a method with {@link org.junit.jupiter.api.TestFactory}. */
  public Stream<DynamicNode> tests() {
    Samples<M> all = new Samples<>(spec, codec, samples);
    return Stream.of(
        dynamicTest(
            "every line of the table has a sample",
            () -> assertThat(all.missing()).as("lines without a sample").isEmpty()),
        dynamicContainer("known encodings", golden),
        dynamicContainer("encodings", new EncodingCheck<>(all).tests()),
        dynamicContainer("every state, every message", new WalkCheck<>(all).tests()),
        dynamicContainer("every split", new SplitCheck<>(all).tests()),
        dynamicContainer("malformed", new MalformedCheck<>(all).tests()),
        dynamicContainer("limits", new LimitCheck<>(all).tests()),
        dynamicContainer("termination", new TerminationCheck<>(all).tests()),
        dynamicContainer("pipelining", new PipelineCheck<>(all).tests()),
        dynamicContainer("hand-over", new HandOverCheck<>(all).tests()));
  }
}
