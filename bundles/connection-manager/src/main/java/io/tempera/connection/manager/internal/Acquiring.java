package io.tempera.connection.manager.internal;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.Provenance;

/**
 * What somebody gets who wants to use a connection, in each state (ouroboros-network
 * ConnectionManager.Core, acquireOutboundConnectionImpl).
 */
final class Acquiring {
  private Acquiring() {}

  /** At the first look. */
  static void first(Course course, Event.Acquire asked) {
    switch (course.state()) {
      case UNKNOWN -> {
        if (asked.provenance() == Provenance.INBOUND) {
          refuse(course, asked.caller(), Sentences.noInbound(course.entry().remote()));
        } else {
          course.await(asked.caller(), Waiting.Kind.OPEN);
          course.move(ConnectionState.RESERVED_OUTBOUND);
          course.add(new Effect.Dial(course.entry().id(), course.entry().remote(), asked.mode()));
        }
      }
      case UNNEGOTIATED_IN -> course.await(asked.caller(), Waiting.Kind.JOIN);
      case TERMINATING, TERMINATED -> course.await(asked.caller(), Waiting.Kind.RETRY);
      default -> {
        if (!used(course, asked.caller())) {
          refuse(course, asked.caller(), impossible(course));
        }
      }
    }
  }

  /** After the handshake of a connection that the remote side opened. */
  static void join(Course course, Caller caller) {
    if (!used(course, caller)) {
      course.answer(caller, impossible(course));
    }
  }

  private static boolean used(Course course, Caller caller) {
    switch (course.state()) {
      case INBOUND_IDLE_DUP -> course.move(ConnectionState.OUTBOUND_DUP_TICKING);
      case INBOUND_DUP -> course.move(ConnectionState.DUPLEX);
      default -> {
        return false;
      }
    }
    course.answer(
        caller,
        new Reply.Connection(new AcquireResult.Connected(course.entry().handle().orElseThrow())));
    return true;
  }

  private static Reply.Failed impossible(Course course) {
    ConnectionState state = course.state();
    return switch (state) {
      case INBOUND_IDLE_UNI, INBOUND_UNI -> Sentences.notInThisDirection(course.entry().remote());
      case OUTBOUND_IDLE_UNI, OUTBOUND_IDLE_DUP ->
          Sentences.closing(course.entry().remote(), state);
      default -> Sentences.exists(course.entry().remote(), state);
    };
  }

  /** Says no, and says so. */
  static void refuse(Course course, Caller caller, Reply.Failed failed) {
    course.say(
        new ConnectionTrace.ConnectFailed(course.entry().remote(), failed.exception().failure()));
    course.answer(caller, failed);
  }
}
