package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.State;
import io.tempera.kit.cbor.CborReader;
import io.tempera.protocol.MiniProtocol;
import io.tempera.runtime.TemperaRuntime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests a whole protocol. Its table and codec, given a sample or two of each message: every state
 * against every message in both halves, every 2- and 3-way split of every encoding, truncated and
 * damaged encodings, the connection's end in the middle, size and time limits, termination,
 * pipelining, and a hand-over at every point. And its two conversations, held against each other in
 * virtual time and disturbed at every point, as {@link ConversationCheck} says.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> echo() {
 *   return ProtocolCheck.of(SPEC, CODEC)
 *       .samples(new Request("abc"), new Response("abc"), new Done())
 *       .conversation(7_001, runtime -> new Echo(runtime, Duration.ofSeconds(1)))
 *       .tests();
 * }
 * }</pre>
 *
 * <p>A warm mini-protocol says {@link #warmConversation} in place of {@code conversation}: then the
 * quiet is tested that it must keep while its peer is hot. {@link #golden} in place of a sample
 * also fixes its encoding. {@link Rehearsal} is for what a protocol does besides.
 */
public final class ProtocolCheck<M> {
  private final ProtocolSpec<M> spec;
  private final MessageCodec<M> codec;
  private final List<M> samples = new ArrayList<>();
  private final List<DynamicTest> golden = new ArrayList<>();
  private Optional<ConversationCheck> conversation = Optional.empty();

  private ProtocolCheck(ProtocolSpec<M> spec, MessageCodec<M> codec) {
    this.spec = spec;
    this.codec = codec;
  }

  /** A check of a table and a codec. */
  public static <M> ProtocolCheck<M> of(ProtocolSpec<M> spec, MessageCodec<M> codec) {
    return new ProtocolCheck<>(spec, codec);
  }

  /** Messages to try; every line of the table needs one that takes it. */
  @SafeVarargs
  public final ProtocolCheck<M> samples(M... messages) {
    for (M message : messages) {
      sample(message);
    }
    return this;
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
            Readable.text(message) + " is " + hex,
            () -> assertThat(HexFormat.of().formatHex(codec.encode(message))).isEqualTo(hex)));
    return alsoReads(hex, message).sample(message);
  }

  /** Another encoding, which is understood though not written. */
  public ProtocolCheck<M> alsoReads(String hex, M message) {
    for (State<M> state : spec.states()) {
      if (state.moveFor(message).isPresent()) {
        golden.add(
            dynamicTest(
                hex + " in " + state.name() + " is " + Readable.text(message),
                () ->
                    Same.check(
                        codec.decode(
                            state, new CborReader(HexFormat.of().parseHex(hex), codec.depth())),
                        message)));
      }
    }
    return this;
  }

  /**
   * Also holds the two conversations against each other. A warm mini-protocol, which must be quiet
   * while its peer is hot, needs {@link #warmConversation} instead.
   *
   * @param protocol makes the mini-protocol, anew for each run and each hand-over
   */
  public ProtocolCheck<M> conversation(
      int number, Function<TemperaRuntime, MiniProtocol> protocol) {
    return conversation(ConversationCheck.of(number, protocol));
  }

  /**
   * The same for a warm mini-protocol, which is also asked for quiet at every point: see {@link
   * ConversationCheck#warm}.
   *
   * @param protocol makes the mini-protocol, anew for each run and each hand-over
   */
  public ProtocolCheck<M> warmConversation(
      int number, Function<TemperaRuntime, MiniProtocol> protocol) {
    return conversation(ConversationCheck.of(number, protocol).warm());
  }

  /** Also holds the two conversations against each other, as this says. */
  public ProtocolCheck<M> conversation(ConversationCheck check) {
    conversation = Optional.of(check.reading(spec, codec));
    return this;
  }

  /** The tests, for a method with {@link org.junit.jupiter.api.TestFactory}. */
  public Stream<DynamicNode> tests() {
    Samples<M> all = new Samples<>(spec, codec, samples);
    Stream<DynamicNode> table =
        Stream.of(
            dynamicTest("every line of the table has a sample", () -> everyLineHasASample(all)),
            dynamicContainer("known encodings", golden),
            dynamicContainer("encodings", new EncodingCheck<>(all).tests()),
            dynamicContainer("every state, every message", new WalkCheck<>(all).tests()),
            dynamicContainer("every split", new SplitCheck<>(all).tests()),
            dynamicContainer("malformed", new MalformedCheck<>(all).tests()),
            dynamicContainer("limits", new LimitCheck<>(all).tests()),
            dynamicContainer("termination", new TerminationCheck<>(all).tests()),
            dynamicContainer("pipelining", new PipelineCheck<>(all).tests()),
            dynamicContainer("hand-over", new HandOverCheck<>(all).tests()));
    return Stream.concat(
        table, conversation.stream().map(c -> dynamicContainer("conversation", c.tests())));
  }

  private void everyLineHasASample(Samples<M> all) {
    assertThat(all.missing())
        .as(
            "lines of the table of %s that no sample makes: add one for each, with sample or golden",
            spec.name())
        .isEmpty();
    assertThat(all.strangers())
        .as("samples that no line of the table of %s takes: add a line, with on", spec.name())
        .isEmpty();
  }
}
