package io.tempera.connection.manager.internal;

import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DataFlow;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import java.time.Instant;

/**
 * The state machine of one entry, without I/O, clock or threads. The states, and the way between
 * them, are those of {@link ConnectionState}; what each caller gets in each state is in {@link
 * Acquiring}, {@link Releasing} and {@link RemoteSide}.
 */
final class ConnectionMachine {
  private ConnectionMachine() {}

  /** One event. An event that means nothing in the present state changes nothing. */
  static Step step(Entry entry, Event event, Instant now) {
    Course course = new Course(entry, now);
    switch (event) {
      case Event.Acquire acquire -> Acquiring.first(course, acquire);
      case Event.Include include -> include(course, include);
      case Event.Release(Caller caller) -> Releasing.release(course, caller);
      case Event.ReleaseInbound(Caller caller) -> RemoteSide.idleTimeOver(course, caller);
      case Event.PromotedToWarmRemote(Caller caller) -> RemoteSide.promoted(course, caller);
      case Event.DemotedToColdRemote(Caller caller) -> RemoteSide.demoted(course, caller);
      case Event.WatchDemotion(Caller caller) -> course.await(caller, Waiting.Kind.DEMOTION);
      case Event.GaveUp(Caller caller) -> gaveUp(course, caller);
      case Event.Dialled dialled -> dialled(course, dialled);
      case Event.AddressTaken taken -> addressTaken(course, taken);
      case Event.DialFailed(Failure failure) -> dialFailed(course, failure);
      case Event.Negotiated(ConnectionHandle handle) -> negotiated(course, handle);
      case Event.HandshakeRefused(DisconnectReason reason) -> {
        if (States.isUnnegotiated(course.state())) {
          failed(course, reason);
          Terminating.refused(course, reason);
        }
      }
      case Event.HandshakeBroken(DisconnectReason reason) -> {
        if (States.isUnnegotiated(course.state())) {
          failed(course, reason);
          Terminating.atOnce(course, Ending.because(reason));
        }
      }
      case Event.MuxEnded(MuxEnd end) -> muxEnded(course, end);
      case Event.TimeUp(int round) -> timeUp(course, round);
      case Event.Replaced() -> {
        if (entry.exists()) {
          Ending ending = Ending.because(Sentences.replaced());
          Terminating.broken(course, true, Sentences.REPLACED, ending);
        }
      }
      case Event.Pruned(int hardLimit) -> pruned(course, new DisconnectReason.Pruned(hardLimit));
      case Event.Shutdown() -> shutdown(course);
    }
    Waiters.settle(course);
    return course.done();
  }

  /** Whether those who start responders are told of a connection. */
  static boolean isAnnounced(ConnectionHandle handle) {
    return handle.provenance() == Provenance.INBOUND
        || handle.agreed().dataFlow() == DataFlow.DUPLEX;
  }

  private static void include(Course course, Event.Include include) {
    course.await(include.caller(), Waiting.Kind.INCLUDE);
    course.move(ConnectionState.UNNEGOTIATED_IN);
    course.add(new Effect.Negotiate(course.entry().id(), include.bearer()));
  }

  private static void dialled(Course course, Event.Dialled dialled) {
    if (course.state() == ConnectionState.RESERVED_OUTBOUND) {
      course.name(dialled.connectionId());
      course.move(ConnectionState.UNNEGOTIATED_OUT);
    }
  }

  private static void addressTaken(Course course, Event.AddressTaken taken) {
    if (course.state() == ConnectionState.RESERVED_OUTBOUND) {
      Reply.Failed failed = Sentences.addressTaken(taken.connectionId());
      failToOpen(course, failed);
      course.close();
      Terminating.forget(course, Ending.failed(failed.exception().failure(), failed));
    }
  }

  private static void dialFailed(Course course, Failure failure) {
    if (course.state() == ConnectionState.RESERVED_OUTBOUND) {
      Reply.Failed failed = Sentences.dialFailed(failure);
      failToOpen(course, failed);
      Terminating.forget(course, Ending.failed(failure, failed));
    }
  }

  private static void failToOpen(Course course, Reply.Failed failed) {
    course.say(
        new ConnectionTrace.ConnectFailed(course.entry().remote(), failed.exception().failure()));
  }

  private static void negotiated(Course course, ConnectionHandle handle) {
    if (!States.isUnnegotiated(course.state())) {
      return;
    }
    DataFlow flow = handle.agreed().dataFlow();
    course.open(handle);
    course.move(
        course.state() == ConnectionState.UNNEGOTIATED_IN
            ? States.inboundIdle(flow)
            : States.outbound(flow));
    course.say(new ConnectionTrace.Opened(handle.connectionId(), handle.provenance()));
    if (isAnnounced(handle)) {
      course.add(new Effect.Announce(handle));
    }
  }

