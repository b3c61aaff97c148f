package io.tempera.kit;

import io.tempera.kit.ProtocolViolation.Rule;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.mux.Channel;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.Snapshot;
import io.tempera.runtime.Chance;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One half's side of a conversation, held to its protocol's table: whose turn it is, what may be
 * said, how large and how late. Whatever breaks a rule is a {@link ProtocolViolation}.
 *
 * <p>When a hand-over is asked for, the next wait in a state that the table names for it does not
 * return: it unwinds the conversation, and the next implementation's begins, in the same state. A
 * conversation that might never wait in such a state asks {@link #mayBegin} between its rounds, or
 * calls {@link #next} with {@link Duration#ZERO}. What the next implementation must know is left by
 * {@link #memo}. What needs no memo: bytes that have arrived and were not received, what is left of
 * the time limit of the message that is awaited, and, where it is this side's turn, what is left of
 * the time given to {@link #next}. So a half that is swapped in the middle of its interval does not
 * speak earlier than it would have: the first {@link #mayBegin}, {@link #next} or {@link #send} of
 * the next one waits for the rest.
 *
 * <p>For the half's own thread only; every wait ends with an {@link InterruptedException} when the
 * connection, or the bundle, is going.
 */
public final class Session<M> {
  private final ProtocolSpec<M> spec;
  private final MessageCodec<M> codec;
  private final HalfContext context;
  private final Channel channel;
  private final Complaints complaints;
  private final Walk<M> walk;
  private final Inbox<M> inbox;
  private final Waiting<M> waiting;
  private final Memo memo;

  /** The state that was shown last. */
  private State<M> shown;

  Session(
      ProtocolSpec<M> spec,
      MessageCodec<M> codec,
      Chance chance,
      HalfContext context,
      Channel channel) {
    this.spec = spec;
    this.codec = codec;
    this.context = context;
    this.channel = channel;
    this.complaints = new Complaints(spec.name(), context);
    Optional<Snapshot> before = context.resumedFrom();
    Optional<Duration> left = before.flatMap(Snapshot::remaining);
    this.memo = new Memo(spec.resumePoints(), before);
    this.walk =
        new Walk<>(
            spec, context.key().direction(), before.map(spec::resumedFrom).orElse(spec.initial()));
    this.inbox =
        new Inbox<>(
            codec,
            complaints,
            channel,
            context.clock(),
            chance,
            walk.receives() ? left : Optional.empty());
    this.waiting =
        new Waiting<>(context, walk, inbox, memo, walk.receives() ? Optional.empty() : left);
    this.shown = walk.here();
    context.at(spec.position(shown));
  }

  /** What the half knows of the world: connection, agreed data, clock. */
  public HalfContext context() {
    return context;
  }

  /** The state in which the next message is received or, with nothing outstanding, sent. */
  public State<M> state() {
    return walk.here();
  }

  /** What the peer state actions ask of this half at the moment. */
  public ControlMessage control() {
    return context.control();
  }

  /**
   * Sends a message. Blocks while too much is queued for this half, and the first one after a
   * hand-over while the pause goes on that it cut; whoever measures asks {@link #mayBegin} before.
   *
   * @throws ProtocolViolation when the table does not allow it here
   */
  public void send(M message) throws InterruptedException {
    mustBeHeld();
    waiting.restOfPause();
    say(message);
  }

  /**
   * Sends a message without waiting for its answers before the next; they are received in order.
   * Blocks as {@link #send} does. Does not wait for room among the outstanding ones: only receiving
   * an answer makes any, and that is this thread's to do.
   *
   * @throws ProtocolViolation when the table does not allow it here, or not pipelined, or not with
   *     so many outstanding ({@link Move#mostOutstanding})
   */
  public void sendPipelined(M message) throws InterruptedException {
    mustBeHeld();
    waiting.restOfPause();
    mistake(walk.sendPipelined(message));
    show();
    channel.send(codec.pieces(message));
  }

  /** How many messages that were sent pipelined have not been answered completely. */
  public int outstanding() {
    return walk.outstanding();
  }

  /**
   * Waits for the next message, whatever the peer state actions ask.
   *
   * @throws ProtocolViolation when it is not allowed here, too large or too late
   */
  public M receive() throws InterruptedException {
    mustReceive();
    waiting.forMessage();
    return take();
  }

  /**
   * Waits for the next message, which this conversation expects to be of a class.
   *
   * @throws ProtocolViolation when it is not allowed here, too large, too late, or another one
   */
  public <T extends M> T receive(Class<T> expected) throws InterruptedException {
    State<M> state = walk.here();
    M message = receive();
    if (expected.isInstance(message)) {
      return expected.cast(message);
    }
    throw complaints.about(
        Rule.OWN_MISTAKE,
        state,
        "received "
            + message.getClass().getSimpleName()
            + ", which the table allows, but this conversation takes only "
            + expected.getSimpleName()
            + ": call receive() and tell them apart");
  }

  /**
   * The next message, if it is there completely. Does not block.
   *
   * @throws ProtocolViolation when it is not allowed here, too large or too late
   */
  public Optional<M> receiveIfThere() {
    mustReceive();
    inbox.expect(walk.here());
    if (inbox.look(walk.here())) {
      return Optional.of(take());
    }
    inbox.checkTime(walk.here());
    return Optional.empty();
  }

  /** Waits until there is something to do. */
  public Turn next() throws InterruptedException {
    return next(Optional.empty());
  }

  /**
   * Waits until there is something to do, at the most for a time. Where it is this side's turn and
   * a hand-over cuts the wait, the next implementation's first wait is for the rest of it.
   *
   * @param time zero only looks
   * @throws ProtocolViolation when a message is awaited that is too large or too late
   */
  public Turn next(Duration time) throws InterruptedException {
    return next(Optional.of(time));
  }

  /**
   * Whether this half may begin something new: whichever half has the turn asks it before it does.
   * Waits, after a hand-over, for the rest of the pause that it cut; and as long as quiet is asked
   * for, which is while the peer is hot, of initiators of warm mini-protocols only. It is a place
   * for a hand-over, also when it need not wait.
   *
   * <p>Responders are never asked to be quiet or to finish: they ask for the other two, and it is
   * always true.
   *
   * <pre>{@code
   * while (session.mayBegin()) {
   *   session.send(question);
   *   session.receive(Answer.class);
   *   session.next(interval);
   * }
   * return session.done("terminated");
   * }</pre>
   *
   * <p>The time that {@link #next} waits ends when quiet is asked for, so that the first thing
   * after it comes at once.
   *
   * @return false when this half, an initiator, is asked to finish
   * @throws ProtocolViolation when it is not this side's turn
   */
  public boolean mayBegin() throws InterruptedException {
    mustBeHeld();
    mistake(walk.wrongToBegin());
    waiting.handOverIfAsked();
    waiting.restOfPause();
    waiting.whileQuiet();
    return context.control() != ControlMessage.TERMINATE;
  }

  /**
   * Ends the conversation: sends the table's message for that, unless it is over already.
   *
   * @param outcome a word or two for people
   * @return what the conversation returns
   * @throws ProtocolViolation when the table does not let this half end the conversation here
   */
  public HalfResult.Finished done(String outcome) throws InterruptedException {
    return done(outcome, Optional.empty());
  }

  /**
   * Ends the conversation as {@link #done(String)} does.
   *
   * @param repromoteDelay for how long the peer should not be promoted again
   */
  public HalfResult.Finished done(String outcome, Duration repromoteDelay)
      throws InterruptedException {
    return done(outcome, Optional.of(repromoteDelay));
  }

  /** What the implementation before this one left, when this one carries on. */
  public Optional<Snapshot> resumed() {
    return context.resumedFrom();
  }

  /**
   * The memo in CBOR that the implementation before this one left, when this one carries on.
   *
   * @param version the version of the memo's form that is read; one of another version is none
   * @param read takes it; it has no more to take when that returns
   * @throws UnreadableMemo when the memo is something else
   */
  public <T> Optional<T> resumed(int version, Function<CborReader, T> read) {
    return resumed().filter(before -> before.memoVersion() == version).map(b -> read(b, read));
  }

  private <T> T read(Snapshot before, Function<CborReader, T> read) {
    try {
      return Memo.read(before, read);
    } catch (CborException | IllegalArgumentException e) {
      throw complaints.unreadable(before, e);
    }
  }

  /**
   * What the next implementation must know if it has to carry on at the next hand-over point; until
   * this is called, what the implementation before left.
   *
   * @param version the version of the memo's form, above 0: one that the table names at a hand-over
   *     point, so that whoever writes it understands it
   * @param bytes at most {@value Snapshot#MAX_MEMO_BYTES} bytes
   * @throws ProtocolViolation when the table names no such version
   */
  public void memo(int version, byte[] bytes) {
    memo(version, () -> bytes);
  }

  /**
   * The same for a memo that is only written when a hand-over happens.
   *
   * @param bytes called on this half's thread, at a hand-over point
   */
  public void memo(int version, Supplier<byte[]> bytes) {
    mistake(memo.wrong(version));
    memo.set(version, bytes);
  }

  /**
   * Whether a hand-over is asked for that can happen at one of the table's points, here or later.
   * Whoever pipelines sends no more then, and receives what is outstanding, so that it comes to
   * one. Not once terminating is asked for, which goes before. Does not block.
   */
  public boolean handOverAsked() {
    return waiting.handOverAskedAnywhere(spec);
  }

  /**
   * Whether a hand-over has unwound this conversation: for a {@code finally} block, which then
   * leaves in place what the next implementation must find.
   */
  public boolean isHandedOver() {
    return waiting.unwound();
  }

  /** What is left for the next implementation, after a {@link HandOverSignal}. */
  HalfResult.HandedOver handedOver() {
    return new HalfResult.HandedOver(memo.snapshotAt(walk.here().name(), waiting.timeLeft()));
  }

  /** Checks that a conversation which returned is over. */
  void checkEnded() {
    mustBeHeld();
    mistake(walk.wrongToLeave());
  }

  private HalfResult.Finished done(String outcome, Optional<Duration> delay)
      throws InterruptedException {
    mustBeHeld();
    State<M> state = walk.here();
    if (!state.isEnd() && spec.canEnd()) {
      mistake(walk.wrongToEnd());
      say(state.terminate().orElseThrow());
    }
    return new HalfResult.Finished(outcome, delay);
  }

  private Turn next(Optional<Duration> time) throws InterruptedException {
    mustBeHeld();
    mistake(walk.wrongToGoOn());
    return waiting.forAnything(time);
  }

  private void say(M message) throws InterruptedException {
    mistake(walk.send(message));
    show();
    channel.send(codec.pieces(message));
  }

  private M take() {
    State<M> state = walk.here();
    M message = inbox.take(state);
    refuse(state, Rule.OUT_OF_TURN, walk.receive(message));
    show();
    return message;
  }

  /** Lets the node show where the conversation is, when that has changed. */
  private void show() {
    State<M> now = walk.here();
    if (now != shown) {
      shown = now;
      context.at(spec.position(now));
    }
  }

  private void mustReceive() {
    mustBeHeld();
    mistake(walk.wrongToReceive());
  }

  /** A conversation that a hand-over has unwound is over, though it caught what unwound it. */
  private void mustBeHeld() {
    if (waiting.unwound()) {
      throw complaints.about(
          Rule.OWN_MISTAKE,
          walk.here(),
          "the conversation goes on although it was handed over: it caught the error that unwinds"
              + " it; catch Exception, or less, never Throwable or Error");
    }
  }

  private void mistake(Optional<String> wrong) {
    refuse(walk.here(), Rule.OWN_MISTAKE, wrong);
  }

  private void refuse(State<M> state, Rule rule, Optional<String> wrong) {
    if (wrong.isPresent()) {
      throw complaints.about(rule, state, wrong.get());
    }
  }
}
