package io.tempera.connection.manager.internal;

import io.tempera.connection.ConnectionState;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;

/**
 * What the inbound governor says of the remote side, in each state (ouroboros-network
 * ConnectionManager.Core, promotedToWarmRemoteImpl, demotedToColdRemoteImpl,
 * releaseInboundConnectionImpl).
 */
final class RemoteSide {
  private static final String PROMOTED = "promotedToWarmRemote";
  private static final String DEMOTED = "demotedToColdRemote";
  private static final String RELEASE = "releaseInbound";

  private RemoteSide() {}

  /** It began to use the connection. */
  static void promoted(Course course, Caller caller) {
    switch (course.state()) {
      case OUTBOUND_DUP_TICKING, OUTBOUND_DUP_EXPIRED -> course.move(ConnectionState.DUPLEX);
      case OUTBOUND_IDLE_DUP -> {
        course.cancelTimer();
        course.move(ConnectionState.INBOUND_DUP);
      }
      case INBOUND_IDLE_UNI -> course.move(ConnectionState.INBOUND_UNI);
      case INBOUND_IDLE_DUP -> course.move(ConnectionState.INBOUND_DUP);
      case INBOUND_UNI, INBOUND_DUP -> course.unexpected(PROMOTED);
      case DUPLEX -> {
        // It is so already.
      }
      case UNKNOWN, OUTBOUND_IDLE_UNI, TERMINATING, TERMINATED -> {
        course.answerUnsupported(caller);
        return;
      }
      case RESERVED_OUTBOUND, UNNEGOTIATED_IN, UNNEGOTIATED_OUT, OUTBOUND_UNI -> {
        course.unexpected(PROMOTED);
        course.answerUnsupported(caller);
        return;
      }
    }
    course.answerDone(caller);
  }

  /** It stopped using the connection. */
  static void demoted(Course course, Caller caller) {
    switch (course.state()) {
      case INBOUND_UNI -> course.move(ConnectionState.INBOUND_IDLE_UNI);
      case INBOUND_DUP -> course.move(ConnectionState.INBOUND_IDLE_DUP);
      case DUPLEX -> course.move(ConnectionState.OUTBOUND_DUP_TICKING);
      case OUTBOUND_DUP_TICKING,
          OUTBOUND_DUP_EXPIRED,
          OUTBOUND_IDLE_UNI,
          OUTBOUND_IDLE_DUP,
          INBOUND_IDLE_UNI,
          INBOUND_IDLE_DUP -> {
        // It is so already.
      }
      case TERMINATING, TERMINATED -> {
        course.answer(caller, new Reply.State(new OperationResult.Terminated<>(course.state())));
        return;
      }
      case UNKNOWN -> {
        course.answerUnsupported(caller);
        return;
      }
      case RESERVED_OUTBOUND, UNNEGOTIATED_IN, UNNEGOTIATED_OUT, OUTBOUND_UNI -> {
        course.unexpected(DEMOTED);
        course.answerUnsupported(caller);
        return;
      }
    }
    course.answerDone(caller);
  }

  /** It has not used the connection for its idle time. */
  static void idleTimeOver(Course course, Caller caller) {
    switch (course.state()) {
      case UNKNOWN, TERMINATING -> verdict(course, caller, InboundVerdict.COMMIT);
      case OUTBOUND_IDLE_UNI, OUTBOUND_IDLE_DUP -> {
        course.unexpected(RELEASE);
        verdict(course, caller, InboundVerdict.COMMIT);
      }
      case INBOUND_IDLE_UNI, INBOUND_IDLE_DUP -> {
        verdict(course, caller, InboundVerdict.COMMIT);
        Terminating.commit(course, Sentences.NOBODY_USES_IT);
      }
      case OUTBOUND_DUP_TICKING -> {
        course.move(ConnectionState.OUTBOUND_DUP_EXPIRED);
        verdict(course, caller, InboundVerdict.KEEP);
      }
      case OUTBOUND_DUP_EXPIRED -> {
        course.unexpected(RELEASE);
        verdict(course, caller, InboundVerdict.KEEP);
      }
      case DUPLEX -> {
        course.unexpected(RELEASE);
        unsupported(course, caller);
        course.move(ConnectionState.OUTBOUND_DUP_TICKING);
      }
      case INBOUND_UNI, INBOUND_DUP -> {
        course.unexpected(RELEASE);
        unsupported(course, caller);
      }
      case RESERVED_OUTBOUND, UNNEGOTIATED_IN, UNNEGOTIATED_OUT, OUTBOUND_UNI, TERMINATED ->
          unsupported(course, caller);
    }
  }

  private static void verdict(Course course, Caller caller, InboundVerdict verdict) {
    course.answer(caller, new Reply.Verdict(new OperationResult.Success<>(verdict)));
  }

  private static void unsupported(Course course, Caller caller) {
    course.answer(caller, new Reply.Verdict(new OperationResult.Unsupported<>(course.state())));
  }
}