  private static void failed(Course course, DisconnectReason reason) {
    sayTurnedAway(course, reason);
    Provenance opener =
        course.state() == ConnectionState.UNNEGOTIATED_IN
            ? Provenance.INBOUND
            : Provenance.OUTBOUND;
    Judging.handshake(course, opener, reason);
  }

  /**
   * Says what came of a handshake, unless somebody else does: whoever asked for a connection says
   * what became of that (the reference's connection manager is silent there too), and a query that
   * was answered is no trouble at all.
   */
  private static void sayTurnedAway(Course course, DisconnectReason reason) {
    boolean query = reason instanceof DisconnectReason.Query;
    if (course.state() == ConnectionState.UNNEGOTIATED_IN && !query) {
      course
          .entry()
          .connectionId()
          .ifPresent(id -> course.say(new ConnectionTrace.Refused(id, reason)));
    } else if (course.state() == ConnectionState.UNNEGOTIATED_OUT && query) {
      Failure failure = Failure.of(FailureCategory.NOT_ACCEPTABLE, reason.text());
      course.say(new ConnectionTrace.ConnectFailed(course.entry().remote(), failure));
    }
  }

  private static void muxEnded(Course course, MuxEnd end) {
    if (course.state() == ConnectionState.TERMINATING) {
      if (course.entry().lingers()) {
        course.startTimer(Effect.TimerKind.TIME_WAIT);
      } else {
        Terminating.forget(course, ending(end));
      }
    } else if (States.isOpen(course.state())) {
      if (isNormalClose(course.state(), end)) {
        Terminating.broken(course, false, whyDone(end), ending(end));
      } else {
        if (end instanceof MuxEnd.Failed(MuxError error)) {
          Judging.multiplexer(course, error);
        }
        Terminating.broken(course, end instanceof MuxEnd.Failed, why(end), ending(end));
      }
    }
  }

  /**
   * The reference closes by a reset: where nobody was using the connection, that is all it is.
   * After our own letting go both sides wait equally long, and either may be the first to close.
   */
  private static boolean isNormalClose(ConnectionState state, MuxEnd end) {
    return end instanceof MuxEnd.Failed(var error)
        && error.category() == FailureCategory.REMOTE_CLOSED
        && States.isUnused(state);
  }

  /** A reset is the reference's ordinary close; a FIN may have come in the middle of something. */
  private static String whyDone(MuxEnd end) {
    return end instanceof MuxEnd.Failed(MuxError.BearerClosed(var where))
        ? Sentences.remoteClosed(where)
        : Sentences.REMOTE_IS_DONE;
  }

  private static String why(MuxEnd end) {
    return switch (end) {
      case MuxEnd.Failed(var error) -> error.text();
      case MuxEnd.Stopped() -> Sentences.STOPPED;
      case MuxEnd.RemoteClosed(var where) -> Sentences.remoteClosed(where);
    };
  }

  private static Ending ending(MuxEnd end) {
    return Ending.because(
        switch (end) {
          case MuxEnd.Failed(var error) -> error.failure();
          case MuxEnd.Stopped() -> Failure.of(FailureCategory.SHUTTING_DOWN, Sentences.STOPPED);
          case MuxEnd.RemoteClosed(var where) ->
              Failure.of(FailureCategory.REMOTE_CLOSED, Sentences.remoteClosed(where));
        });
  }

  private static void timeUp(Course course, int round) {
    if (course.entry().round() != round) {
      return;
    }
    if (States.isOutboundIdle(course.state())) {
      course.cancelTimer();
      Terminating.commit(course, Sentences.WE_ARE_DONE);
    } else if (course.state() == ConnectionState.TERMINATING) {
      Terminating.forget(course, Ending.because(new DisconnectReason.Terminating(course.state())));
    }
  }

  private static void gaveUp(Course course, Caller caller) {
    for (Waiting waiting : course.entry().waiting()) {
      if (waiting.caller().equals(caller)) {
        course.remove(waiting);
        course.answer(caller, new Reply.GivenUp());
        if (waiting.kind() == Waiting.Kind.OPEN || waiting.kind() == Waiting.Kind.INCLUDE) {
          Terminating.atOnce(course, Ending.because(Sentences.gaveUp()));
        }
        return;
      }
    }
  }

  private static void pruned(Course course, DisconnectReason.Pruned reason) {
    if (course.entry().exists()) {
      sayTurnedAway(course, reason);
      Terminating.broken(course, false, reason.text(), Ending.because(reason));
    }
  }

  private static void shutdown(Course course) {
    if (course.entry().exists()) {
      Reply.Failed failed = Sentences.shuttingDown(course.entry().remote());
      Ending ending = Ending.failed(Sentences.shutdown(), failed);
      Terminating.broken(course, false, Sentences.SHUTDOWN, ending);
    }
  }
}
