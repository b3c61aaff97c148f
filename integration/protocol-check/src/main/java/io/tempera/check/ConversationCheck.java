package io.tempera.check;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.handshake.Agreed;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.protocol.MiniProtocol;
import io.tempera.runtime.TemperaRuntime;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs the real halves of a mini-protocol against each other in virtual time, and disturbs them at
 * every point of the conversation: before it begins, as each message arrives, in the middle of it,
 * and while both sides wait.
 *
 * <ul>
 *   <li>The initiator is asked to terminate: both halves must finish as their protocol says, within
 *       a time.
 *   <li>The connection goes: both must stop at once.
 *   <li>Either half, or both, are handed over to another implementation, twice in a row too: what
 *       passes on the wire must be the same as without it. Where a half comes to no hand-over point
 *       any more the test is skipped, and says so.
 *   <li>A warm one is asked for quiet.
 * </ul>
 *
 * <p>A conversation that ends by itself is disturbed up to its end; for the points past it a test
 * is skipped, and says so.
 *
 * <p>{@link ProtocolCheck#conversation} runs it together with the check of table and codec, and
 * words what passed. The mini-protocol draws its random numbers from the runtime that it is given,
 * so that all runs are alike.
 *
 * <pre>{@code
 * ConversationCheck.of(8, runtime -> new KeepAlive(runtime, Duration.ofSeconds(10)))
 *     .messages(12).deadline(Duration.ofSeconds(1))
 * }</pre>
 */
public final class ConversationCheck {
  private final int number;
  private final Function<TemperaRuntime, MiniProtocol> protocol;
  private Agreed agreed = Defaults.AGREED;
  private int messages = 10;
  private Duration deadline = Defaults.DEADLINE;
  private boolean warm;
  private Function<List<Said>, List<String>> script =
      wire -> wire.stream().map(Said::toString).toList();

  private ConversationCheck(int number, Function<TemperaRuntime, MiniProtocol> protocol) {
    this.number = number;
    this.protocol = protocol;
  }

  /** A check of a mini-protocol, which is made anew for each run, and for each hand-over. */
  public static ConversationCheck of(int number, Function<TemperaRuntime, MiniProtocol> protocol) {
    return new ConversationCheck(number, protocol);
  }

  /** What the two sides agreed on. */
  public ConversationCheck agreed(Agreed value) {
    agreed = value;
    return this;
  }

  /** After how many messages the last run is disturbed; 10 unless told. */
  public ConversationCheck messages(int count) {
    messages = count;
    return this;
  }

  /** How long the end may take, in virtual time, once it was asked for; 60 s unless told. */
  public ConversationCheck deadline(Duration time) {
    deadline = time;
    return this;
  }

  /**
   * The mini-protocol is a warm one: asked for quiet it says nothing after what it has begun, for
   * as long as it takes, then goes on when it may, and ends when it is asked to meanwhile. So the
   * state in which it is quiet has no time limit.
   */
  public ConversationCheck warm() {
    warm = true;
    return this;
  }

  /** Words what passed on the wire by a protocol's table. */
  <M> ConversationCheck reading(ProtocolSpec<M> spec, MessageCodec<M> codec) {
    script = new Script<>(spec, codec)::lines;
    return this;
  }

  /** The tests, for a method with {@link org.junit.jupiter.api.TestFactory}. */
  public Stream<DynamicTest> tests() {
    Trial trial = new Trial(number, protocol, agreed, messages, deadline, script);
    return IntStream.rangeClosed(0, messages).boxed().flatMap(after -> tests(trial, after));
  }

  private Stream<DynamicTest> tests(Trial trial, int after) {
    OptionalInt all = trial.length(after, after - 1);
    if (all.isPresent()) {
      String over = "the conversation is over after " + all.getAsInt() + " messages";
      return Stream.of(dynamicTest("is disturbed after message " + after, () -> abort(over)));
    }
    return Stream.of(
            new EndCheck(trial).tests(after),
            new SwapCheck(trial).tests(after),
            warm ? new QuietCheck(trial).tests(after) : Stream.<DynamicTest>empty())
        .flatMap(tests -> tests);
  }
}
