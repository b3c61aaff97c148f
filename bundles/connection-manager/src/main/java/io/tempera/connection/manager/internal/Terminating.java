package io.tempera.connection.manager.internal;

import io.tempera.connection.ConnectionState;
import io.tempera.connection.DisconnectReason;

/** The ways to the end of an entry. */
final class Terminating {
  private Terminating() {}

  /** Nobody uses it any more: it is closed, and its entry stays for the time-wait. */
  static void commit(Course course, String why) {
    course.dropHandle();
    course.linger(true);
    course.move(ConnectionState.TERMINATING);
    course.sayClosed(false, why);
    course.close();
    Waiters.settle(course);
  }

  /**
   * Nothing was agreed: it is closed, and its entry goes with the socket. There is no time-wait:
   * the reference takes the entry out of its map at once too.
   */
  static void refused(Course course, DisconnectReason reason) {
    course.linger(false);
    course.move(ConnectionState.TERMINATING);
    course.close();
    Waiters.settle(course, Ending.because(reason));
  }

  /** An open connection ends here and now. */
  static void broken(Course course, boolean byError, String why, Ending ending) {
    if (States.isOpen(course.state())) {
      course.sayClosed(byError, why);
    }
    atOnce(course, ending);
  }

  /** Closes whatever there is, and forgets the entry. */
  static void atOnce(Course course, Ending ending) {
    course.close();
    forget(course, ending);
  }

  /** Forgets an entry that has nothing to close any more. */
  static void forget(Course course, Ending ending) {
    if (States.isOutboundIdle(course.state()) || course.state() == ConnectionState.TERMINATING) {
      course.cancelTimer();
    }
    course.dropHandle();
    course.move(ConnectionState.TERMINATED);
    Waiters.settle(course, ending);
    course.move(ConnectionState.UNKNOWN);
    Waiters.settle(course, ending);
  }
}
