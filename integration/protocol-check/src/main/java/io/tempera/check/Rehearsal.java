package io.tempera.check;

import io.tempera.handshake.Agreed;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.MiniProtocol;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Tries a mini-protocol without a node: both its halves against each other, in memory and in
 * virtual time, which passes only when it is told to.
 *
 * <pre>{@code
 * Rehearsal<EchoMessage> echo =
 *     Rehearsal.of(SPEC, CODEC, 7_001, runtime -> new Echo(runtime, ofSeconds(1))).start();
 * echo.advance(ofSeconds(1)).handOver(INITIATOR).advance(ofSeconds(1)).terminate();
 * assertThat(echo.lines())
 *     .containsExactly(
 *         "initiator Request[round=1]", "responder Response[round=1]",
 *         "initiator Request[round=2]", "responder Response[round=2]",
 *         "initiator Done[]");
 * }</pre>
 *
 * <p>For the test's own thread. {@link ConversationCheck} does all that goes for every protocol;
 * this is for what yours does besides.
 */
public final class Rehearsal<M> {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final Script<M> script;
  private final Trial trial;
  private final HalfPair pair;

  private Rehearsal(
      Script<M> script,
      int number,
      Function<TemperaRuntime, MiniProtocol> protocol,
      Agreed agreed) {
    this.script = script;
    this.trial = new Trial(number, protocol, agreed, 0, Defaults.DEADLINE, script::lines);
    this.pair = trial.pair(runtime);
  }

  /**
   * A mini-protocol that does not run yet.
   *
   * @param spec by which what passes is read
   * @param codec by which what passes is read
   * @param protocol makes it, and makes it anew for each hand-over
   */
  public static <M> Rehearsal<M> of(
      ProtocolSpec<M> spec,
      MessageCodec<M> codec,
      int number,
      Function<TemperaRuntime, MiniProtocol> protocol) {
    return of(spec, codec, number, protocol, Defaults.AGREED);
  }

  /** The same on a connection on which this was agreed. */
  public static <M> Rehearsal<M> of(
      ProtocolSpec<M> spec,
      MessageCodec<M> codec,
      int number,
      Function<TemperaRuntime, MiniProtocol> protocol,
      Agreed agreed) {
    return new Rehearsal<>(new Script<>(spec, codec), number, protocol, agreed);
  }

  /** How long each message is on its way; 1 ms unless told. */
  public Rehearsal<M> latency(Duration time) {
    pair.latency(time);
    return this;
  }

  /** Starts both halves, and lets them go on as far as they can while time stands still. */
  public Rehearsal<M> start() {
    trial.start(pair);
    return settle();
  }

  /** Lets time pass, and all that happens in it. */
  public Rehearsal<M> advance(Duration time) {
    runtime.advance(time);
    return this;
  }

  /** Asks the initiator for something, as the peer state actions do; time stands still. */
  public Rehearsal<M> ask(ControlMessage message) {
    pair.initiator().control(message);
    return settle();
  }

  /**
   * Asks the initiator to terminate, and lets a minute pass.
   *
   * @throws AssertionError when a half has not finished by then, or anything is left
   */
  public Rehearsal<M> terminate() {
    trial.end(pair);
    return this;
  }

  /**
   * Hands a half over to another one like it, now or when it comes to a hand-over point; time
   * stands still. {@link #handOvers} says how often that has happened.
   */
  public Rehearsal<M> handOver(Direction half) {
    return handOver(half, trial.protocol());
  }

  /** The same to another implementation. */
  public Rehearsal<M> handOver(Direction half, Function<TemperaRuntime, MiniProtocol> to) {
    pair.handOver(half, to.apply(runtime));
    return settle();
  }

  /** The connection goes: both halves are interrupted. Time stands still. */
  public Rehearsal<M> cut() {
    pair.cut();
    return settle();
  }

  /** What was delivered, in order, a line each: who said it, and what. */
  public List<String> lines() {
    return script.lines(pair.said());
  }

  /** The messages that were delivered, in order. */
  public List<M> messages() {
    return script.messages(pair.said());
  }

  /** The half that asks, at the moment: what it was told, what it noted, how it ended. */
  public HalfRun initiator() {
    return pair.initiator();
  }

  /** The half that answers, at the moment. */
  public HalfRun responder() {
    return pair.responder();
  }

  /** How many hand-overs of a half there were. */
  public int handOvers(Direction half) {
    return pair.handOvers(half);
  }

  /** The time and the tasks of all this. */
  public VirtualRuntime runtime() {
    return runtime;
  }

  private Rehearsal<M> settle() {
    runtime.runUntilIdle();
    return this;
  }
}
