package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.OperationResult;
import io.tempera.trace.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One step in the making: the entry as it changes, and what is to be done, in order. */
final class Course {
  private Entry entry;
  private final Instant now;
  private final List<Effect> effects = new ArrayList<>();

  Course(Entry entry, Instant now) {
    this.entry = entry;
    this.now = now;
  }

  Entry entry() {
    return entry;
  }

  ConnectionState state() {
    return entry.state();
  }

  Step done() {
    return new Step(entry, effects);
  }

  /** Changes the state, and says so. */
  void move(ConnectionState to) {
    say(new ConnectionTrace.Transition(entry.remote(), entry.connectionId(), entry.state(), to));
    entry = entry.withState(to, now);
  }

  void name(ConnectionId connectionId) {
    entry = entry.withConnectionId(connectionId);
  }

  void open(ConnectionHandle handle) {
    entry = entry.withHandle(Optional.of(handle));
  }

  /** From now on only the entry is left. */
  void dropHandle() {
    entry = entry.withHandle(Optional.empty());
  }

  void linger(boolean lingers) {
    entry = entry.withLingers(lingers);
  }

  void startTimer(Effect.TimerKind kind) {
    entry = entry.withRound(entry.round() + 1);
    effects.add(new Effect.StartTimer(entry.id(), entry.round(), kind));
  }

  /** Forgets the timer; one that has gone off already finds its round over. */
  void cancelTimer() {
    entry = entry.withRound(entry.round() + 1);
    effects.add(new Effect.CancelTimer(entry.id()));
  }

  void close() {
    effects.add(new Effect.Close(entry.id()));
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  void say(Trace trace) {
    effects.add(new Effect.Say(trace));
  }

  /** Says that an operation is impossible now. */
  void forbidden(String operation) {
    entry
        .connectionId()
        .ifPresent(id -> say(new ConnectionTrace.ForbiddenOperation(id, operation, state())));
  }

  /** Says that what the inbound governor or a peer said cannot be. */
  void unexpected(String operation) {
    entry
        .connectionId()
        .ifPresent(
            id -> say(new ConnectionTrace.UnexpectedlyFalseAssertion(id, operation, state())));
  }

  /** Says that an open connection is closed. */
  void sayClosed(boolean byError, String why) {
    entry.connectionId().ifPresent(id -> say(new ConnectionTrace.Closed(id, byError, why)));
  }

  void answer(Caller caller, Reply reply) {
    effects.add(new Effect.Answer(caller, reply));
  }

  /** Answers with the state that the entry is in now. */
  void answerDone(Caller caller) {
    answer(caller, new Reply.State(new OperationResult.Success<>(state())));
  }

  /** Answers that it is impossible in the state that the entry is in now. */
  void answerUnsupported(Caller caller) {
    answer(caller, new Reply.State(new OperationResult.Unsupported<>(state())));
  }

  void await(Caller caller, Waiting.Kind kind) {
    List<Waiting> all = new ArrayList<>(entry.waiting());
    all.add(new Waiting(caller, kind));
    entry = entry.withWaiting(all);
  }

  /** Takes everybody out of the queue. */
  List<Waiting> takeWaiting() {
    List<Waiting> all = entry.waiting();
    entry = entry.withWaiting(List.of());
    return all;
  }

  /** Takes one out of the queue. */
  void remove(Waiting waiting) {
    entry = entry.withWaiting(entry.waiting().stream().filter(w -> !w.equals(waiting)).toList());
  }
}
