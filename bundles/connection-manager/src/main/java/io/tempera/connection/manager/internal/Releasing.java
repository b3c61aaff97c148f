package io.tempera.connection.manager.internal;

import io.tempera.connection.ConnectionState;

/**
 * What happens when we no longer use a connection, in each state (ouroboros-network
 * ConnectionManager.Core, releaseOutboundConnectionImpl).
 */
final class Releasing {
  private static final String OPERATION = "releaseOutbound";

  private Releasing() {}

  static void release(Course course, Caller caller) {
    switch (course.state()) {
      case OUTBOUND_UNI -> idle(course, caller, ConnectionState.OUTBOUND_IDLE_UNI);
      case OUTBOUND_DUP_EXPIRED -> idle(course, caller, ConnectionState.OUTBOUND_IDLE_DUP);
      case OUTBOUND_DUP_TICKING -> leaveToRemote(course, caller, ConnectionState.INBOUND_IDLE_DUP);
      case DUPLEX -> leaveToRemote(course, caller, ConnectionState.INBOUND_DUP);
      case UNKNOWN,
          OUTBOUND_IDLE_UNI,
          OUTBOUND_IDLE_DUP,
          INBOUND_IDLE_UNI,
          INBOUND_IDLE_DUP,
          TERMINATING,
          TERMINATED ->
          course.answerDone(caller);
      case RESERVED_OUTBOUND, UNNEGOTIATED_IN, UNNEGOTIATED_OUT, INBOUND_DUP ->
          forbidden(course, caller);
      case INBOUND_UNI -> {
        // Nobody can have got it in the first place.
        course.unexpected(OPERATION);
        forbidden(course, caller);
      }
    }
  }

  private static void forbidden(Course course, Caller caller) {
    course.forbidden(OPERATION);
    course.answerUnsupported(caller);
  }

  /** The remote side has a while to begin, in which the caller waits. */
  private static void idle(Course course, Caller caller, ConnectionState idle) {
    course.move(idle);
    course.startTimer(Effect.TimerKind.OUTBOUND_IDLE);
    course.await(caller, Waiting.Kind.RELEASE);
  }

  private static void leaveToRemote(Course course, Caller caller, ConnectionState inbound) {
    course.move(inbound);
    course.answerDone(caller);
  }
}
