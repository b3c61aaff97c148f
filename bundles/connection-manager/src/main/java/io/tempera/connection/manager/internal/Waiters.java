package io.tempera.connection.manager.internal;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.DisconnectReason;

/** Answers those whose wait is over, in the order in which they asked. */
final class Waiters {
  private Waiters() {}

  /** After a change that ends nothing by itself. */
  static void settle(Course course) {
    settle(course, Ending.because(new DisconnectReason.Terminating(course.state())));
  }

  /** After a change that may be the end of the connection. */
  static void settle(Course course, Ending ending) {
    for (Waiting waiting : course.takeWaiting()) {
      if (!answered(course, waiting, ending)) {
        course.await(waiting.caller(), waiting.kind());
      }
    }
  }

  private static boolean answered(Course course, Waiting waiting, Ending ending) {
    return switch (waiting.kind()) {
      case OPEN, INCLUDE, JOIN -> connection(course, waiting, ending);
      case RETRY -> retry(course, waiting.caller());
      case RELEASE -> release(course, waiting.caller());
      case DEMOTION -> demotion(course, waiting.caller());
    };
  }

  private static boolean connection(Course course, Waiting waiting, Ending ending) {
    ConnectionState state = course.state();
    if (state == ConnectionState.RESERVED_OUTBOUND || States.isUnnegotiated(state)) {
      return false;
    }
    Caller caller = waiting.caller();
    Entry entry = course.entry();
    if (entry.handle().isPresent() && States.isOpen(state)) {
      if (waiting.kind() == Waiting.Kind.JOIN) {
        Acquiring.join(course, caller);
      } else {
        course.answer(
            caller, new Reply.Connection(new AcquireResult.Connected(entry.handle().get())));
      }
    } else if (waiting.kind() == Waiting.Kind.INCLUDE) {
      course.answer(caller, ending.toIncluder(entry.connectionId()));
    } else {
      course.answer(caller, ending.toAcquirer(entry.connectionId()));
    }
    return true;
  }

  private static boolean retry(Course course, Caller caller) {
    if (course.entry().exists()) {
      return false;
    }
    course.answer(caller, new Reply.Again());
    return true;
  }

  /** A change wins over the timer: who was awoken by the remote side is told that it is in use. */
  private static boolean release(Course course, Caller caller) {
    ConnectionState state = course.state();
    if (States.isOutboundIdle(state)) {
      return false;
    }
    if (States.isOpen(state)) {
      course.answerUnsupported(caller);
    } else {
      course.answerDone(caller);
    }
    return true;
  }

  private static boolean demotion(Course course, Caller caller) {
    if (States.hasOutboundSide(course.state())) {
      return false;
    }
    course.answer(caller, new Reply.Demoted());
    return true;
  }
}
